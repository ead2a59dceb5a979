"""Pages of the account of a programme: on the screen, on paper, as a workbook."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.core import audit, clock
from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.core.rights import REGISTER
from linli.organisations import party_queries as queries
from linli.organisations.account_papers import account_sheet, account_workbook, number_words
from linli.organisations.models import Programme
from linli.organisations.strand_account import Account, Number, account_of, years_of
from linli.papers.typeset import as_pdf, as_xlsx


def _asked(request: ActorRequest, pk: UUID) -> tuple[Account, list[int]]:
    """The account of the year that the address names, else of this year (the last one of a programme that has ended)."""
    row = queries.access_programme(request.actor, Programme, pk, "view_programmes")
    years = years_of(row)
    asked = plain(request.GET.get("year", ""))
    year = next((one for one in years if str(one) == asked), years[0])
    return account_of(request.actor, row, year), years


def _cells(told: Account, values: list[Number]) -> list[tuple[str, Any]]:
    """The numbers of a row, each with its figure."""
    return list(zip(map(number_words, values), told.figures, strict=True))


@right("organisations.view_programmes")
@require_GET
def account(request: ActorRequest, pk: UUID) -> HttpResponse:
    """账目按子项: strands as rows, records and figures of a year as columns."""
    told, years = _asked(request, pk)
    context = {
        "programme": told.programme,
        "account": told,
        "lines": [(line, _cells(told, line.values)) for line in told.lines],
        "together": _cells(told, told.together.values),
        "community_cells": _cells(told, told.community),
        "years": years,
        "today": clock.today(),
        "sees_figures": REGISTER["figures.view"].held_by(request.actor),
    }
    return render(request, "organisations/programmes/account.html", context)


@right("organisations.view_programmes")
@require_GET
def account_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The same on paper."""
    told, _years = _asked(request, pk)
    return as_pdf(account_sheet(request.community, told, by=request.actor), f"strands-{told.year}")


@right("organisations.view_programmes")
@require_GET
def account_xlsx(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The same as a workbook; the export stands in the audit."""
    told, _years = _asked(request, pk)
    made = account_workbook(request.community, told, by=request.actor)
    audit.record(
        told.programme, "ledgers.export", by=request.actor, note=f"strands {told.programme} {told.year}"[:200]
    )
    return as_xlsx(made, f"strands-{told.year}")
