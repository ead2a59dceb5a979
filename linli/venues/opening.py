"""When a venue is open: spans of a day, open now or when next, the week in words. Pure: no Django, no clock.

Hours and closings may be rows of the database or anything with the same fields.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from linli.calendars.workdays import holiday_name, is_make_up

BEIJING = ZoneInfo("Asia/Shanghai")
# So far ahead the next opening is looked for.
AHEAD = 30
DAY = dt.timedelta(days=1)
WEEK = range(7)

Moments = tuple[dt.datetime, dt.datetime]


class Span(NamedTuple):
    """From when to when on a weekday."""

    weekday: int
    from_time: dt.time
    to_time: dt.time


class Standing(NamedTuple):
    """Open until, or open next at; both None where nothing is open for weeks. `shut` is the closing of today."""

    until: dt.datetime | None = None
    next_at: dt.datetime | None = None
    shut: Any = None


@dataclass(frozen=True)
class Timetable:
    """开放时间 of one venue: its hours, its closings, whether it is open on public holidays, and its own first and last day."""

    hours: Sequence[Any] = ()
    closings: Sequence[Any] = ()
    open_on_holidays: bool = False
    valid_from: dt.date = dt.date.min
    valid_to: dt.date | None = None

    def shut_on(self, day: dt.date) -> Any:
        """The closing that holds on a day, or None."""
        return next((row for row in self.closings if _holds(row, day)), None)

    def spans(self, day: dt.date) -> list[Moments]:
        """From when to when it is open on a day, in order. A holiday is closed unless the venue says otherwise; a Saturday
        or Sunday that is worked instead has the hours of a Monday where it has none of its own.
        """
        if not _within(self, day) or self.shut_on(day):
            return []
        if holiday_name(day) and not self.open_on_holidays:
            return []
        rows = self._of(day.weekday(), day) or (self._of(0, day) if is_make_up(day) else [])
        return [
            (dt.datetime.combine(day, row.from_time, BEIJING), dt.datetime.combine(day, row.to_time, BEIJING))
            for row in rows
        ]

    def _of(self, weekday: int, day: dt.date) -> list[Any]:
        rows = [row for row in self.hours if row.weekday == weekday and _within(row, day)]
        return sorted(rows, key=lambda row: row.from_time)

    def between(self, first: dt.date, last: dt.date) -> list[Moments]:
        """All spans from a day to a last day."""
        return [span for day in _days(first, last) for span in self.spans(day)]

    def standing(self, now: dt.datetime) -> Standing:
        """Whether it is open at a moment, until when; else when it opens next."""
        today = now.astimezone(BEIJING).date()
        shut = self.shut_on(today)
        for begin, end in self.between(today, today + DAY * AHEAD):
            if begin <= now < end:
                return Standing(until=end)
            if begin > now:
                return Standing(next_at=begin, shut=shut)
        return Standing(shut=shut)

    def week(self, on: dt.date) -> list[tuple[list[int], list[tuple[dt.time, dt.time]]]]:
        """The usual week as it holds on a day: weekdays with the same hours together, days without any left out."""
        groups: dict[tuple[Any, ...], list[int]] = {}
        for weekday in WEEK:
            spans = tuple((row.from_time, row.to_time) for row in self._of(weekday, on))
            if spans:
                groups.setdefault(spans, []).append(weekday)
        return [(days, list(spans)) for spans, days in groups.items()]


def runs(days: Sequence[int]) -> list[tuple[int, int]]:
    """0, 1, 2, 4 is 0 to 2 and 4 to 4."""
    found: list[tuple[int, int]] = []
    for day in days:
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def overlapping(spans: Iterable[Span]) -> int | None:
    """The first weekday on which two spans overlap, or None."""
    before: Span | None = None
    for span in sorted(spans):
        if before and before.weekday == span.weekday and span.from_time < before.to_time:
            return span.weekday
        before = span
    return None


def _within(row: Any, day: dt.date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def _holds(closing: Any, day: dt.date) -> bool:
    lifted = closing.lifted_on is not None and day >= closing.lifted_on
    return closing.first_day <= day <= closing.last_day and not lifted


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + DAY * number
