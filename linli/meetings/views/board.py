"""节奏板: the first page of the Party room; and why a meeting was not held."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.meetings import actions, queries
from linli.meetings.board import board
from linli.meetings.forms.study import ExcuseForm
from linli.meetings.kinds import RULE_NAMES, Kind
from linli.meetings.slots import Slot
from linli.meetings.views.meetings import HOME, address

FIRST_YEAR = 2000


def year_of(request: ActorRequest) -> int:
    """The year of `?year=2025`, else this one."""
    asked, this = request.GET.get("year", ""), clock.today().year
    return (
        int(asked) if asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked) <= this + 1 else this
    )


@right("meetings.view_meetings")
@require_GET
def cadence(request: ActorRequest) -> HttpResponse:
    """节奏板: each organisation with its slots, what is lacking and why, and the next dates."""
    year = year_of(request)
    made = board(request.actor, request.community, year)
    context: dict[str, Any] = {
        "board": made,
        "months": range(1, 13),
        "this": clock.today(),
        "before": year - 1,
        "after": year + 1,
    }
    return render(request, "meetings/cadence.html", context)


@right("meetings.excuse")
@require_http_methods(["GET", "POST"])
def excuse(request: ActorRequest, pk: UUID, kind: str, slot: str) -> HttpResponse:
    """写明原因备案, for one slot of one organisation."""
    organisation = get_object_or_404(queries.organisations_for(request.actor), pk=pk)
    if kind not in RULE_NAMES:
        raise Http404
    try:
        asked = Slot.read(slot)
    except ValueError as wrong:
        raise Http404 from wrong
    form = ExcuseForm(request.POST or None)
    new_id = keys.uuid7()
    page = FormPage(
        _("Why a meeting was not held"), _("Write it down"), ((HOME, address(request, "cadence")),),
        lede=f"{organisation} · {Kind(kind).label} · {asked.name}",
    )  # fmt: skip
    return form_page(
        request, page, form, "meetings.excuse", new_id,
        act=lambda: actions.excuse(
            organisation, kind=kind, slot=slot, by=request.actor, excuse_id=new_id, **form.values()
        ),
        to=lambda _made: address(request, "cadence"),
    )  # fmt: skip
