"""What reading a cell gives, and reading it as text. Pure: nothing is guessed, nothing repaired.

A value of None without a problem is an empty cell; a note says what was read as what.
"""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.forms import plain
from linli.papers.excel.wire import Cell

T = TypeVar("T")
#: Full-width ASCII and the ideographic blank. Not NFKC: the Roman numeral U+2169 must not become an X.
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
#: What stands in a cell to say that there is nothing. 停发 and the like are words, see `amount`.
NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "－", "–", "无", "空", "暂无"})
#: Excel keeps fifteen digits of a number.
EXACT = 10**15
LOST = _("The spreadsheet kept the number as a figure and lost its last digits. It cannot be guessed: "
         "please make the column text and fill it in again.")  # fmt: skip


@dataclass(frozen=True)
class Read(Generic[T]):
    """What was read. `problem`: why it could not be; `note`: what a person should know about the reading."""

    value: T | None
    problem: Any = ""
    note: Any = ""


def is_blank(cell: Cell) -> bool:
    """Nothing, blanks, or a sign that says nothing: / - — － 无. For texts `text` keeps such signs."""
    return cell is None or (isinstance(cell, str) and clean(cell).translate(FULL_WIDTH).strip() in NOTHING)


def clean(text: str) -> str:
    """NFC, no unseen characters, no blanks around, no apostrophe that made the cell text."""
    return plain(unicodedata.normalize("NFC", plain(text).removeprefix("'")))


def as_read(cell: Cell, value: Any) -> str:
    """A note, where what stands in the cell is not what is kept."""
    shown = clean(cell) if isinstance(cell, str) else text(cell).value
    if shown == str(value):
        return ""
    return gettext("“%(shown)s” was read as %(value)s") % {"shown": shown, "value": value}


def text(cell: Cell) -> Read[str]:
    """Text as a person meant it. Blanks inside stay; a whole figure is written without a point."""
    if cell is None:
        return Read(None)
    if isinstance(cell, str):
        return Read(clean(cell) or None)
    if isinstance(cell, bool | dt.date | dt.time):
        return Read(_written(cell))
    if abs(cell) >= EXACT:
        return Read(None, LOST)
    return Read(str(int(cell)) if cell == int(cell) else repr(cell))


def _written(cell: bool | dt.date | dt.time) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ") if cell.time() != dt.time() else cell.date().isoformat()
    return cell.isoformat()
