"""农历: lunar dates and the festivals that follow them. Pure; the arithmetic is the library borax (1900-2100).

Source: GB/T 33661-2017 农历的编算和颁行.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from borax.calendars.lunardate import LunarDate

FIRST, LAST = dt.date(1901, 2, 19), dt.date(2099, 12, 31)


class OutOfRange(ValueError):
    """The tables of the lunar calendar do not reach that day."""


@dataclass(frozen=True, order=True)
class Lunar:
    """A lunar date (农历日期): year, month, day, and whether the month is a leap month (闰月)."""

    year: int
    month: int
    day: int
    leap: bool = False

    def __str__(self) -> str:
        return LunarDate(self.year, self.month, self.day, int(self.leap)).strftime("%M月%D")


def lunar_of(day: dt.date) -> Lunar:
    """The lunar date of a day; OutOfRange before 1901 and after 2099."""
    if not FIRST <= day <= LAST:
        raise OutOfRange(f"{day.isoformat()} 不在 1901 至 2099 年的农历表内")
    found = LunarDate.from_solar(day)
    return Lunar(found.year, found.month, found.day, bool(found.leap))


def solar_of(lunar: Lunar) -> dt.date:
    """The day of a lunar date; OutOfRange where there is no such date (29-day month, no such leap month)."""
    try:
        day = LunarDate(lunar.year, lunar.month, lunar.day, int(lunar.leap)).to_solar_date()
    except ValueError as wrong:
        raise OutOfRange(f"农历没有 {lunar.year} 年 {lunar.month} 月 {lunar.day} 日") from wrong
    if not FIRST <= day <= LAST:
        raise OutOfRange(f"{day.isoformat()} 不在 1901 至 2099 年的农历表内")
    return day


class Festival(Enum):
    """传统节日: the lunar month and day of each; 除夕 is the day before 春节."""

    SPRING = ("春节", 1, 1)
    LANTERN = ("元宵", 1, 15)
    DRAGON_BOAT = ("端午", 5, 5)
    QIXI = ("七夕", 7, 7)
    MID_AUTUMN = ("中秋", 8, 15)
    DOUBLE_NINTH = ("重阳", 9, 9)
    LABA = ("腊八", 12, 8)

    @property
    def label(self) -> str:
        """Its name."""
        return self.value[0]

    def on(self, lunar_year: int) -> dt.date:
        """Its day in a lunar year; 腊八 of 2020 falls into January 2021."""
        _, month, day = self.value
        return solar_of(Lunar(lunar_year, month, day))


def new_years_eve(lunar_year: int) -> dt.date:
    """除夕: the last day of a lunar year, whether its last month has 29 or 30 days."""
    return Festival.SPRING.on(lunar_year + 1) - dt.timedelta(days=1)
