"""The xlsx of a ledger: written row by row, one row in memory at a time; text stays text, whatever it looks like."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.core import clock
from linli.ledgers.declaration import Cell, Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# Limits of the format: code units (UTF-16) of a cell, digits of a number, characters of a sheet's name and a footer.
CELL, DIGITS, NAME, FOOTER = 32_767, 15, 31, 255
FIRST_YEAR = 1900
A4 = 9
CUT = "…"
TITLE_ROWS = 2
# What XML cannot hold, and controls that nobody sees; tab and line break stay.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def text(value: Any) -> str:
    """Words as a cell may hold them: no controls, and cut with a visible … where they are too long."""
    plain = _UNSEEN.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    encoded = plain.encode("utf-16-le")
    if len(encoded) <= 2 * CELL:
        return plain
    return encoded[: 2 * (CELL - len(CUT))].decode("utf-16-le", errors="ignore") + CUT


class Sheet:
    """One sheet: title, what was selected, the header, then rows. `by` is who exports, for the foot of each page."""

    def __init__(self, file: IO[bytes], *, title: str, said: str, columns: Sequence[Column], by: str) -> None:
        from xlsxwriter import Workbook  # 15 MB that a process needs only once somebody exports

        self.columns, self.row = columns, TITLE_ROWS
        self.book = Workbook(file, OPTIONS)
        self.sheet: Worksheet = self.book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:NAME])
        self.book.set_properties({"title": title, "author": by, "created": _local(clock.now())})
        look = {"valign": "top", "text_wrap": True}
        self.formats = {
            str: self.book.add_format(look),
            int: self.book.add_format({"valign": "top", "num_format": "0"}),
            dt.date: self.book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
            dt.datetime: self.book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"}),
        }
        self._set_up(by)
        self._head(title, said)

    def _set_up(self, by: str) -> None:
        """Paper: A4 across, as wide as the page, the header on each page, a foot with number, day and name."""
        sheet = self.sheet
        for number, column in enumerate(self.columns):
            sheet.set_column(number, number, 2 * column.width + 2)  # a Han character is two wide
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(TITLE_ROWS)
        sheet.freeze_panes(TITLE_ROWS + 1, 1)
        page = _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}
        who = text(by).replace("&", "&&")[:100]
        sheet.set_footer(f"&L{clock.today():%Y-%m-%d} {who}&C{page}"[:FOOTER])

    def _head(self, title: str, said: str) -> None:
        """A line with the title, a line with the selection, the header."""
        bold = {"bold": True}
        self.sheet.write_string(0, 0, text(title), self.book.add_format({**bold, "font_size": 14}))
        self.sheet.write_string(1, 0, text(said), self.book.add_format({"font_color": "#55524B"}))
        look = self.book.add_format(
            {**bold, "bg_color": "#F1EFEA", "bottom": 1, "valign": "top", "text_wrap": True}
        )
        for number, column in enumerate(self.columns):
            self.sheet.write_string(TITLE_ROWS, number, text(column.label), look)

    def write(self, rows: Iterable[Any]) -> int:
        """Write the rows and finish the file; how many there were."""
        for record in rows:
            self.row += 1
            for number, column in enumerate(self.columns):
                self._cell(number, column.value(record))
        self.sheet.autofilter(TITLE_ROWS, 0, self.row, len(self.columns) - 1)
        self.book.close()
        return self.row - TITLE_ROWS

    def _cell(self, number: int, value: Cell) -> None:
        """One value as what it is. What the format cannot hold exactly is written as text."""
        at = (self.row, number)
        match value:
            case None | "":
                return
            case bool():
                self.sheet.write_string(*at, _("yes") if value else _("no"), self.formats[str])
            case int() if len(str(abs(value))) <= DIGITS:
                self.sheet.write_number(*at, value, self.formats[int])
            case dt.datetime() if value.year >= FIRST_YEAR:
                self.sheet.write_datetime(*at, _local(value), self.formats[dt.datetime])
            case dt.date() if value.year >= FIRST_YEAR:
                self.sheet.write_datetime(*at, value, self.formats[dt.date])
            case _:
                self.sheet.write_string(*at, text(value), self.formats[str])


def _local(moment: dt.datetime) -> dt.datetime:
    """The moment as clocks in Beijing show it; a workbook knows no time zones."""
    return moment.astimezone(clock.BEIJING).replace(tzinfo=None)
