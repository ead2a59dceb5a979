"""The front page of the three lists, needs and resources at the desk. The ledgers stand in `cobuilding.ledger`."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.cobuilding import actions, forms, origins, papers, queries, timeline, verb_forms
from linli.cobuilding.views.acting import HOME, Room, Verb, address, buttons, verb_view
from linli.cobuilding.workflow import NeedStatus
from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.papers.typeset import as_pdf

NEED = {
    "match": Verb(
        _("Choose what serves it"), verb_forms.MatchForm, "transfer",
        _("What fits stands first. What does not fit says why, and cannot be chosen."),
    ),
    "meet": Verb(_("It is met"), forms.WordsForm, "check-circle", _("Say what was given and used.")),
    "unmatch": Verb(
        _("Undo the match"), forms.ReasonForm, "undo",
        _("The need waits again, what was to serve it is free, and the planner does not propose the pair again."),
    ),
    "drop": Verb(
        _("Not needed any more"), forms.ReasonForm, "cross", _("It leaves the list, with the reason."), danger=True
    ),
}  # fmt: skip


@right("cobuilding.view_lists")
@require_GET
def front(request: ActorRequest) -> HttpResponse:
    """三张清单: what waits, what is given, what is under way and late."""
    needs = queries.needs_for(request.actor).filter(status=NeedStatus.OPEN)
    context = {
        "needs": list(needs.order_by("-urgent", "noted_at", "id")[: queries.FRONT]),
        "resources": list(queries.offers(request.community.pk).order_by("-offered_at")[: queries.FRONT]),
        "projects": queries.open_projects(request.actor),
        "desk": request.actor.everywhere("secretary", "clerk"),
        "asking": ActForm(),
    }
    return render(request, "cobuilding/desk/front.html", context)


@right("cobuilding.note_need")
@require_http_methods(["GET", "POST"])
def note_need(request: ActorRequest) -> HttpResponse:
    """列入需求清单; `?order=` begins it from an order, whose requester stays unsaid."""
    found = origins.asked_for(request.actor, request.GET)
    origin, row = found or (None, None)
    first = origin.first(row) if origin else {}
    form = forms.NeedForm(request.POST or None, community=request.community, initial=first)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a need"), _("Put on the list"), _crumbs(request), rows=form.ROWS,
        lede=_("Begun from %(origin)s. Please read the words before you press: everybody can read them.") % {"origin": row}
        if row else _("What the community cannot give by itself. Everybody can read it."),
    )  # fmt: skip
    return form_page(
        request, page, form, "cobuilding.note_need", new_id,
        act=lambda: actions.note_need(request.community, form.asked(), by=request.actor, origin=row, need_id=new_id),
        to=lambda made: address(request, "need", made),
    )  # fmt: skip


def _crumbs(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((HOME, address(request, "front")),)


@right("cobuilding.view_lists")
@require_GET
def need(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一项需求: what it asks for, what it has and had, and only the buttons one may press."""
    return _need_page(request, pk)


def _need_page(request: ActorRequest, pk: UUID, *, stale: str = "", kept: Any = ()) -> HttpResponse:
    row = queries.access_need(request.actor, pk)
    offered = buttons(request, row, NEED)
    matches = queries.matches_of(row)
    has = next((match for match in matches if match.ended_at is None), None)
    link = origins.link_of(row, request.community.slug) if row.origin_id else None
    context = {
        "need": row,
        "first": offered[0] if offered and row.status == NeedStatus.OPEN else None,
        "verbs": offered[1:] if row.status == NeedStatus.OPEN else offered,
        "has": has,
        "had": [match for match in matches if match.ended_at],
        "may_begin": has and "match" in row.may and row.status == NeedStatus.MATCHED
        and (has.project is None or has.project.status == "stopped"),
        "origin": link,
        "events": timeline.told(row),
        "message": papers.need_message(row, request.build_absolute_uri) if row.status == NeedStatus.OPEN else "",
        "stale": stale,
        "kept": kept,
    }  # fmt: skip
    return render(request, "cobuilding/desk/need.html", context, status=409 if stale else 200)


match, meet, unmatch, drop = (
    verb_view(name, verb, Room(queries.access_need, "need", _need_page)) for name, verb in NEED.items()
)


@right("cobuilding.offer")
@require_http_methods(["GET", "POST"])
def offer(request: ActorRequest) -> HttpResponse:
    """登记资源."""
    form = forms.ResourceForm(request.POST or None, community=request.community)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a resource"), _("Put on the list"), _crumbs(request), rows=form.ROWS,
        lede=_("What a local organisation, a team or the community itself gives. Everybody can read it, but for whom to ring."),
    )  # fmt: skip
    return form_page(
        request, page, form, "cobuilding.offer", new_id,
        act=lambda: actions.offer(request.community, form.offered(), by=request.actor, resource_id=new_id),
        to=lambda made: address(request, "resource", made),
    )  # fmt: skip


@right("cobuilding.view_lists")
@require_GET
def resource(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一项资源: what is given, what is left of it, and what it serves."""
    row = queries.access_resource(request.actor, pk)
    context = {
        "resource": row,
        "matches": queries.served_by(row),
        "may_end": "end_offer" in row.may and not row.is_over,
    }
    return render(request, "cobuilding/desk/resource.html", context)


@right("cobuilding.end_offer")
@require_http_methods(["GET", "POST"])
def end_offer(request: ActorRequest, pk: UUID) -> HttpResponse:
    """停止提供."""
    row = queries.access_resource(request.actor, pk, "end_offer")
    form = forms.EndOfferForm(request.POST or None, record=row)
    here = address(request, "resource", pk)
    page = FormPage(
        _("End a resource"), pgettext_lazy("what is used", "End it"), (*_crumbs(request), (str(row), here)), danger=True,
        lede=_("It leaves the list after its last day. What was promised until then stands; undo a match that cannot be kept."),
        facts=lambda: [(_("Last day"), row.valid_to)],
    )  # fmt: skip
    return form_page(
        request, page, form, "cobuilding.end_offer", row.pk,
        act=lambda: actions.end_offer(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip


@right("cobuilding.view_lists")
@require_GET
def lists_pdf(request: ActorRequest) -> HttpResponse:
    """三张清单 as PDF for the wall, on A4 or (`?paper=a3`) A3."""
    size = "a3" if request.GET.get("paper") == "a3" else "a4"
    made = papers.lists_pdf(
        request.community, paper=size, address=request.build_absolute_uri(address(request, "lists")), by=request.actor
    )  # fmt: skip
    return as_pdf(made, f"three-lists-{size}")
