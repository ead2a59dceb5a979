"""What stands of pledges on a member's own page: how many things are done, of how many."""

from typing import Any

from django.db.models import Count, Q

from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.pledges.models import PledgeItem
from linli.pledges.workflow import PledgeStatus


def _shown(actor: Actor, person: Any) -> dict[str, Any]:
    """Of the person's own pledges that are not withdrawn. One query."""
    rows = PledgeItem.objects.of(actor.community_id).filter(pledge__member__person=person)
    rows = rows.exclude(pledge__status=PledgeStatus.WITHDRAWN)
    return rows.aggregate(total=Count("pk"), kept=Count("pk", filter=Q(delivered_on__isnull=False)))


declare("meetings.own", Panel("pledges/parts/own_panel.html", "pledges.view_own", _shown))
