"""Pages of the Party organisation: one pledge with its verbs, writing one down from paper, and what is printed."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.verbs import Room, buttons, verb_view
from linli.meetings import deeds
from linli.papers.typeset import as_pdf
from linli.pledges import actions, forms, papers, queries
from linli.pledges.actions.reviewing import complete
from linli.pledges.models import Kind, Pledge
from linli.pledges.views.acting import VERBS, address
from linli.pledges.workflow import PledgeStatus

HOME = _("Pledges")


@right("pledges.view_pledges")
@require_GET
def pledge_detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一份承诺: its items and how far they are, the reviews, and only the buttons one may press."""
    row = queries.access_pledge(request.actor, pk)
    reviewed = (
        list(queries.reviews_of(row)) if row.status in {PledgeStatus.IN_REVIEW, PledgeStatus.CLOSED} else []
    )
    found = buttons(request, "pledges", row, VERBS)
    context = {
        "pledge": row,
        "items": items_of(request, row),
        "reviews": [one for one in reviewed if one.kind != Kind.PUBLIC],
        "public": public_of(reviewed),
        "missing": complete(row) if row.status == PledgeStatus.IN_REVIEW else None,
        "first": found[0] if found else None,
        "verbs": found[1:],
        "review_url": request.build_absolute_uri(address(request, "public_pledge", keys.show_code(row.code))),
    }
    return render(request, "pledges/desk/pledge.html", context)


def items_of(request: ActorRequest, row: Pledge) -> list[tuple[Any, str, bool]]:
    """Each item, the page of the record that did it, and whether its day has passed (for these readers alone, M-4)."""
    slug = request.community.slug
    return [
        (item, deeds.address(request.actor, slug, item.deed_kind, item.deed_id), item.is_late())
        for item in row.items.all()
    ]


def public_of(reviewed: list[Any]) -> dict[str, Any]:
    """What residents said: two sums, and words without anybody."""
    rows = [one for one in reviewed if one.kind == Kind.PUBLIC]
    return {
        "kept": sum(one.kept for one in rows),
        "not_kept": sum(one.not_kept for one in rows),
        "words": [one.words for one in rows if one.words],
    }


@right("pledges.enter")
@require_http_methods(["GET", "POST"])
def write_down(request: ActorRequest) -> HttpResponse:
    """从纸上录入: whose, three things and more, and published in the same press where the paper is signed."""
    rounds = queries.open_rounds(request.community)
    if not rounds:
        return HttpResponseRedirect(address(request, "rounds"))
    form = forms.PledgeForm(request.POST or None, rounds=rounds, by=request.actor)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a pledge"), _("Write it down"), ((HOME, address(request, "ledger")),), rows=form.rows,
        lede=_("At least three things, each in another area and with a day (R-12). A draft may have fewer."),
    )  # fmt: skip
    return form_page(
        request, page, form, "pledges.pledge", new_id, act=lambda: _write(request, form, new_id),
        to=lambda made: address(request, "pledge_detail", made),
    )  # fmt: skip


@transaction.atomic
def _write(request: ActorRequest, form: forms.PledgeForm, new_id: UUID) -> None:
    by = request.actor
    row = actions.pledge(form.round, form.promises(), **form.whose, by=by, pledge_id=new_id)  # type: ignore[arg-type]
    if form.cleaned_data["at_once"]:
        named = bool(form.cleaned_data["named"] and row.member_id)
        actions.publish(row, named=named, by=by, version=row.version)


ROOM = Room("pledges", queries.access_pledge, "pledge_detail", "ledger", HOME)
rewrite, publish, deliver, show_name, begin_review, review, close, withdraw = (
    verb_view(name, ROOM, VERBS) for name in VERBS
)


@right("pledges.view_pledges")
@require_GET
def card_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """承诺卡 as PDF: to hang up at home or in the branch; its QR leads residents to the review."""
    row = queries.access_pledge(request.actor, pk)
    link = request.build_absolute_uri(address(request, "public_pledge", keys.show_code(row.code)))
    return as_pdf(papers.card_pdf(row, address=link, by=request.actor), f"pledge-{row.code}")


@right("pledges.view_pledges")
@require_GET
def letter_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """结果反馈 as PDF: what was pledged, what was done, what was said of it."""
    row = queries.access_pledge(request.actor, pk)
    if row.status != PledgeStatus.CLOSED:
        return HttpResponseRedirect(address(request, "pledge_detail", pk))
    made = papers.letter_pdf(row, list(queries.reviews_of(row)), by=request.actor)
    return as_pdf(made, f"pledge-result-{row.code}")


@right("pledges.view_pledges")
@require_GET
def board_pdf(request: ActorRequest) -> HttpResponse:
    """承诺墙 as PDF for the wall, on A4 or (`?paper=a3`) A3: the same as everybody reads on the telephone."""
    size = "a3" if request.GET.get("paper") == "a3" else "a4"
    link = request.build_absolute_uri(address(request, "board"))
    made = papers.board_pdf(
        request.community, queries.board(request.community), paper=size, address=link, by=request.actor
    )
    return as_pdf(made, f"pledges-{size}")
