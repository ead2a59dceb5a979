"""实事 at the desk: the board, one deed and its verbs."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.orders import queries as orders
from linli.orders.models import Order
from linli.wishes import actions, forms, queries, timeline
from linli.wishes.views.acting import Room, Verb, address, buttons, verb_view
from linli.wishes.workflow import DeedStatus

HEADS = {
    "late": _("Late"),
    "in_progress": DeedStatus.IN_PROGRESS.label,
    "done": DeedStatus.DONE.label,
    "confirmed": _("Confirmed this year"),
}
VERBS = {
    "finish": Verb(
        _("It is done"),
        forms.FinishForm,
        "check",
        _("Say what was done; somebody else asks the residents and confirms."),
    ),
    "confirm": Verb(
        _("Confirm"),
        forms.ConfirmForm,
        "check-circle",
        _("You did not do it, and asked those for whom it was done."),
    ),
    "resume": Verb(_("Not done yet"), forms.NoteForm, "refresh", _("It goes on, and its owner reads why.")),
    "hand_on": Verb(
        _("Hand it on"), forms.HandOnForm, "arrow-right", _("Somebody else does it from now on.")
    ),
    "drop": Verb(_("Drop"), forms.NoteForm, "cross", _("It ends without having been done."), danger=True),
}


@right("wishes.begin")
@require_GET
def board(request: ActorRequest) -> HttpResponse:
    """实事看板: late, going on, done, confirmed; by due day, and never by who does them."""
    groups = queries.board(request.actor)
    context = {
        "groups": [(name, HEADS[name], rows) for name, rows in groups.items()],
        "numbers": {name: len(rows) for name, rows in groups.items()},
        "any": any(groups.values()),
    }
    return render(request, "wishes/desk/board.html", context)


@right("wishes.begin")
@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """立项; `?order=` makes one from an order, which stays the same matter."""
    order = _order(request)
    first: dict[str, Any] = (
        {"title": order.subject[:60], "what": order.text[:2000], "category": order.category.name[:20],
         "pressing": order.pressing, "owner": order.accepted_by_id or request.actor.user_id}
        if order else {}
    )  # fmt: skip
    form = forms.BeginForm(request.POST or None, community=request.community, by=request.actor, first=first)
    new_id = keys.uuid7()
    crumbs: tuple[tuple[Any, str], ...] = ((_("Practical deeds"), address(request, "deeds")),)
    if order:
        crumbs = ((str(order), reverse("orders:desk_detail", args=[request.community.slug, order.number])),)
    page = FormPage(
        _("Begin a practical deed"), _("Begin"), crumbs,
        lede=_("Made from this order it stays the same matter: it counts once.") if order else "",
        rows=(("title",), ("what",), ("owner", "organisation"), ("due_on", "category"), ("pressing",)),
    )  # fmt: skip
    return form_page(
        request, page, form, "wishes.begin", new_id,
        act=lambda: actions.begin(request.community, by=request.actor, deed_id=new_id, origin=order, **form.values()),
        to=lambda made: address(request, "deed_by_key", made),
    )  # fmt: skip


def _order(request: ActorRequest) -> Order | None:
    """The order of `?order=`, as far as the person may work with it; 404 for anything else."""
    number = plain(request.GET.get("order", ""))
    return orders.access_order(request.actor, number, "desk") if number else None


@right("wishes.view_deeds")
@require_GET
def deed_by_key(request: ActorRequest, pk: Any) -> HttpResponse:
    """The same deed by its key: where a press of the form leads, also the second one."""
    row = queries.access_deed_by_key(request.actor, pk)
    return HttpResponseRedirect(address(request, "desk_deed", row.number))


@right("wishes.view_deeds")
@require_GET
def deed(request: ActorRequest, number: str) -> HttpResponse:
    """One deed: its history, and only the buttons one may press."""
    return _page(request, number)


def _page(request: ActorRequest, number: str, *, stale: str = "", kept: Any = ()) -> HttpResponse:
    row = queries.access_deed(request.actor, number)
    offered = buttons(request, row, VERBS)
    order = queries.order_behind(row)
    context = {
        "deed": row,
        "first": offered[0] if offered else None,
        "verbs": offered[1:],
        "order": order,
        "events": timeline.for_staff(row),
        "stale": stale,
        "kept": kept,
    }
    return render(request, "wishes/desk/deed.html", context, status=409 if stale else 200)


ROOM = Room(queries.access_deed, "desk_deed", "deeds", _("Practical deeds"), _page)
finish, confirm, resume, hand_on, drop = (verb_view(name, verb, ROOM) for name, verb in VERBS.items())
