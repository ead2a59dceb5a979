"""Venues for tests, made through the same actions that a click calls."""

import datetime as dt

from linli.core import clock
from linli.venues import actions
from linli.venues.actions import opening_state
from linli.venues.opening import Span

SINCE = dt.date(2020, 1, 1)
MORNING, AFTERNOON = (dt.time(9), dt.time(11, 30)), (dt.time(14), dt.time(17))


def standing(place, name="青云首府党群服务站", kind="station", *, since=SINCE, hours=True, **more):
    """A venue, open from Monday to Friday in the morning and in the afternoon."""
    by = place.actor("clerk")
    values = {"way_in": "3 栋一楼", "phone": "05974820016", **more}
    venue = actions.register(place.community, name=name, kind=kind, since=since, by=by, **values)
    if hours:
        open_on(venue, [Span(day, *span) for day in range(5) for span in (MORNING, AFTERNOON)], by=by)
    return venue


def open_on(venue, spans, *, by, since=None):
    """These hours from a day on."""
    actions.set_opening(venue, spans, since=since or clock.today(), by=by, seen=opening_state(venue))


def room(place, venue, name, area_dm2, *, since=SINCE):
    """A room of a venue."""
    return actions.register_room(venue, name=name, area_dm2=area_dm2, since=since, by=place.actor("clerk"))
