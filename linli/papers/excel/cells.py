"""Reading cells as people filled them in: everything an importer needs, in one place.

Nothing is guessed, nothing repaired, nothing rounded; each reader returns a `Read`.
"""

import datetime as dt
import re

from django.utils.translation import gettext_lazy as _

from linli.papers.excel.amounts import amount
from linli.papers.excel.days import Day, day, moment
from linli.papers.excel.numerals import number
from linli.papers.excel.reading import EXACT, FULL_WIDTH, LOST, Read, as_read, clean, is_blank, text
from linli.papers.excel.wire import Cell

__all__ = ["Cell", "Day", "Read", "amount", "day", "digits", "is_blank", "moment", "text", "whole"]

SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,3}|\d+(?:\.\d+)?[eE]\+\d{1,3}")
HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
NO_NUMBER = _("This is not a number.")
NO_WHOLE = _("This is not one whole number.")


def digits(cell: Cell, *, keep: str = "") -> Read[str]:
    """A number that is a name: telephone, card, certificate (电话, 卡号, 证号). Leading zeros of text stay.

    Blanks and line breaks go everywhere, hyphens unless `keep="-"`. Letters stay as they are: what is a valid
    number, its own module knows.
    """
    if is_blank(cell):
        return Read(None)
    if isinstance(cell, bool | dt.date | dt.time):
        return Read(None, NO_NUMBER)
    if isinstance(cell, int | float):
        if abs(cell) >= EXACT:
            return Read(None, LOST)
        return Read(str(int(cell))) if cell == int(cell) and cell >= 0 else Read(None, NO_NUMBER)
    assert isinstance(cell, str)  # noqa: S101  is_blank has sent None away
    found = "".join(clean(cell).translate(FULL_WIDTH).split()).removeprefix("'").translate(HYPHENS)
    if SCIENTIFIC.fullmatch(found):
        return Read(None, LOST)
    found = found if "-" in keep else found.replace("-", "")
    return Read(found) if any(letter.isdigit() for letter in found) else Read(None, NO_NUMBER)


WHOLE = re.compile(r"第?(?:(\d{1,9})|([零〇一二两三四五六七八九十]{1,3}))"
                   r"(?:栋|幢|座|号楼|号|单元|室|号房|房|户|人|口|层|楼|门|个|岁|#)?")  # fmt: skip


def whole(cell: Cell) -> Read[int]:
    """A positive whole number: 2, 2.0, "2栋", "４单元", "八栋" (一 to 九十九). "2-3" is a problem."""
    if is_blank(cell):
        return Read(None)
    value: int | None = None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = int(cell) if cell == int(cell) and cell < EXACT else None
    elif isinstance(cell, str):
        value = _whole_of_text(clean(cell))
    if value is None or value < 1:
        return Read(None, NO_WHOLE)
    return Read(value, note=as_read(cell, value) if isinstance(cell, str) else "")


def _whole_of_text(text: str) -> int | None:
    found = WHOLE.fullmatch("".join(text.translate(FULL_WIDTH).split()))
    if not found:
        return None
    return int(found[1]) if found[1] else number(found[2])
