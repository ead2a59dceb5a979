"""日程倒排: the days of the steps of an election, counted from the day of the meeting. Pure: no Django, no clock."""

import datetime as dt
from collections.abc import Mapping


def days_of(meeting_on: dt.date, offsets: Mapping[str, int]) -> list[tuple[str, dt.date]]:
    """Each step with its day, in the order of the days; `offsets` are days from the meeting, before it below zero."""
    ordered = sorted(offsets.items(), key=lambda one: one[1])
    return [(step, meeting_on + dt.timedelta(days=days)) for step, days in ordered]
