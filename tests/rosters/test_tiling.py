"""R-46, duty: shifts tile, nobody is at two places at once, shifts end and rests are long enough. No database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rosters import tiling
from linli.rosters.tiling import Span

HOUR = dt.timedelta(hours=1)
FIRST = dt.datetime(2026, 5, 1)


def at(hour):
    return FIRST + HOUR * hour


def shifts(*rows):
    return [Span(str(n), who, at(begin), at(end)) for n, (who, begin, end) in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("rows", "gaps"),
    [
        ([("a", 7, 19), ("b", 19, 31)], []),
        ([("a", 7, 18.5), ("b", 19, 31)], [(18.5, 19)]),
        ([], [(7, 31)]),
        ([("a", 0, 40)], []),
        ([("a", 9, 10), ("b", 9.5, 12)], [(7, 9), (12, 31)]),
        ([("a", 7, 20), ("b", 8, 9), ("a", 20, 31)], []),
    ],
)
def test_a_day_and_a_night_are_tiled_or_the_gap_is_named(rows, gaps):
    found = tiling.gaps(shifts(*rows), at(7), at(31))

    assert found == [(at(begin), at(end)) for begin, end in gaps]
    assert tiling.length(found) == HOUR * sum(end - begin for begin, end in gaps)


def test_one_person_in_both_shifts_rests_too_little():
    rows = shifts(("a", 7, 19), ("a", 19, 31))

    assert tiling.short_rests(rows, 11 * HOUR) == [("1", "2")]
    assert tiling.too_long(rows, 12 * HOUR) == []


def test_exactly_eleven_hours_are_enough_and_a_minute_less_is_not():
    minute = HOUR / 60
    one, other = shifts(("a", 8, 20), ("a", 31, 39))

    assert tiling.short_rests([one, other], 11 * HOUR) == []
    assert tiling.short_rests([one, other._replace(start=other.start - minute)], 11 * HOUR) == [("1", "2")]
    assert tiling.too_long([one], 12 * HOUR) == []
    assert tiling.too_long([one._replace(end=one.end + minute)], 12 * HOUR) == ["1"]


def test_twice_at_once_is_one_person_and_a_moment_that_touches_is_not():
    rows = shifts(("a", 8, 12), ("a", 12, 14), ("b", 9, 10), ("a", 11, 13), ("", 8, 20))

    assert tiling.twice_at_once(rows) == [("1", "4"), ("4", "2")]
    assert tiling.short_rests(shifts(("a", 8, 12), ("a", 11, 13)), 11 * HOUR) == []


def test_an_open_shift_belongs_to_nobody():
    rows = shifts(("", 0, 40), ("", 1, 2))

    assert (tiling.too_long(rows, HOUR), tiling.short_rests(rows, HOUR), tiling.twice_at_once(rows)) == (
        [],
        [],
        [],
    )


def test_several_at_once_are_told_as_one_time():
    rows = shifts(("a", 8, 12), ("b", 10, 13), ("c", 11, 14), ("d", 20, 21))

    assert tiling.overlaps(rows) == [(at(10), at(13))]


def test_what_lacks_in_several_times_is_told_for_each():
    assert tiling.uncovered(shifts(("a", 9, 15)), [(at(8), at(11)), (at(14), at(17))]) == [
        (at(8), at(9)), (at(15), at(17)),
    ]  # fmt: skip


some = st.lists(
    st.builds(
        lambda who, begin, length: (who, begin, begin + length), st.sampled_from("abc"), st.integers(-5, 60), st.integers(1, 30)
    ),
    max_size=8,
)  # fmt: skip


@given(some)
def test_every_hour_is_in_a_gap_or_in_a_shift_and_never_in_both(rows):
    given_shifts = shifts(*rows)
    gaps = tiling.gaps(given_shifts, at(0), at(48))

    for hour in range(48):
        covered = any(one.start <= at(hour) < one.end for one in given_shifts)
        assert covered is not any(begin <= at(hour) < end for begin, end in gaps)
    assert tiling.joined(gaps) == gaps


@given(some)
def test_overlaps_are_the_hours_that_two_shifts_share(rows):
    given_shifts = shifts(*rows)
    found = tiling.overlaps(given_shifts)

    for hour in range(-5, 95):
        together = sum(one.start <= at(hour) < one.end for one in given_shifts) > 1
        assert together is any(begin <= at(hour) < end for begin, end in found)


@given(some, st.integers(1, 12))
def test_warnings_do_not_depend_on_the_order_and_name_one_person(rows, hours):
    given_shifts = shifts(*rows)
    for ask in (tiling.twice_at_once, lambda some: tiling.short_rests(some, hours * HOUR)):
        pairs = ask(given_shifts)
        who = {one.key: one.who for one in given_shifts}
        assert pairs == ask(list(reversed(given_shifts)))
        assert all(who[one] == who[other] for one, other in pairs)


@given(some)
def test_who_is_never_twice_at_once_could_have_come_to_every_shift(rows):
    given_shifts = shifts(*rows)
    twice = tiling.twice_at_once(given_shifts)
    meets = any(
        one.who == other.who and one.start < other.end and other.start < one.end
        for n, one in enumerate(given_shifts)
        for other in given_shifts[n + 1 :]
    )

    assert bool(twice) is meets
