"""What stands of the membership on a member's own page: branch, the dues of the year, points, appraisal."""

from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from linli.core import clock
from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.core.spans import in_force
from linli.party.balances import balance_of_each
from linli.party.models import AppraisalRound, BranchMembership, PartyMember, PointsParticipation, SelfReview
from linli.party.workflow import RUNNING


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


declare("meetings.own", Panel("party/parts/own_panel.html", "party.see_own", _shown))
