"""先打给谁: the people of a care list who live where a lift stands still or the power is cut."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.core.spans import in_force
from linli.disclosure.models import Announcement, Call
from linli.disclosure.outages import CALLS, Kind
from linli.disclosure.queries import Place
from linli.places.models import Building, Entrance
from linli.residents.care import Called, on_list
from linli.residents.models import Residence
from linli.residents.queries import LIVING


@dataclass(frozen=True)
class CallLine:
    """Somebody to ring: `call` is the call about this state of the matter, `earlier` one about an older state."""

    called: Called
    call: Call | None
    earlier: Call | None


def has_list(announcement: Announcement) -> bool:
    """Whether there is somebody to ring first: of the kinds that a care list is for, while it lasts."""
    return announcement.kind in CALLS and announcement.stands


def call_list(announcement: Announcement, places: list[Place]) -> list[CallLine]:
    """Whom to ring, as one walks; nobody where the kind has no list or it is over. Five queries at most."""
    if not has_list(announcement):
        return []
    found = on_list(announcement.community, CALLS[Kind(announcement.kind)].code, _buildings(places))
    there = _in_entrances(announcement, places)
    calls = _calls(announcement)
    return [
        CallLine(one, *_split(calls.get(one.person.pk, []), announcement))
        for one in found
        if there is None or one.person.pk in there
    ]


def _buildings(places: list[Place]) -> list[Building]:
    found = {
        building.pk: building
        for building in (place.building if isinstance(place, Entrance) else place for place in places)
    }
    return list(found.values())


def _in_entrances(announcement: Announcement, places: list[Place]) -> set[UUID] | None:
    """Who lives at the places, where some of them are entrances; None where whole buildings are meant."""
    doors = [place.pk for place in places if isinstance(place, Entrance)]
    if not doors:
        return None
    whole = [place.pk for place in places if isinstance(place, Building)]
    rows = Residence.objects.of(announcement.community_id).filter(in_force(), kind__in=LIVING)
    at_doors = rows.filter(dwelling__entrance__in=doors) | rows.filter(dwelling__building__in=whole)
    return set(at_doors.values_list("person_id", flat=True))


def _calls(announcement: Announcement) -> dict[UUID, list[Call]]:
    """The calls about the matter, whichever state of it, by person."""
    first = announcement.first_id or announcement.pk
    rows = Call.objects.of(announcement.community_id)
    found: dict[UUID, list[Call]] = {}
    for call in rows.filter(announcement=first) | rows.filter(announcement__first=first):
        found.setdefault(call.person_id, []).append(call)
    return found


def _split(calls: list[Call], announcement: Announcement) -> tuple[Any, Any]:
    """The call about this state, and the latest about an older one."""
    now = [call for call in calls if call.announcement_id == announcement.pk]
    before = sorted((call for call in calls if call not in now), key=lambda call: call.rung_at)
    return (now[0] if now else None), (before[-1] if before else None)
