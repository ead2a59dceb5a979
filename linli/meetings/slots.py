"""期 (slots): the month, the quarter or the year in which an organisation is to hold a meeting of a kind. Pure: no Django, no clock."""

import datetime as dt
import re
from dataclasses import dataclass

from linli.calendars.months import add_months

YEAR, QUARTER, MONTH = 12, 3, 1
NAME = re.compile(r"(?P<year>[0-9]{4})-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2]))")


@dataclass(frozen=True)
class Slot:
    """A month (`2026-05`), a quarter (`2026-Q2`) or a year (`2026`); both its days are included."""

    first: dt.date
    months: int

    @classmethod
    def of(cls, day: dt.date, months: int) -> "Slot":
        """The slot of so many months in which a day lies."""
        return cls(dt.date(day.year, (day.month - 1) // months * months + 1, 1), months)

    @classmethod
    def read(cls, name: str) -> "Slot":
        """From its name; ValueError where it is none."""
        found = NAME.fullmatch(name)
        if found is None:
            raise ValueError(name)
        if found["quarter"]:
            return cls(dt.date(int(found["year"]), int(found["quarter"]) * QUARTER - 2, 1), QUARTER)
        return cls(dt.date(int(found["year"]), int(found["month"]), 1), MONTH)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return add_months(self.first, self.months) - dt.timedelta(days=1)

    @property
    def name(self) -> str:
        """`2026`, `2026-Q2` or `2026-05`."""
        if self.months == YEAR:
            return str(self.first.year)
        if self.months == QUARTER:
            return f"{self.first.year}-Q{(self.first.month - 1) // QUARTER + 1}"
        return f"{self.first:%Y-%m}"

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def slots_of(year: int, months: int) -> list[Slot]:
    """The slots of a year, from January."""
    return [Slot(dt.date(year, month, 1), months) for month in range(1, 13, months)]


def proposed(slot: Slot, today: dt.date, usual: int | None, notice: int) -> dt.date | None:
    """拟定日期: when a meeting could be held in the slot: on the usual day of the month (每月相对固定一天), else so many days
    from today; never later than the slot. None where the slot is over.
    """
    if today > slot.last:
        return None
    soonest = min(max(slot.first, today + dt.timedelta(days=notice)), slot.last)
    if usual is None:
        return soonest
    for n in range(slot.months):
        first = add_months(slot.first, n)
        day = add_months(first, 1) - dt.timedelta(days=1)
        found = min(first + dt.timedelta(days=usual - 1), day)
        if found >= soonest:
            return found
    return soonest
