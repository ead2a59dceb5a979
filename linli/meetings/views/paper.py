"""Papers of meetings: minutes, summary, notice, sign-in sheet, the book of a year."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from linli.core.guards import ActorRequest, right
from linli.core.links import absolute
from linli.meetings import meeting_papers as papers
from linli.meetings import queries
from linli.meetings.views.board import year_of
from linli.meetings.views.meetings import address
from linli.papers.typeset import as_pdf


@right("meetings.view_meetings")
@require_GET
def minutes(request: ActorRequest, pk: UUID) -> HttpResponse:
    """会议记录 as PDF; 404 before there are any."""
    row = queries.access_meeting(request.actor, pk)
    if row.minuted_at is None:
        raise Http404
    return as_pdf(papers.minutes_pdf(row, request.actor), f"minutes-{row.number}")


@right("meetings.view_meetings")
@require_GET
def summary(request: ActorRequest, pk: UUID) -> HttpResponse:
    """会议纪要 as PDF; 404 where none was written."""
    row = queries.access_meeting(request.actor, pk)
    if not row.summary:
        raise Http404
    return as_pdf(papers.summary_pdf(row, request.actor), f"summary-{row.number}")


@right("meetings.view_meetings")
@require_GET
def notice(request: ActorRequest, pk: UUID) -> HttpResponse:
    """会议通知 as PDF."""
    row = queries.access_meeting(request.actor, pk)
    return as_pdf(papers.notice_pdf(row, request.actor), f"notice-{row.number}")


@right("meetings.view_meetings")
@require_GET
def sheet(request: ActorRequest, pk: UUID) -> HttpResponse:
    """签到表 as PDF."""
    row = queries.access_meeting(request.actor, pk)
    return as_pdf(
        papers.sheet_pdf(row, request.actor, absolute(address(request, "meeting", row.pk))),
        f"sheet-{row.number}",
    )


@right("meetings.view_meetings")
@require_GET
def door(request: ActorRequest, pk: UUID) -> HttpResponse:
    """会场二维码 as PDF."""
    row = queries.access_meeting(request.actor, pk)
    made = papers.door_pdf(row, request.actor, absolute(address(request, "arrive", row.pk)))
    return as_pdf(made, f"door-{row.number}")


@right("meetings.view_meetings")
@require_GET
def year(request: ActorRequest, pk: UUID) -> HttpResponse:
    """全年组织生活本 as PDF: of `?year=2025`, else of this year."""
    organisation = get_object_or_404(queries.organisations_for(request.actor), pk=pk)
    asked = year_of(request)
    return as_pdf(papers.year_pdf(organisation, request.actor, asked), f"year-{asked}")
