"""Figures about venues: one record less is one less, near misses change nothing."""

import datetime as dt
from decimal import Decimal

import pytest

from linli.core.figures import REGISTER
from linli.core.records import state_of
from linli.venues import actions
from tests.venues.venues import room, standing

TODAY, YESTERDAY = dt.date(2026, 3, 10), dt.date(2026, 3, 9)


def value(place, key, day=TODAY):
    return REGISTER[key].value(place.community, None, day)


@pytest.fixture
def full(place, other_place):
    """Two stations, a hall, two talking rooms, an activity room; near misses beside them."""
    kinds = ("station", "station", "deliberation_hall", "talking_room", "talking_room", "activity_room")
    venues = [standing(place, f"阵地{n}", kind, hours=False) for n, kind in enumerate(kinds)]
    standing(place, "将来的站", "station", since=TODAY + dt.timedelta(days=1), hours=False)
    theirs = standing(other_place, "别处的站", "station", hours=False)
    for name, area in (("志愿者之家", 20000), ("文娱室", 18000), ("棋牌室", None)):
        room(place, venues[0], name, area)
    room(place, venues[5], "舞蹈室", 9000)
    room(other_place, theirs, "文娱室", 7000)
    return venues


def test_stations_and_kinds_of_room_are_counted_on_their_day(place, full):
    assert (value(place, "F17"), value(place, "F40")) == (2, 2)
    assert (
        value(place, "F17", dt.date(2019, 12, 31)),
        value(place, "F17", TODAY + dt.timedelta(days=1)),
    ) == (0, 3)


def test_one_less_is_one_less(place, full):
    by = place.actor("clerk")
    for venue in (full[1], full[2]):
        actions.end(venue, on=YESTERDAY, by=by, seen=state_of(venue))

    assert (value(place, "F17"), value(place, "F40")) == (1, 1)


def test_the_floor_is_added_up_exactly_over_the_rooms_of_stations(place, full):
    assert value(place, "F69") == Decimal(380)
    assert REGISTER["F69"].text(place.community, None, TODAY) == "380"
    assert value(place, "F74") == 3

    answer = REGISTER["F69"].answer(place.community, None, TODAY)
    assert (answer["value"], len(answer["rows"])) == (Decimal(380), 3)


def test_a_room_that_has_ended_is_floor_no_more(place, full):
    row = full[0].rooms.get(name="文娱室")
    actions.end(row, on=YESTERDAY, by=place.actor("clerk"), seen=state_of(row))

    assert (value(place, "F69"), value(place, "F74")) == (Decimal(200), 2)


def test_nothing_is_zero(place):
    assert [value(place, key) for key in ("F17", "F40", "F69", "F74")] == [0, 0, 0, 0]
