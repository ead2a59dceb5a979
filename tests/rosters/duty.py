"""Rosters and shifts for tests, made through the same actions that a click calls."""

import datetime as dt

from linli.core import clock, outbox
from linli.rosters import actions
from linli.rosters.models import Shift

SINCE = dt.date(2020, 1, 1)
TODAY, MONDAY, DAY = dt.date(2026, 3, 10), dt.date(2026, 3, 9), dt.timedelta(days=1)


def moment(day, hour, minute=0):
    """A moment of March 2026; hours from 24 on are of the next day."""
    begin = dt.datetime(2026, 3, day, tzinfo=clock.BEIJING)
    return begin + dt.timedelta(hours=hour, minutes=minute)


def roster(place, name="站点值守", kind="station", /, **more):
    """A roster."""
    return actions.register(
        place.community, name=name, kind=kind, since=more.pop("since", SINCE), by=place.actor("clerk"), **more
    )


def shift(place, row, day, begin, end, who="", /, **more):
    """A shift of March 2026."""
    return actions.schedule(
        row, starts_at=moment(day, begin), ends_at=moment(day, end), user=place.users[who] if who else None,
        by=place.actor("clerk"), **more,
    )  # fmt: skip


def take(place, row, verb, *, by="clerk", **more):
    """One verb on a shift as it stands now; what follows is done."""
    fresh = Shift.objects.select_related("roster", "user").get(pk=row.pk)
    getattr(actions, verb)(fresh, by=place.actor(by), version=fresh.version, **more)
    outbox.follow_at_once()
    return fresh
