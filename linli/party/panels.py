"""What stands of the membership on a member's own page: branch, and the dues of the year."""

from typing import Any

from linli.core import clock
from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.party import queries
from linli.party.models import BranchMembership, PartyMember


def _shown(_actor: Actor, person: Any) -> dict[str, Any] | None:
    rows = PartyMember.objects.of(person.community_id).filter(person=person, ended_on__isnull=True)
    member: PartyMember | None = rows.first()
    now: BranchMembership | None = queries.branch_of(member) if member else None
    return {"member": member, "now": now, "year": clock.today().year} if member else None


declare("meetings.own", Panel("party/parts/own_panel.html", "party.see_own", _shown))
