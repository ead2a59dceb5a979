"""What stands of the membership on a member's own page, and how a branch stands to R-01 on the page of the branch."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from linli.core import clock
from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.core.spans import in_force
from linli.organisations.formation import judge_committee, judge_formation
from linli.organisations.models import PartyOrganisation, PartyPost
from linli.organisations.party_queries import seats
from linli.party import numbers
from linli.party.balances import balance_of_each
from linli.party.models import AppraisalRound, BranchMembership, PartyMember, PointsParticipation, SelfReview
from linli.party.queries import roll_states, rolls_for
from linli.party.workflow import RUNNING
from linli.rulebook.verdict import Level


def _shown(_actor: Actor, person: Any) -> dict[str, Any] | None:
    """Branch and group, the balance of who takes part, and whether a self-review is asked for. One query."""
    held = {"community": OuterRef("community"), "member": OuterRef("pk")}
    here = BranchMembership.objects.filter(in_force(), **held)
    said = SelfReview.objects.filter(
        community=OuterRef("community"), round=OuterRef("pk"), member=OuterRef(OuterRef("pk"))
    )
    asked = AppraisalRound.objects.filter(
        ~Exists(said), community=OuterRef("community"), branch=OuterRef("branch_key"), status__in=RUNNING
    )
    rows = PartyMember.objects.of(person.community_id).filter(person=person, ended_on__isnull=True)
    member = rows.annotate(
        branch_key=Subquery(here.values("branch")[:1]),
        branch_name=Subquery(here.values("branch__name")[:1]),
        group_name=Subquery(here.values("group__name")[:1]),
        takes_part=Exists(PointsParticipation.objects.filter(valid_to__isnull=True, **held)),
        balance=balance_of_each(OuterRef("pk")),
        review_asked=Exists(asked),
    ).first()
    return {"member": member, "year": clock.today().year} if member else None


def _each(rows: QuerySet, way: str) -> Any:
    """How many of `rows` each organisation of a query has."""
    counted = rows.filter(**{way: OuterRef("pk")}).order_by().values(way).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _formed(actor: Actor, row: Any) -> dict[str, Any] | None:
    """R-01 of a branch: its full members of today, what is founded for so many, and whether the committee fits. One query."""
    if not row.votes or "view_numbers" not in row.may:
        return None
    members, at = rolls_for(actor), row.community.code
    told = (
        PartyOrganisation.objects.of(row.community_id)
        .annotate(
            members=_each(members, "branch"),
            full=_each(members.filter(roll_states()["full"]), "branch"),
            seats=_each(seats(row.community_id).exclude(post=PartyPost.LEADER), "organisation"),
        )
        .get(pk=row.pk)
    )
    sizes = numbers.formation_sizes(at)
    verdicts = [
        judge_formation(told.full, sizes, units=row.units or 1, one_branch=True),
        judge_committee(told.full, told.seats, sizes),
    ]
    return {
        "branch": told,
        "warned": [verdict.reason for verdict in verdicts if verdict.level != Level.PASS],
        "lines": dict.fromkeys(line for verdict in verdicts for line in verdict.arithmetic),
        "years": numbers.term_years(at),
    }


declare(
    "organisations.party_organisation",
    Panel("party/parts/formation_panel.html", "organisations.view_numbers", _formed),
)
declare("meetings.own", Panel("party/parts/own_panel.html", "party.see_own", _shown))
