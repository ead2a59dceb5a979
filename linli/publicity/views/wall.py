"""上墙: the sheets that hang in the room of a branch, and what stands on its dossiers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.core import clock
from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.papers.typeset import as_pdf
from linli.publicity import papers, queries

YEAR_DIGITS = 4


def _year(request: ActorRequest) -> int:
    asked = plain(request.GET.get("year", ""))
    return (
        int(asked)
        if asked.isascii() and asked.isdigit() and len(asked) == YEAR_DIGITS
        else clock.today().year
    )


@right("publicity.print_wall")
@require_GET
def wall(request: ActorRequest) -> HttpResponse:
    """一套上墙材料: for each committee and branch its sheets."""
    context: dict[str, Any] = {
        "organisations": list(queries.wall_organisations(request.actor)),
        "sheets": papers.SHEETS,
        "year": _year(request),
    }
    return render(request, "publicity/desk/wall.html", context)


@right("publicity.print_wall")
@require_GET
def sheet_pdf(request: ActorRequest, pk: UUID, sheet: str) -> HttpResponse:
    """One of the sheets as PDF; of dossiers those of `?year=`."""
    row = queries.access_wall(request.actor, pk)
    if sheet not in papers.SHEETS:
        raise Http404
    return as_pdf(papers.SHEETS[sheet].make(row, _year(request), request.actor), f"wall-{sheet}")
