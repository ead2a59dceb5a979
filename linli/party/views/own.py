"""我的组织: a member's own branch and own dues, on the telephone. Nobody sees another's."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.core import clock
from linli.core.guards import ActorRequest, right
from linli.papers.typeset import as_pdf
from linli.party import papers, queries
from linli.party.models import DuesPayment


@right("party.see_own")
@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """我的党员信息: branch and group, and the dues of this year."""
    member = queries.own_member(request.actor.user_id, request.community)
    if member is None:
        return render(request, "party/own.html", {"member": None})
    today = clock.today()
    context = {
        "member": member,
        "year": today.year,
        "told": queries.dues_of_year(member, today.year, until=today),
        "payments": queries.payments_of(member, today.year),
        "now": queries.branch_of(member),
    }
    return render(request, "party/own.html", context)


@right("party.see_own")
@require_GET
def own_receipt(request: ActorRequest, pk: UUID) -> HttpResponse:
    """收据 of one's own payment."""
    rows = DuesPayment.objects.of(request.community).select_related("member__person")
    row = rows.filter(pk=pk, member__person__user=request.actor.user_id).first()
    if row is None:
        raise Http404
    return as_pdf(papers.receipt_pdf(request.community, row, by=request.actor), f"dues-{row.receipt}")
