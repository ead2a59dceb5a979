"""Working days (工作日) of China: pure functions over the reviewed table in `years.py`.

The event day never counts (民法典 第201条); a make-up day (调休上班) is a working day although it is a
Saturday or Sunday. Outside the complete years the answer is provisional: weekends and the statutory
holidays with a fixed date only, to be computed again when the State Council has published the year.
"""

import datetime as dt

from linli.calendars.years import YEARS

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)
#: Statutory holidays whose date needs no lunar calendar (全国年节及纪念日放假办法 第二条): month and day.
FIXED = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})

_TABLED = frozenset(year.number for year in YEARS)
_COMPLETE = frozenset(year.number for year in YEARS if not year.provisional)
_REST = {day: rest.name for year in YEARS for rest in year.rests for day in rest.days()}
_MAKE_UP = frozenset(day for year in YEARS for day in year.make_up)


def holiday_name(day: dt.date) -> str | None:
    """The festival whose days off contain `day`, or None."""
    return _REST.get(day)


def is_make_up(day: dt.date) -> bool:
    """A weekend day on which people work (调休上班)."""
    return day in _MAKE_UP


def is_workday(day: dt.date) -> bool:
    """Do offices work on this day (工作日)?"""
    if day in _MAKE_UP:
        return True
    if day.weekday() >= SATURDAY or day in _REST:
        return False
    return day.year in _TABLED or (day.month, day.day) not in FIXED


def is_provisional(day: dt.date) -> bool:
    """Is the answer for this day a guess (暂定) because the year's arrangement is not in the table?"""
    return day.year not in _COMPLETE


def add_workdays(start: dt.date, n: int) -> dt.date:
    """The n-th working day after `start`; n = 0 gives `start` itself or the next working day."""
    if n < 0:
        raise ValueError("a period of working days cannot be negative")
    day = start
    if n == 0:
        return next_workday(day)
    for _ in range(n):
        day = next_workday(day + ONE_DAY)
    return day


def next_workday(day: dt.date) -> dt.date:
    """`day` if it is a working day, else the first one after it (民法典 第203条)."""
    while not is_workday(day):
        day += ONE_DAY
    return day


def workdays_between(start: dt.date, end: dt.date) -> int:
    """How many working days lie after `start`, up to and with `end`; negative when `end` is earlier."""
    if end < start:
        return -workdays_between(end, start)
    return sum(is_workday(start + dt.timedelta(n)) for n in range(1, (end - start).days + 1))
