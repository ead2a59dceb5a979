"""我的积分: a member's own balance and entries, and the way to say that one is not right. Nobody is compared with anybody."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.forms import ActForm, plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.party import actions, balances, point_forms, queries
from linli.party.models import PartyMember
from linli.party.views.acting import Crumbs, address

TITLE = _("My points")


def _member(request: ActorRequest) -> PartyMember:
    found = queries.own_member(request.actor.user_id, request.community)
    if found is None:
        raise Http404
    return found


def _crumbs(request: ActorRequest) -> Crumbs:
    return ((TITLE, address(request, "own_points")),)


@right("party.see_own")
@require_GET
def own_points(request: ActorRequest) -> HttpResponse:
    """我的积分: whether one takes part, the balance, where each entry comes from, and what one asked."""
    member = queries.own_member(request.actor.user_id, request.community)
    if member is None:
        return render(request, "party/own_points.html", {"own": None})
    asked = {name: plain(request.GET.get(name, "")) for name in ("after", "before")}
    own = balances.own_points(member, **asked)
    here = address(request, "own_points")
    context = {
        "own": own,
        "newer": f"{here}?before={own.page.newer}" if own.page.newer else "",
        "older": f"{here}?after={own.page.older}" if own.page.older else "",
    }
    return render(request, "party/own_points.html", context)


@right("party.join_points")
@require_http_methods(["GET", "POST"])
def join_points(request: ActorRequest) -> HttpResponse:
    """自愿参加."""
    member, new_id, form = _member(request), keys.uuid7(), ActForm(request.POST or None)
    page = FormPage(
        _("Take part in points"), _("Yes, I take part"), _crumbs(request),
        lede=_("Of your own will, from today on. Nothing depends on points, nobody is compared, and you can stop at any time."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.join_points", new_id,
        act=lambda: actions.join_points(member, by=request.actor, participation_id=new_id),
        to=lambda _made: address(request, "own_points"),
    )  # fmt: skip


@right("party.leave_points")
@require_http_methods(["GET", "POST"])
def leave_points(request: ActorRequest) -> HttpResponse:
    """不再参加."""
    member, form = _member(request), ActForm(request.POST or None)
    here = address(request, "own_points")
    if request.method == "GET" and balances.participation_of(member) is None:
        return HttpResponseRedirect(here)
    page = FormPage(
        _("Take part no more"), _("I take part no more"), _crumbs(request), danger=True,
        lede=_("Today is the last day. What is written stays for you to read; nothing follows from it."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.leave_points", member.pk,
        act=lambda: actions.leave_points(member, by=request.actor), to=lambda _made: here,
    )  # fmt: skip


@right("party.appeal_points")
@require_http_methods(["GET", "POST"])
def appeal_points(request: ActorRequest, pk: UUID | None = None) -> HttpResponse:
    """申诉: an entry is not right or, without one, something is missing."""
    member = _member(request)
    entry = balances.own_entry(member, pk) if pk else None
    if pk and entry is None:
        raise Http404
    form, new_id = point_forms.AppealForm(request.POST or None), keys.uuid7()
    more: dict[str, Any] = {"before": "party/parts/appeal.html", "row": {"entry": entry}} if entry else {}
    page = FormPage(
        _("This is not right") if entry else _("Something is missing"), _("Send it"), _crumbs(request),
        lede=_("The Party organisation reads it and answers here."), more=more,
    )  # fmt: skip
    return form_page(
        request, page, form, "party.appeal_points", new_id,
        act=lambda: actions.appeal_points(member, entry=entry, by=request.actor, appeal_id=new_id, **form.values()),
        to=lambda _made: address(request, "own_points"),
    )  # fmt: skip
