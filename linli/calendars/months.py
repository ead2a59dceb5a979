"""Periods in months and years (民法典 第202条): the same day of the later month, else its last day."""

import calendar
import datetime as dt

MONTHS = 12


def add_months(day: dt.date, n: int) -> dt.date:
    """`day` n calendar months later; the 31st becomes the last day of a shorter month."""
    index = day.year * MONTHS + day.month - 1 + n
    year, month = index // MONTHS, index % MONTHS + 1
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError("date value out of range")
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
