"""办理期限: by when a transaction is done, from the limit of its item and the working days."""

import datetime as dt

from linli.calendars.workdays import next_workday
from linli.core import clock
from linli.orders import deadlines
from linli.rulebook import book


def due_of(limit_workdays: int | None, since: dt.datetime, *, at: str) -> dt.datetime | None:
    """When something with a limit is due that was complete at a moment; the day itself does not count (C-16). What is done
    at once is due by the end of that day of business, or of the next one; where another office has the limit, none is.
    """
    if limit_workdays is None:
        return None
    day = since.astimezone(clock.BEIJING).date()
    end = book.value("orders.deadline.end_of_day", on=day, at=at)
    due = deadlines.due_at(since, limit=limit_workdays, unit=deadlines.Unit.WORKDAYS, end_of_day=end)
    if limit_workdays:
        return due
    today = deadlines.end_of(next_workday(day), end)
    return today if today > since else deadlines.end_of(next_workday(day + dt.timedelta(days=1)), end)
