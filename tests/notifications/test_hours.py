"""Hours: who may be reached when, and when to try again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.calendars.workdays import is_workday
from linli.core.clock import BEIJING
from linli.notifications.hours import Hours, again

moments = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2027, 12, 1), timezones=st.just(BEIJING))
spans = (
    st.tuples(st.integers(0, 24), st.integers(0, 24))
    .filter(lambda span: span[0] < span[1])
    .map(lambda span: Hours(*span))
)


@given(hours=spans, moment=moments)
def test_the_next_moment_lies_in_the_hours_and_is_the_first_that_does(hours, moment):
    found = hours.next(moment)

    assert hours.hold(found)
    assert dt.timedelta(0) <= found - moment < dt.timedelta(days=1)
    assert found == moment or (found.hour, found.minute, found.second) == (hours.first, 0, 0)
    assert hours.hold(moment) == (found == moment)


@given(hours=spans, moment=moments)
def test_hours_are_those_of_beijing_whatever_the_zone(hours, moment):
    assert hours.hold(moment.astimezone(dt.UTC)) == hours.hold(moment)


@given(hours=spans, now=moments, wait=st.integers(1, 12).map(lambda n: dt.timedelta(hours=n)))
def test_again_is_later_in_the_hours_and_on_another_day_only_a_working_day(hours, now, wait):
    later = again(now, hours, wait=wait)

    assert later > now
    assert hours.hold(later)
    if later.date() != now.date():
        assert is_workday(later.date())
    else:
        assert later - now == wait


def test_midnight_ends_the_evening_and_begins_the_day():
    evening, night = Hours(18, 24), Hours(0, 1)

    assert evening.hold(dt.datetime(2026, 3, 10, 23, 59, 59, tzinfo=BEIJING))
    assert not evening.hold(dt.datetime(2026, 3, 11, 0, 0, tzinfo=BEIJING))
    assert night.hold(dt.datetime(2026, 3, 11, 0, 0, tzinfo=BEIJING))


def test_who_was_not_reached_on_a_friday_evening_is_tried_on_monday():
    friday = dt.datetime(2026, 3, 13, 19, 30, tzinfo=BEIJING)

    found = again(friday, Hours(8, 20), wait=dt.timedelta(hours=2))

    assert found == dt.datetime(2026, 3, 16, 8, 0, tzinfo=BEIJING)


@pytest.mark.parametrize(("first", "last"), [(20, 8), (8, 8), (-1, 3), (3, 25)])
def test_what_is_no_span_of_a_day_is_refused(first, last):
    with pytest.raises(ValueError, match="no span of a day"):
        Hours(first, last)
