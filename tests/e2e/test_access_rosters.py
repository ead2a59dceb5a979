"""Pages of venues and rosters are for everybody: axe, targets, width, dark, as `test_access` looks at all others."""

import datetime as dt

import pytest

from linli.core import clock
from linli.rosters import actions as rosters
from linli.rosters import queries
from linli.venues import actions as venues
from tests.e2e.conftest import DESK
from tests.e2e.test_access import walk
from tests.rosters.duty import roster, take
from tests.venues.venues import room, standing


@pytest.fixture
def station(place):
    """A station with a room, a closing, hours; a roster with a gap, a note and a replacement that is asked for."""
    venue, by = standing(place, listening="有话当面说"), place.actor("clerk")
    room(place, venue, "阅览室", 4000)
    venues.shut(venue, first_day=clock.today(), last_day=clock.today(), why="刷墙", by=by)
    row, morning = roster(place, venue=venue), queries.day_begins(clock.today())  # journeys live today

    def put(day, hour, who="", **more):
        begin = morning + dt.timedelta(days=day, hours=hour)
        user = place.users[who] if who else None
        return rosters.schedule(
            row, starts_at=begin, ends_at=begin + dt.timedelta(hours=1), user=user, by=by, **more
        )

    rosters.leave_note(put(-1, 8, "zhou"), text="钥匙在门卫", by=place.actor("zhou"))
    put(1, 10, "ma")
    take(place, put(1, 14, "zhou"), "ask_swap", by="zhou", reason="有事")
    put(2, 14, purpose="mobile_office", place="3 栋楼下凉亭")
    return row


def test_pages_of_venues_and_rosters_at_the_desk(street, place, station):
    held = station.shifts.get(swap_asked_at__isnull=False)
    desk, duty = "/desk/nanmen/venues/", "/desk/nanmen/rosters/"
    one, week = f"{desk}{station.venue_id}", f"{duty}{station.pk}/"
    paths = [
        desk, f"{desk}register", f"{desk}register !", one, f"{one}/amend", f"{one}/end", f"{one}/set_opening", f"{one}/shut",
        f"{one}/rooms/register !", duty, week, f"{week} !", f"{week}?week=2026-04-01", f"{duty}register",
        f"{duty}register !", f"{week}amend", f"{week}end", f"{duty}shifts/{held.pk}/assign", f"{duty}shifts/{held.pk}/cancel_shift",
    ]  # fmt: skip
    found = walk(street.open(user="clerk", size=DESK), paths, resident=False)

    assert not found, "\n".join(found)


def test_pages_of_venues_and_shifts_on_the_phone(street, station):
    public = ["/nanmen/stations/", f"/nanmen/stations/{station.venue_id}", "/nanmen/mobile-office/"]
    found = walk(street.open(), public)
    for who in ("zhou", "ma"):
        page = street.open(user=who)
        found += walk(page, ["/serve/nanmen/shifts/"])

    assert not found, "\n".join(found)
