"""Days and moments as they stand in ledgers (出生年月, 留言时间).

A month typed as 1947.10 is kept by the spreadsheet as 1947.1: month 1 may be month 10, and the day says so.
A year of two digits belongs to the latest century in which the day is not after today. Nothing is repaired.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import plain
from linli.papers.excel.numerals import digitwise, number
from linli.papers.excel.reading import Read, as_read, is_blank
from linli.papers.excel.wire import Cell

#: Excel's day 0 for days after February 1900.
EPOCH = dt.date(1899, 12, 30)
#: Serial numbers that are taken for days: 1913-09-08 to 2099-12-31. Below stand years and house numbers.
SERIALS = range(5_000, 73_051)
YEARS = range(1880, 2101)
JANUARY, OCTOBER = 1, 10
NO_DAY = _("This is not a date.")
NO_SUCH_DAY = _("There is no such day in the calendar.")
NUMERALS = re.compile(r"[零〇○一二三四五六七八九十]+(?=[年月日号])")
PARTS = re.compile(r"(\d{4}|\d{2})(?:([-./])(\d{1,2})(?:[-./](\d{1,2}))?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
CLOCK = re.compile(r"(?:[T ]+|(?<=日))(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?(?:\.\d+)?[分秒]?$")


@dataclass(frozen=True)
class Day:
    """A day as far as it is known. `doubtful_month`: written as .1, which January and October both become."""

    year: int
    month: int | None = None
    day: int | None = None
    doubtful_month: bool = False

    @property
    def exact(self) -> dt.date | None:
        """The date, where year, month and day are all certain."""
        if self.month is None or self.day is None or self.doubtful_month:
            return None
        return dt.date(self.year, self.month, self.day)

    @property
    def iso(self) -> str:
        """As much as is certain: 1989, 1989-06 or 1989-06-30."""
        if self.month is None or self.doubtful_month:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    def agrees_with(self, date: dt.date) -> bool:
        """Could this be the date? To hold a birth month against the identity number."""
        if self.year != date.year or (self.day is not None and self.day != date.day):
            return False
        months = (JANUARY, OCTOBER) if self.doubtful_month else (self.month,)
        return self.month is None or date.month in months


def day(cell: Cell, *, today: dt.date) -> Read[Day]:
    """The day of a cell: text in any usual form, a date, or Excel's serial number (38033)."""
    if is_blank(cell):
        return Read(None)
    if isinstance(cell, dt.date):  # a datetime is one too
        return Read(Day(cell.year, cell.month, cell.day))
    if isinstance(cell, bool | dt.time):
        return Read(None, NO_DAY)
    if isinstance(cell, int | float):
        return _day_of_figure(cell, today)
    assert isinstance(cell, str)  # noqa: S101  is_blank has sent None away
    return _day_of_text(cell, today)


def _day_of_figure(cell: float, today: dt.date) -> Read[Day]:
    if int(cell) in SERIALS:
        found = EPOCH + dt.timedelta(days=int(cell))
        return Read(Day(found.year, found.month, found.day), note=as_read(cell, found.isoformat()))
    return _day_of_text(str(int(cell)) if cell == int(cell) else repr(cell), today)


def _day_of_text(cell: str, today: dt.date) -> Read[Day]:
    folded = _fold(cell)
    if "民国" in folded:
        return Read(
            None, _("A year of the Republic (民国) is not converted. Please write the year of the era.")
        )
    if re.search("农历|阴历|旧历", folded):
        return Read(None, _("A lunar date is not converted. Please write the date of the calendar."))
    written = _written(CLOCK.sub("", folded))
    found = COMPACT.fullmatch(written)
    if found:
        year, month, last = found.groups()
        return _settle(cell, int(year), int(month), int(last) if last else None)
    found = PARTS.fullmatch(written)
    if not found:
        return Read(None, NO_DAY)
    year, separator, month, last = found.groups()
    if len(year) == 2:  # noqa: PLR2004  07.8.4
        return _short(cell, int(year), month, last, today, said="年" in folded)
    doubtful = separator == "." and month == "1" and not last and "月" not in folded
    return _settle(cell, int(year), int(month) if month else None, int(last) if last else None, doubtful)


