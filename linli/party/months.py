"""月: months as people count dues, contacts and warnings, and what adding years does to 29 February."""

import calendar
import datetime as dt

from linli.calendars.months import add_months

MONTHS = 12
FEBRUARY, LEAP_DAY = 2, 29
LAST_OF_FEBRUARY, FIRST_OF_MARCH = "0228", "0301"


def month_of(day: dt.date) -> dt.date:
    """The first day of the month of a day; a month is written as its first day."""
    return day.replace(day=1)


def read_month(written: str) -> dt.date:
    """“2026-03”. Raises ValueError."""
    year, _dash, month = written.partition("-")
    return dt.date(int(year), int(month), 1)


def write_month(month: dt.date) -> str:
    """2026-03."""
    return f"{month:%Y-%m}"


def last_day(month: dt.date) -> dt.date:
    """The last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """The months from that of one day to that of another, both included."""
    count = (last.year - first.year) * MONTHS + last.month - first.month + 1
    return [add_months(month_of(first), n) for n in range(count)]


def anniversary(day: dt.date, years: int, *, leap_birthday: str) -> dt.date:
    """So many years later; 29 February falls on 28 February (民法典 202) or, where a place says so, on 1 March."""
    if (day.month, day.day) != (FEBRUARY, LEAP_DAY):
        return day.replace(year=day.year + years)
    there = add_months(day, MONTHS * years)
    if there.day != LEAP_DAY and leap_birthday == FIRST_OF_MARCH:
        return there + dt.timedelta(days=1)
    return there


def full_years(since: dt.date, on: dt.date, *, leap_birthday: str) -> int:
    """Whole years from a day to a day; none before it."""
    years = max(on.year - since.year, 0)
    if years and anniversary(since, years, leap_birthday=leap_birthday) > on:
        return years - 1
    return years
