"""Everything that changes venues: written down, corrected, ended; their rooms, hours and closings."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys, records
from linli.core.errors import DomainError
from linli.core.records import state_of, write_down
from linli.core.rights import Actor
from linli.core.spans import beyond, not_over
from linli.core.workflow import Overtaken
from linli.places import holds
from linli.places.models import Building, Community, Compound
from linli.venues.models import Closing, OpeningHours, Room, Venue
from linli.venues.opening import Span, overlapping

DAY = dt.timedelta(days=1)


@transaction.atomic
def register(
    community: Community,
    *,
    name: str,
    kind: str,
    way_in: str,
    since: dt.date,
    by: Actor,
    venue_id: UUID | None = None,
    **more: Any,
) -> Venue:
    """登记阵地; of two that stand, none has the name of the other. `more` are the other facts of a venue."""
    venue = Venue(
        id=venue_id or keys.uuid7(), community=community, name=name, kind=kind, way_in=way_in, valid_from=since, **more
    )  # fmt: skip
    _check(venue)
    return write_down(venue, "venues.register", by=by)


@transaction.atomic
def register_room(
    venue: Venue, *, name: str, since: dt.date, by: Actor, room_id: UUID | None = None, **more: Any
) -> Room:
    """登记室: a room of a venue; `area_dm2` in 0.01 square metres."""
    if since < venue.valid_from or (venue.valid_to and since > venue.valid_to):
        raise DomainError(_("The venue does not stand on this day."), field="since")
    room = Room(
        id=room_id or keys.uuid7(), community_id=venue.community_id, venue=venue, name=name, valid_from=since, **more
    )  # fmt: skip
    _check(room)
    return write_down(room, "venues.register", by=by)


@transaction.atomic
def amend(row: Venue | Room, *, by: Actor, seen: str, **changes: Any) -> None:
    """更正: what was written down wrong about a venue or a room. Raises Overtaken."""
    wanted = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    for name, value in changes.items():
        setattr(wanted, name, value)
    _check(wanted)
    records.amend(row, "venues.amend", by=by, seen=seen, **changes)


def _check(row: Any) -> None:
    """No twin, and a building in the compound that is named."""
    twins = type(row).objects.of(row.community_id).exclude(pk=row.pk).filter(not_over(), name=row.name)
    if isinstance(row, Room):
        twins = twins.filter(venue=row.venue_id)
    if twins.exists():
        raise DomainError(_("This name is written down already."), field="name")
    if isinstance(row, Venue) and row.building and not _inside(row.building, row.compound):
        raise DomainError(_("This building stands in another compound."), field="building")


def _inside(building: Building, compound: Compound | None) -> bool:
    return compound is None or building.compound_id == compound.pk


@transaction.atomic
def end(row: Venue | Room, *, on: dt.date, by: Actor, seen: str) -> None:
    """停用: the last day of a venue with its rooms, or of one room. It ends, it is never deleted. Raises Overtaken."""
    if on < row.valid_from:
        raise DomainError(_("It began on %(day)s; it cannot end before."), field="on", day=row.valid_from)
    if reason := holds.reason_to_keep(row, on):
        raise DomainError(reason, field="on")
    records.amend(row, "venues.end", by=by, seen=seen, valid_to=on)
    if isinstance(row, Venue):
        rooms = Room.objects.of(row.community_id).filter(beyond(on), venue=row)
        rooms.filter(valid_from__lte=on).update(valid_to=on)
        rooms.filter(valid_from__gt=on).delete()  # a room that would have begun after the last day never was


@transaction.atomic
def set_opening(venue: Venue, spans: Sequence[Span], *, since: dt.date, by: Actor, seen: str) -> None:
    """定开放时间: from a day on these hours and no others; what held before keeps its last day. Raises Overtaken."""
    day = overlapping(spans)
    if day is not None:
        raise DomainError(_("Two spans overlap."), field=f"day_{day}")
    if since < clock.today() and OpeningHours.objects.of(venue.community_id).filter(venue=venue).exists():
        raise DomainError(_("What was open in the past stays as it was."), field="since")
    Venue.objects.of(venue.community_id).select_for_update().get(pk=venue.pk)
    if opening_state(venue) != seen:
        raise Overtaken
    rows = OpeningHours.objects.of(venue.community_id).filter(not_over(since), venue=venue)
    rows.filter(valid_from__gte=since).delete()  # agreed for later, and overtaken before it began
    rows.filter(valid_from__lt=since).update(valid_to=since - DAY)
    OpeningHours.objects.bulk_create(
        OpeningHours(community_id=venue.community_id, venue=venue, valid_from=since, **span._asdict())
        for span in spans
    )
    audit.record(venue, "venues.set_opening", by=by, count=len(spans))


def opening_state(venue: Venue) -> str:
    """What the hours of a venue look like, so that of two clerks the second sees what the first has set."""
    rows = OpeningHours.objects.of(venue.community_id).filter(venue=venue).order_by("id")
    latest = rows.last()
    return f"{rows.count()} {state_of(latest)}"[:64] if latest else "0"


@transaction.atomic
def shut(
    venue: Venue, *, first_day: dt.date, last_day: dt.date, why: str, by: Actor, closing_id: UUID | None = None
) -> Closing:  # fmt: skip
    """临时关闭: the venue is not open on these days; everybody reads why."""
    if last_day < first_day:
        raise DomainError(_("The last day is before the first."), field="last_day")
    if last_day < clock.today():
        raise DomainError(_("These days are over."), field="last_day")
    closing = Closing(
        id=closing_id or keys.uuid7(), community_id=venue.community_id, venue=venue, first_day=first_day,
        last_day=last_day, why=why,
    )  # fmt: skip
    return write_down(closing, "venues.shut", by=by)


@transaction.atomic
def lift(closing: Closing, *, by: Actor, seen: str) -> None:
    """恢复开放: from today on the venue is open again at its hours; the closing stays in the books. Raises Overtaken."""
    if closing.last_day < clock.today() or closing.lifted_on:
        raise DomainError(_("This closing is over already."))
    records.amend(closing, "venues.lift", by=by, seen=seen, lifted_on=clock.today())