def _fold(text: str) -> str:
    """Full-width forms and Chinese numerals as figures, unseen characters and blanks around gone."""
    folded = " ".join(unicodedata.normalize("NFKC", plain(text).removeprefix("'")).split())
    return NUMERALS.sub(lambda found: _figure(found[0]), folded)


def _figure(numerals: str) -> str:
    value = number(numerals) if "十" in numerals else None
    return digitwise(numerals) if value is None else str(value)


def _written(folded: str) -> str:
    """年, 月 and 日 as hyphens; the point stays, since only it loses a nought."""
    text = re.sub(r"\s*[年月]\s*", "-", folded)
    text = re.sub(r"[日号]$", "", text.strip())
    return re.sub(r"\s*([-./])\s*", r"\1", text).strip(" -./")


def _short(cell: str, year: int, month: str, last: str, today: dt.date, *, said: bool) -> Read[Day]:
    """A year of two digits: with a day, or with 年 behind it; else it may be anything."""
    if not month or not (last or said):
        return Read(None, NO_DAY)
    century = today.year // 100 * 100
    for start in (century, century - 100):
        found = _settle(cell, start + year, int(month), int(last) if last else None)
        begin = found.value and dt.date(found.value.year, found.value.month or 1, found.value.day or 1)
        if begin and begin <= today:
            return Read(found.value, note=as_read(cell, found.value.iso if found.value else ""))
    return Read(None, NO_SUCH_DAY)


def _settle(cell: str, year: int, month: int | None, last: int | None, doubtful: bool = False) -> Read[Day]:
    """The day, if the calendar has it."""
    if year not in YEARS:
        return Read(None, NO_DAY)
    try:
        dt.date(year, 1 if month is None else month, 1 if last is None else last)
    except ValueError:
        return Read(None, NO_SUCH_DAY)
    note = gettext("“%(shown)s” may be January or October") % {"shown": plain(cell)} if doubtful else ""
    return Read(Day(year, month, last, doubtful), note=note)


def moment(cell: Cell) -> Read[dt.datetime]:
    """Date and time in Asia/Shanghai; a date alone is its midnight. The year has four digits."""
    if is_blank(cell):
        return Read(None)
    if isinstance(cell, dt.datetime):
        return Read(cell.replace(tzinfo=clock.BEIJING))
    if isinstance(cell, dt.date):
        return Read(dt.datetime.combine(cell, dt.time(), clock.BEIJING))
    if isinstance(cell, str):
        return _moment_of_text(cell)
    if isinstance(cell, bool | dt.time | None) or int(cell) not in SERIALS:
        return Read(None, NO_DAY)
    seconds = round((cell - int(cell)) * 86_400)
    start = dt.datetime.combine(EPOCH + dt.timedelta(days=int(cell)), dt.time(), clock.BEIJING)
    return Read(start + dt.timedelta(seconds=seconds))


def _moment_of_text(cell: str) -> Read[dt.datetime]:
    folded = _fold(cell)
    clocked = CLOCK.search(folded)
    date = _written(CLOCK.sub("", folded))
    found = PARTS.fullmatch(date) or COMPACT.fullmatch(date)
    if not found or len(found[1]) < 4 or not found[found.re.groups]:  # noqa: PLR2004  a year of four digits
        return Read(None, NO_DAY)
    year, month, last = int(found[1]), int(found[found.re.groups - 1]), int(found[found.re.groups])
    if year not in YEARS:
        return Read(None, NO_DAY)
    hours, minutes, seconds = (int(part or 0) for part in clocked.groups()) if clocked else (0, 0, 0)
    try:
        return Read(
            dt.datetime.combine(dt.date(year, month, last), dt.time(hours, minutes, seconds), clock.BEIJING)
        )
    except ValueError:
        return Read(None, NO_SUCH_DAY)
