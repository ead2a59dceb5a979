"""值班表 on paper, at the desk: of a week or of a month, at once or into the printing room."""

import datetime as dt
import re
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.calendars.months import add_months
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.core.rights import REGISTER
from linli.papers.printing import actions as printing
from linli.papers.typeset import as_pdf
from linli.rosters import papers, queries
from linli.rosters.models import Roster
from linli.rosters.queries import DAY, WEEK, monday_of
from linli.rosters.views.desk import day_asked, week_url


def _period(request: ActorRequest) -> tuple[dt.date, dt.date]:
    """The month that is asked for (`?month=2026-03`), else the week (`?week=`)."""
    asked = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", request.GET.get("month", ""))
    if asked:
        first = dt.date(int(asked[1]), int(asked[2]), 1)
        return first, add_months(first, 1) - DAY
    monday = monday_of(day_asked(request, "week"))
    return monday, monday + WEEK - DAY


def _wanted(request: ActorRequest, row: Roster) -> printing.Wanted:
    first, last = _period(request)
    return papers.plan(row, queries.shifts_between(row, first, last), first, last, by=request.actor)


@right("rosters.view")
@require_GET
def plan_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The plan of a week or of a month as PDF."""
    row = queries.access_roster(request.actor, pk)
    first, _last = _period(request)
    return as_pdf(papers.pdf(_wanted(request, row)), f"duty-plan-{first}")


@right("rosters.view")
@require_POST
def lay(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The plan of the week into the printing room, by who may work there."""
    row = queries.access_roster(request.actor, pk)
    if not REGISTER["papers.print"].held_by(request.actor):
        raise PermissionDenied
    form, wanted = ActForm(request.POST), _wanted(request, row)
    if form.is_valid():
        perform(
            form, "papers.request_print", row.pk, request.actor,
            lambda: printing.request_print(papers.PLAN, [wanted], origin=row, by=request.actor), about=request.get_full_path(),
        )  # fmt: skip
    if form.is_valid():
        messages.success(request, _("The duty plan waits in the printing room."))
    return HttpResponseRedirect(week_url(request, pk, day_asked(request, "week")))
