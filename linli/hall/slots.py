"""Half hours that can be booked, from the hours of the hall. Pure: no Django, no clock."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from linli.calendars.workdays import is_make_up, is_workday

BEIJING = ZoneInfo("Asia/Shanghai")
LENGTH = dt.timedelta(minutes=30)
# The last day of work of a usual week, counted from Monday as 0.
FRIDAY = 4


class Hours(NamedTuple):
    """From when to when on a weekday, and how many in each half hour."""

    weekday: int
    from_time: dt.time
    to_time: dt.time
    places: int


def half_hours(day: dt.date, hours: Iterable[Hours]) -> Iterator[tuple[dt.datetime, int]]:
    """The beginnings of the half hours of a day, and how many places each has. A holiday has none on days of the week's
    work; a Saturday or Sunday that is worked instead has the hours of a Monday.
    """
    weekday = day.weekday()
    if weekday <= FRIDAY and not is_workday(day):
        return
    if is_make_up(day):
        weekday = 0
    for span in hours:
        if span.weekday == weekday:
            yield from _within(day, span)


def _within(day: dt.date, span: Hours) -> Iterator[tuple[dt.datetime, int]]:
    start = dt.datetime.combine(day, span.from_time, BEIJING)
    end = dt.datetime.combine(day, span.to_time, BEIJING)
    while start + LENGTH <= end:
        yield start, span.places
        start += LENGTH
