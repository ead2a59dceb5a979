"""Until when a directed task is to be done where the paper does not say (rulebook meetings.task.*)."""

import datetime as dt

from linli.orders.deadlines import due_at, end_of
from linli.rulebook import book


def usual_due(given: dt.datetime, *, at: str) -> dt.datetime:
    """So many working days after `given`, at the hour at which offices close; `at` is the community's code."""
    day = given.date()
    limit = book.value("meetings.task.due", on=day, at=at)
    closes = book.value("orders.deadline.end_of_day", on=day, at=at)
    return due_at(given, limit=limit["limit"], unit=limit["unit"], end_of_day=closes)


def end_of_week(day: dt.date) -> dt.datetime:
    """The end of the Sunday of the week of `day` (GB/T 7408.1: the week begins on Monday)."""
    return end_of(day + dt.timedelta(days=6 - day.weekday()), "24:00")


def end_of_today(day: dt.date) -> dt.datetime:
    """The end of the day."""
    return end_of(day, "24:00")
