"""Papers of meetings: minutes, summary and notice as PDF and Word, sign-in sheet, code for the door, the year as book and folder."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from linli.core.guards import ActorRequest, right
from linli.core.links import absolute
from linli.meetings import meeting_papers as papers
from linli.meetings import queries
from linli.meetings.models import Meeting
from linli.meetings.views.board import year_of
from linli.meetings.views.meetings import address
from linli.meetings.year_papers import year_folder, year_pdf
from linli.papers.typeset import as_docx, as_pdf, as_zip


def _written(
    name: str, make: Callable[[str, Meeting], bytes], answer: Callable[[bytes, str], HttpResponse]
) -> Any:
    """The address of a document as PDF or as a Word file; 404 before there is one."""

    @right("meetings.view_meetings")
    @require_GET
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        row = queries.access_meeting(request.actor, pk)
        if not papers.WRITTEN[name].exists(row):
            raise Http404
        return answer(make(name, row), f"{name}-{row.number}")

    view.__name__ = name
    return view


minutes, summary, problems, notice = (_written(name, papers.as_paper, as_pdf) for name in papers.WRITTEN)
minutes_word, summary_word, problems_word, notice_word = (
    _written(name, papers.as_word, as_docx) for name in papers.WRITTEN
)


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
    return as_pdf(year_pdf(organisation, request.actor, asked), f"year-{asked}")


@right("meetings.view_meetings")
@require_GET
def year_files(request: ActorRequest, pk: UUID) -> HttpResponse:
    """全年组织生活材料 as a folder of files."""
    organisation = get_object_or_404(queries.organisations_for(request.actor), pk=pk)
    asked = year_of(request)
    return as_zip(year_folder(organisation, request.actor, asked), f"year-{asked}")
