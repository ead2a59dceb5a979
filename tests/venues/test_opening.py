"""When a venue is open; no database."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from linli.venues.opening import BEIJING, Span, Timetable, overlapping, runs

FIRST = dt.date(2020, 1, 1)


@dataclass(frozen=True)
class Hours:
    weekday: int
    from_time: dt.time
    to_time: dt.time
    valid_from: dt.date = FIRST
    valid_to: dt.date | None = None


@dataclass(frozen=True)
class Shut:
    first_day: dt.date
    last_day: dt.date
    lifted_on: dt.date | None = None


WEEK = [
    Hours(day, dt.time(*begin), dt.time(*end))
    for day in range(5)
    for begin, end in (((9,), (11, 30)), ((14,), (17,)))
]


def moment(month, day, hour, minute=0):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


def test_it_is_open_until_the_end_of_its_span_and_not_at_its_end():
    table = Timetable(WEEK)

    assert table.standing(moment(3, 10, 9)).until == moment(3, 10, 11, 30)
    assert table.standing(moment(3, 10, 11, 30)).until is None


def test_closed_it_says_when_it_opens_next():
    table = Timetable(WEEK)

    assert table.standing(moment(3, 10, 12)).next_at == moment(3, 10, 14)
    assert table.standing(moment(3, 13, 18)).next_at == moment(3, 16, 9)


def test_a_holiday_is_closed_unless_the_venue_says_otherwise():
    labour_day = dt.date(2026, 5, 1)

    assert Timetable(WEEK).spans(labour_day) == []
    assert len(Timetable(WEEK, open_on_holidays=True).spans(labour_day)) == 2


def test_a_saturday_that_is_worked_has_the_hours_of_a_monday():
    worked, free = dt.date(2026, 5, 9), dt.date(2026, 5, 16)

    assert [begin.hour for begin, _end in Timetable(WEEK).spans(worked)] == [9, 14]
    assert Timetable(WEEK).spans(free) == []


def test_a_closing_closes_its_days_and_a_lifted_one_only_those_before():
    first, last = dt.date(2026, 3, 10), dt.date(2026, 3, 12)
    shut, lifted = Shut(first, last), Shut(first, last, dt.date(2026, 3, 11))

    assert [bool(Timetable(WEEK, [shut]).spans(dt.date(2026, 3, day))) for day in (9, 10, 11, 12, 13)] == [
        True, False, False, False, True,
    ]  # fmt: skip
    assert [bool(Timetable(WEEK, [lifted]).spans(dt.date(2026, 3, day))) for day in (10, 11)] == [False, True]
    assert Timetable(WEEK, [shut]).standing(moment(3, 10, 9)).shut is shut


def test_hours_and_venues_hold_from_their_first_to_their_last_day():
    old = Hours(1, dt.time(8), dt.time(12), FIRST, dt.date(2026, 3, 9))
    new = Hours(1, dt.time(10), dt.time(12), dt.date(2026, 3, 10))
    table = Timetable([old, new], valid_to=dt.date(2026, 3, 10))

    assert [[begin.hour for begin, _end in table.spans(day)] for day in (dt.date(2026, 3, 3), dt.date(2026, 3, 10))] == [[8], [10]]  # fmt: skip
    assert table.spans(dt.date(2026, 3, 17)) == []


def test_a_venue_without_hours_is_open_neither_now_nor_later():
    assert Timetable().standing(moment(3, 10, 9)) == (None, None, None)


def test_days_with_the_same_hours_stand_together():
    table = Timetable([*WEEK, Hours(5, dt.time(9), dt.time(11))])

    assert [days for days, _spans in table.week(dt.date(2026, 3, 10))] == [[0, 1, 2, 3, 4], [5]]
    assert runs([0, 1, 2, 4]) == [(0, 2), (4, 4)]


def test_spans_that_touch_do_not_overlap():
    morning, noon, late = (Span(1, dt.time(a), dt.time(b)) for a, b in ((9, 11), (11, 14), (13, 15)))

    assert overlapping([noon, morning]) is None
    assert overlapping([late, noon]) == 1


hours = st.builds(
    lambda day, begin, length: Hours(day, dt.time(begin), dt.time(begin + length)),
    st.integers(0, 6), st.integers(0, 18), st.integers(1, 5),
)  # fmt: skip


@given(st.lists(hours, max_size=12), st.integers(0, 20000))
def test_what_is_open_now_lies_in_a_span_of_today_and_what_opens_next_lies_ahead(rows, minutes):
    table, now = Timetable(rows), moment(3, 10, 0) + dt.timedelta(minutes=minutes)
    told = table.standing(now)

    today = [span for span in table.spans(now.date()) if span[0] <= now < span[1]]
    assert (told.until is not None) is bool(today)
    assert told.until is None or told.until > now
    assert told.next_at is None or (not today and told.next_at > now)


@given(st.lists(st.integers(0, 6), unique=True).map(sorted))
def test_runs_name_every_day_once(days):
    found = [day for first, last in runs(days) for day in range(first, last + 1)]

    assert found == days
    assert all(after[0] > before[1] + 1 for before, after in pairwise(runs(days)))
