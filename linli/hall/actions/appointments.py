"""预约: a half hour at the counter or at home; nobody gets one that is full."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, keys
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, start
from linli.hall import queries
from linli.hall.models import HallAppointment, HallHours, ServiceItem
from linli.hall.slots import Hours
from linli.places.models import Building, Community

# So often another place of the half hour is tried where somebody else was faster.
TRIES = 3


@dataclass(frozen=True)
class Wanted:
    """Who comes for what, and when."""

    item: ServiceItem
    starts_at: dt.datetime
    contact_name: str
    contact_phone: str
    at_home: bool = False
    building: Building | None = None


@transaction.atomic
def book(
    community: Community, wanted: Wanted, *, by: Actor, appointment_id: UUID | None = None
) -> HallAppointment:
    """预约: the first free place of the half hour; of two who want the last one, one gets it."""
    if wanted.at_home and wanted.building is None:
        raise DomainError(_("To which building shall we come?"), field="building")
    for _try in range(TRIES):
        row = HallAppointment(
            id=appointment_id or keys.uuid7(),
            community=community,
            code=keys.new_code(),
            place_number=_free_place(community, wanted.starts_at),
            **vars(wanted),
        )
        try:
            with transaction.atomic():
                start(row, by=by)
        except IntegrityError:  # somebody has just taken this very place; perhaps another is free
            continue
        return row
    raise DomainError(_("Somebody has just taken this time. Please choose another."), field="starts_at")


def _free_place(community: Community, starts_at: dt.datetime) -> int:
    places = queries.places_at(community, starts_at)
    taken = queries.places_taken(community, starts_at)
    free = next((number for number in range(1, places + 1) if number not in taken), None)
    if free is None:
        raise DomainError(_("This time is full. Please choose another."), field="starts_at")
    return free


@transaction.atomic
def set_hours(community: Community, spans: Sequence[Hours], *, by: Actor) -> None:
    """定办事时段: these and no others from now on; what is booked already stays."""
    for one, other in pairwise(sorted(spans)):
        if one.weekday == other.weekday and other.from_time < one.to_time:
            raise DomainError(_("Two spans overlap."), field=f"day_{one.weekday}")
    HallHours.objects.of(community).delete()
    HallHours.objects.bulk_create(HallHours(community=community, **span._asdict()) for span in spans)
    audit.record(community, "hall.set_hours", by=by, count=len(spans))


@transaction.atomic
def keep(appointment: HallAppointment, *, by: Actor, version: int) -> None:
    """来了."""
    move(appointment, "keep", by=by, version=version)


@transaction.atomic
def cancel(appointment: HallAppointment, *, by: Actor, version: int) -> None:
    """取消预约: the half hour is free again; no reason is asked."""
    move(appointment, "cancel", by=by, version=version)
