"""What stands on the pages of venues: who is on duty today, and where the mobile office will be."""

from typing import Any

from django.urls import reverse

from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.rosters import queries
from linli.rosters.models import Shift
from linli.rosters.shown import duty_line, office_line


def _of_venue(_actor: Actor, venue: Any) -> dict[str, Any] | None:
    rows = list(queries.told_at(venue))
    duty = [duty_line(row) for row in rows if row.purpose == Shift.Purpose.DUTY]
    office = [office_line(row) for row in rows if row.purpose == Shift.Purpose.MOBILE_OFFICE]
    return {"duty": duty, "office": office} if rows else None


def _of_stations(_actor: Actor, community: Any) -> dict[str, Any]:
    return {"url": reverse("rosters:mobile_office", args=[community.slug])}


declare("venues.venue", Panel("rosters/parts/venue_panel.html", "", _of_venue))
declare("venues.stations", Panel("rosters/parts/stations_panel.html", "", _of_stations))
