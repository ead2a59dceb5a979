"""时间 of needs and resources: times of the week, kept with the row as [weekday, "14:00", "16:00"]. Pure."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from linli.planning.matching import Slot
from linli.volunteers.models import Weekday

HOUR = 60
Kept = list[Any]


def kept(weekday: int, begins: dt.time, ends: dt.time) -> Kept:
    """A time as it is kept."""
    return [weekday, f"{begins:%H:%M}", f"{ends:%H:%M}"]


def words(time: Kept | None) -> str:
    """周三 14:00—16:00; "" where no time was asked."""
    if not time:
        return ""
    weekday, begins, ends = time
    return f"{Weekday(weekday).label} {begins}—{ends}"


def slot_of(time: Kept) -> Slot:
    """A time in the terms of the planner: minutes of the day."""
    weekday, begins, ends = time
    return Slot(weekday, _minutes(begins), _minutes(ends))


def slots_of(times: Iterable[Kept]) -> tuple[Slot, ...]:
    """Several of them."""
    return tuple(sorted(slot_of(time) for time in times))


def kept_slot(slot: Slot | None) -> Kept | None:
    """A time of the planner as it is kept."""
    if slot is None:
        return None
    return [slot.weekday, *(f"{minutes // HOUR:02d}:{minutes % HOUR:02d}" for minutes in slot[1:])]


def _minutes(clock_time: str) -> int:
    hours, minutes = clock_time.split(":")
    return int(hours) * HOUR + int(minutes)
