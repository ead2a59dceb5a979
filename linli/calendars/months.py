"""月: months as people count them, and periods in months and years (民法典 第202条): the same day of the later month, else its last
day. What adding years does to 29 February is said by who asks.
"""

import calendar
import datetime as dt

MONTHS = 12
FEBRUARY, LEAP_DAY = 2, 29
FIRST_OF_MARCH = "0301"


def add_months(day: dt.date, n: int) -> dt.date:
    """`day` n calendar months later; the 31st becomes the last day of a shorter month."""
    index = day.year * MONTHS + day.month - 1 + n
    year, month = index // MONTHS, index % MONTHS + 1
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError("date value out of range")
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


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
