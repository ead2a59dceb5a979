"""The venues of a community's history: written down, with rooms and opening hours, and ended where they ended."""

import datetime as dt
from typing import Any
from uuid import UUID

from linli.core.records import state_of
from linli.demo.chronicle import at
from linli.places.models import Compound
from linli.venues import actions
from linli.venues.actions import opening_state
from linli.venues.models import Venue
from linli.venues.opening import Span

# Weekdays and their hours, of whoever says nothing else.
USUAL = (((0, 1, 2, 3, 4), ("08:30", "11:30"), ("14:30", "17:30")), ((5,), ("09:00", "11:30")))
KNOWN = ("name", "kind", "way_in", "phone", "use", "mobile_office", "listening", "shared_services")


def plan_venues(history: Any) -> None:
    """Put the venues of a scenario into its chronicle."""
    for line in history.told.get("venues", []):
        key = history.plan(
            at(line["since"], 9, 40), f"venue/{line['name']}", "venues.register",
            lambda key, line=line: _register(history, line, key),
        )  # fmt: skip
        history.plan(
            at(line["since"], 9, 50), f"{key}/hours", "venues.set_opening",
            lambda pk, line=line: _open(history, pk, line["since"]), subject=key,
        )  # fmt: skip
        for name, m2, use in line.get("rooms", []):
            history.plan(
                at(line["since"], 10), f"{key}/{name}", "venues.register",
                lambda pk, line=line, key=key, room=(name, m2, use): _room(history, key, room, line["since"], pk),
            )  # fmt: skip
        if until := line.get("until"):
            history.plan(
                at(until, 17),
                f"{key}/end",
                "venues.end",
                lambda pk, day=until: _end(history, pk, day),
                subject=key,
            )


def _venue(history: Any, pk: UUID) -> Venue:
    return Venue.objects.of(history.pk).get(pk=pk)


def _register(history: Any, line: dict[str, Any], key: UUID) -> None:
    known = {name: line[name] for name in KNOWN if name in line}
    compound = history.row(Compound, f"compound/{line['compound']}") if "compound" in line else None
    actions.register(
        history.community, since=line["since"], opened_on=line.get("opened_on", line["since"]), compound=compound,
        venue_id=key, by=history.clerk(), **known,
    )  # fmt: skip


def _open(history: Any, pk: UUID, since: dt.date) -> None:
    venue = _venue(history, pk)
    spans = [
        Span(day, dt.time.fromisoformat(begin), dt.time.fromisoformat(end))
        for days, *hours in USUAL
        for day in days
        for begin, end in hours
    ]
    actions.set_opening(venue, spans, since=since, by=history.clerk(), seen=opening_state(venue))


def _room(history: Any, venue: str, room: tuple[str, int, str], since: dt.date, key: UUID) -> None:
    name, m2, use = room
    actions.register_room(
        history.row(Venue, venue),
        name=name,
        area_dm2=m2 * 100,
        use=use,
        since=since,
        room_id=key,
        by=history.clerk(),
    )


def _end(history: Any, pk: UUID, day: dt.date) -> None:
    venue = _venue(history, pk)
    actions.end(venue, on=day, by=history.clerk(), seen=state_of(venue))
