"""支部地图: the buildings of a compound, and what of the Party stands in each. Nothing here writes.

How many members live in a building is counted above, by `party`, and given only to who may see the numbers of this very
organisation (M-7). No member is named on the map.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.core.rights import Actor
from linli.core.spans import in_force
from linli.organisations.models import Appointment, Level, PartyOrganisation, Post
from linli.places import drawing
from linli.places.drawing import House, Plan, Sign
from linli.places.models import Building
from linli.places.queries import buildings

# How many members of an organisation live in each building today; None is for those who live in none.
Counter = Callable[[Actor, PartyOrganisation], dict[UUID | None, int]]
_counters: list[Counter] = []
# What stands for a building: 楼栋党小组, 党员中心户.
STANDING = (Level.GROUP, Level.HOUSEHOLD)


def count_with(counter: Counter) -> None:
    """Enter who counts the members; once, when the apps are ready."""
    _counters[:] = [counter]


def drawable(organisation: PartyOrganisation, under: Sequence[PartyOrganisation]) -> bool:
    """Whether it has a map: it stands for a compound as a whole, or what stands `under` it for buildings."""
    of_buildings = any(one.building_id and one.level in STANDING for one in under)
    return not organisation.building_id and bool(organisation.compound_id or of_buildings)


@dataclass(frozen=True)
class Place:
    """A building of the map: who stands for it, and who leads it."""

    house: House
    groups: list[PartyOrganisation]
    households: list[PartyOrganisation]
    leader: str | None


@dataclass(frozen=True)
class CompoundMap:
    """The plan, its buildings as lines of a table, and the members: altogether, and those who live in none of them (None
    where no numbers are told).
    """

    plan: Plan
    places: list[Place]
    total: int | None
    elsewhere: int | None


def map_of(actor: Actor, row: Any, link: Callable[[Building, list[PartyOrganisation]], str]) -> CompoundMap:
    """The map of an organisation that came from `access_party`; `link` says where a building leads, which these groups
    stand for. Three queries, and one for the numbers.
    """
    standing = _standing_for(row)
    at: dict[UUID, list[PartyOrganisation]] = defaultdict(list)
    for one in standing:
        at[one.building.pk].append(one)
    told = _counters[0](actor, row) if _counters and "view_numbers" in row.may else None
    counts = None if told is None else {key: count for key, count in told.items() if key}
    plan = drawing.plan(
        row.community, counts, lambda building: link(building, _of(Level.GROUP, at[building.pk])),
        part=_part(row, standing), signs={key: _sign(rows) for key, rows in at.items()},
    )  # fmt: skip
    places = [
        Place(house, _of(Level.GROUP, rows), _of(Level.HOUSEHOLD, rows), house.building.leader)  # type: ignore[attr-defined]
        for house in plan.houses
        for rows in [at[house.building.pk]]
    ]
    total = None if told is None else sum(told.values())
    here = sum(house.count or 0 for house in plan.houses)
    return CompoundMap(plan, places, total, None if total is None else total - here)


def _standing_for(row: PartyOrganisation) -> list[PartyOrganisation]:
    """The groups and households under it, one level down or two, that stand for a building today."""
    rows = PartyOrganisation.objects.of(row.community_id).filter(
        in_force(), Q(parent=row) | Q(parent__parent=row),
        building__isnull=False, level__in=STANDING,
    )  # fmt: skip
    return list(rows.select_related("building").order_by("name"))


def _part(row: PartyOrganisation, standing: list[PartyOrganisation]) -> QuerySet[Building]:
    """Its compound, and each building that something of it stands for; without a compound of its own, those of these.
    A building has `leader`, the name of the 楼栋长 of today.
    """
    compounds = {row.compound_id} if row.compound_id else {one.building.compound_id for one in standing}
    leaders = Appointment.objects.filter(
        in_force(), community=OuterRef("community"), building=OuterRef("pk"), post=Post.BUILDING_LEADER
    )
    part = Q(compound__in=compounds - {None}) | Q(pk__in={one.building_id for one in standing})
    names = leaders.order_by("valid_from", "pk").values("person__name")
    return buildings(row.community).filter(part).annotate(leader=Subquery(names[:1]))


def _of(level: Level, rows: list[PartyOrganisation]) -> list[PartyOrganisation]:
    return [one for one in rows if one.level == level]


def _sign(rows: list[PartyOrganisation]) -> Sign:
    letters = (
        pgettext("on a map: Party group", "G") if _of(Level.GROUP, rows) else "",
        pgettext("on a map: Party member household", "H") if _of(Level.HOUSEHOLD, rows) else "",
    )
    return Sign(" ".join(filter(None, letters)), _(", ").join(one.name for one in rows))
