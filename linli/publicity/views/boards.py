"""Pages of boards: where they stand, what hangs there, and photos of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import keys
from linli.core.files import showing
from linli.core.files.answers import picture_answer
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import REGISTER
from linli.publicity import actions, forms, queries
from linli.publicity.views.desk import address

BOARDS, SHOWS = _("Boards"), "board"
PICTURES = showing.Room("publicity:picture", "publicity:attach")


@right("publicity.view_boards")
@require_GET
def boards(request: ActorRequest) -> HttpResponse:
    """公示栏、宣传栏: grid by grid, and what hangs there today."""
    context = {
        "boards": list(queries.boards(request.actor)),
        "may_register": REGISTER["publicity.register_board"].held_by(request.actor),
    }
    return render(request, "publicity/desk/boards.html", context)


@right("publicity.view_boards")
@require_GET
def board(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一块公示栏: what hung there, the newest first."""
    row = queries.access_board(request.actor, pk)
    return render(request, "publicity/desk/board.html", {"board": row, "versions": queries.versions_of(row)})


@right("publicity.register_board")
@require_http_methods(["GET", "POST"])
def register_board(request: ActorRequest) -> HttpResponse:
    """登记公示栏."""
    form = forms.BoardForm(request.POST or None, community=request.community)
    new_id = keys.uuid7()
    page = FormPage(_("Write down a board"), _("Write it down"), ((BOARDS, address(request, "boards")),))
    return form_page(
        request, page, form, "publicity.register_board", new_id,
        act=lambda: actions.register_board(request.community, by=request.actor, board_id=new_id, **form.values()),
        to=lambda made: address(request, "board", made),
    )  # fmt: skip


@right("publicity.put_up")
@require_http_methods(["GET", "POST"])
def put_up(request: ActorRequest, pk: UUID) -> HttpResponse:
    """换一期."""
    row = queries.access_board(request.actor, pk, "put_up")
    form = forms.PutUpForm(request.POST or None, community=request.community)
    new_id, here = keys.uuid7(), address(request, "board", pk)
    page = FormPage(
        _("Something new hangs there"), _("Write it down"), ((BOARDS, address(request, "boards")), (str(row), here)),
        lede=_("What hung there before has its last day on this day."),
    )  # fmt: skip
    return form_page(
        request, page, form, "publicity.put_up", new_id,
        act=lambda: actions.put_up(row, by=request.actor, version_id=new_id, **form.values()),
        to=lambda made: address(request, "version", made),
    )  # fmt: skip


@right("publicity.end_board")
@require_http_methods(["GET", "POST"])
def end_board(request: ActorRequest, pk: UUID) -> HttpResponse:
    """停用公示栏."""
    row = queries.access_board(request.actor, pk, "end_board")
    form = forms.EndForm(request.POST or None, record=row)
    here = address(request, "board", pk)
    page = FormPage(
        _("End a board"),
        pgettext_lazy("what is used", "End it"),
        ((BOARDS, address(request, "boards")), (str(row), here)),
        danger=True,
    )
    return form_page(
        request, page, form, "publicity.end_board", row.pk,
        act=lambda: actions.end_board(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip


@right("publicity.view_boards")
@require_GET
def version(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一期: what hung on a board, from when to when, with photos of the board."""
    row = queries.access_version(request.actor, pk)
    context = {"version": row, "pictures": showing.shown(row, PICTURES, str(row.pk), {SHOWS: _("the board")})}
    return render(request, "publicity/desk/version.html", context)


@right("publicity.attach")
@require_POST
def attach(request: ActorRequest, pk: UUID) -> HttpResponse:
    """添加公示栏照片: of the board, not of people."""
    row = queries.access_version(request.actor, pk, "attach")
    return showing.attach(request, row, SHOWS, request.actor, address(request, "version", row.pk))


@right("publicity.view_boards")
@require_GET
def picture(request: ActorRequest, pk: UUID, key: UUID) -> HttpResponse:
    """The photo itself."""
    return picture_answer(queries.access_version(request.actor, pk), key, small="small" in request.GET)
