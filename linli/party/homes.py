"""楼栋党员数: how many members of an organisation live in each building, for the map of the branch; numbers and no names (M-7)."""

from collections import Counter
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, UUIDField

from linli.core.rights import Actor
from linli.core.spans import in_force
from linli.organisations.compound_map import count_with
from linli.organisations.models import PartyOrganisation
from linli.party.queries import rolls_for
from linli.residents.models import Residence
from linli.residents.queries import LIVING


def members_by_building(actor: Actor, organisation: PartyOrganisation) -> dict[UUID | None, int]:
    """The members of a branch or group today, as the actor sees them, by the building of the dwelling where each lives now
    (actually before as a tenant); None for those who live in no dwelling of the books. Each counts once. One query.
    """
    homes = Residence.objects.filter(
        in_force(), community=OuterRef("community"), person=OuterRef("member__person"), kind__in=LIVING
    ).order_by("kind", "-valid_from", "-pk")
    rows = rolls_for(actor).filter(Q(branch=organisation) | Q(group=organisation)).order_by()
    rows = rows.annotate(home=Subquery(homes.values("dwelling__building")[:1], output_field=UUIDField()))
    return Counter(rows.values_list("home", flat=True))


count_with(members_by_building)
