"""A week of a roster as its page shows it: days, shifts, what is missing."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from linli.core import clock
from linli.core.rights import Actor
from linli.rosters import queries, watch
from linli.rosters.models import Roster, Shift
from linli.rosters.queries import DAY, WEEK, monday_of
from linli.rosters.watch import Alert, Cover
from linli.venues.opening import Timetable
from linli.venues.queries import timetables


@dataclass(frozen=True)
class Day:
    """One day: its shifts, and what is wrong with it."""

    day: dt.date
    shifts: list[Shift]
    alerts: list[Alert]

    @property
    def is_today(self) -> bool:
        """Whether it is today."""
        return self.day == clock.today()


@dataclass(frozen=True)
class Week:
    """From Monday to Sunday."""

    monday: dt.date
    days: list[Day]
    cover: Cover | None
    together: list[str]

    @property
    def sunday(self) -> dt.date:
        """The last day."""
        return self.monday + WEEK - DAY

    @property
    def is_empty(self) -> bool:
        """No shift at all."""
        return not any(day.shifts for day in self.days)


def week_of(roster: Roster, monday: dt.date, here: set[UUID]) -> Week:
    """A week of a roster. Three queries: the shifts around it, and when the venue is open."""
    venue = roster.venue
    table = timetables(roster.community_id, [venue], monday)[venue.pk] if venue else None
    around = list(queries.shifts_around(roster.community_id, monday))
    return _put_together(roster, monday, around, table, here)


def _put_together(
    roster: Roster, monday: dt.date, around: list[Shift], table: Timetable | None, here: set[UUID] | None
) -> Week:
    ours = [row for row in around if row.roster_id == roster.pk]
    cover = watch.cover(roster, ours, table, monday)
    alerts = watch.warnings(roster, around, cover, here, monday)
    days = []
    for number in range(WEEK.days):
        day = monday + DAY * number
        shifts = [row for row in ours if watch.day_of(row) == day]
        days.append(Day(day, shifts, [alert for alert in alerts if alert.day == day]))
    inside = [row for day in days for row in day.shifts]
    return Week(monday, days, cover, watch.together(inside))


def this_week(actor: Actor) -> list[tuple[Roster, Week]]:
    """Every roster with the week of today. Four queries, whatever the number of rosters."""
    monday = monday_of(clock.today())
    rows = list(queries.rosters(actor))
    tables = timetables(actor.community_id, [row.venue for row in rows if row.venue], monday)
    around = list(queries.shifts_around(actor.community_id, monday))
    return [
        (row, _put_together(row, monday, around, tables.get(row.venue_id) if row.venue_id else None, None))
        for row in rows
    ]
