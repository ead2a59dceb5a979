"""Questions about venues. Nothing here writes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext

from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import beyond, in_force, not_over
from linli.core.tenancy import CommunityModel
from linli.places.models import Building, Community, Compound
from linli.venues.models import Closing, OpeningHours, Room, Venue
from linli.venues.opening import Standing, Timetable

# Closings of this time ahead are told on the page of a venue.
TOLD_AHEAD = dt.timedelta(days=30)
_ORDER = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(Venue.Kind.values)),
    output_field=IntegerField(),
)


@dataclass
class Place:
    """A venue with what a page says about it."""

    venue: Venue
    table: Timetable
    rooms: list[Room] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        """Open now, or when next."""
        return self.table.standing(clock.now())

    @property
    def closings(self) -> list[Any]:
        """The closings of today and of the time ahead, the first first."""
        today = clock.today()
        ahead = [
            row for row in self.table.closings
            if row.last_day >= today and row.first_day <= today + TOLD_AHEAD and row.lifted_on is None
        ]  # fmt: skip
        return sorted(ahead, key=lambda row: row.first_day)


def venues(community: Community) -> QuerySet[Venue]:
    """The venues of today, by kind and name."""
    rows = Venue.objects.of(community).filter(in_force())
    return rows.select_related("compound", "building__compound").order_by(_ORDER, "name")


def timetables(community_id: UUID, venues: Iterable[Venue], since: dt.date) -> dict[UUID, Timetable]:
    """When venues are open from a day on. Two queries, whatever the number of venues."""
    rows = {venue.pk: venue for venue in venues}
    hours, closings = defaultdict(list), defaultdict(list)
    for row in OpeningHours.objects.of(community_id).filter(not_over(since), venue__in=rows):
        hours[row.venue_id].append(row)
    for closed in Closing.objects.of(community_id).filter(venue__in=rows, last_day__gte=since):
        closings[closed.venue_id].append(closed)
    return {
        pk: Timetable(hours[pk], closings[pk], venue.open_on_holidays, venue.valid_from, venue.valid_to)
        for pk, venue in rows.items()
    }


def places(community: Community, found: Sequence[Venue]) -> list[Place]:
    """The venues with their hours, closings and rooms. Three queries."""
    tables = timetables(community.pk, found, clock.today())
    rooms = defaultdict(list)
    for room in Room.objects.of(community).filter(in_force(), venue__in=found).order_by("name"):
        rooms[room.venue_id].append(room)
    return [Place(venue, tables[venue.pk], rooms[venue.pk]) for venue in found]


def access_row(actor: Actor, model: type[CommunityModel], pk: UUID, verb: str) -> Any:
    """The only way at the desk to one venue, room or closing: 404 if unseen, 403 if not theirs."""
    related: dict[type, tuple[str, ...]] = {
        Venue: ("compound", "building__compound", "community"),
        Room: ("venue",),
        Closing: ("venue",),
    }
    rows = model.objects.of(actor.community_id).select_related(*related[model])
    return access(rows, actor, f"venues.{verb}", pk=pk)


def ledger_rows(actor: Actor) -> QuerySet[Venue]:
    """The venues that an actor sees, those that have ended, too."""
    rows = visible_to(Venue.objects.of(actor.community_id), actor, "venues.view")
    return rows.select_related("compound", "building__compound")


def held_by_venue(place: Any, on: dt.date) -> str:
    """Why a compound or building cannot end: a venue is still there after that day; "" where none is."""
    if not isinstance(place, Building | Compound):
        return ""
    here = Q(building=place) if isinstance(place, Building) else Q(compound=place)
    venue = Venue.objects.of(place.community_id).filter(beyond(on), here).first()
    if venue is None:
        return ""
    told = gettext("%(name)s is still there on that day; write down its last day first.")
    return told % {"name": venue.name}
