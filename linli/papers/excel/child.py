"""The reading process: bytes in, rows out as JSON lines (`wire`). It binds its own hands before it reads.

It knows no secret, no database and no Django. What it cannot read it says in one object {"refused": code}.
"""

import io
import resource
import sys
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from linli.papers.excel import limits
from linli.papers.excel.faults import faults
from linli.papers.excel.parcel import Refused, inspect
from linli.papers.excel.wire import encode, settle


def main() -> None:
    """Read a workbook from stdin; the only argument is the sheet, or nothing for the first that says something."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no picture of a roster on the disk
    out = sys.stdout.buffer
    try:
        _read(sys.stdin.buffer.read(limits.UPLOAD + 1), " ".join(sys.argv[1:]), out)
    except Refused as refused:
        _say(out, {"refused": refused.code, "values": refused.values})
    except PasswordError:
        _say(out, {"refused": "password", "values": {}})
    except CalamineError:
        _say(out, {"refused": "damaged", "values": {}})
    except MemoryError:
        _say(out, {"refused": "too_large", "values": {}})
    out.flush()


def _say(out: BinaryIO, document: object) -> None:
    out.write(encode(document).encode())


def _read(data: bytes, wanted: str, out: BinaryIO) -> None:
    inspect(data)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        sheet = _choose(book, wanted)
        others = [
            about.name
            for about in book.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet and about.name != sheet.name
        ]
    merges = sorted((*first, *last) for first, last in sheet.merged_cell_ranges or [])
    _say(out, {"sheet": sheet.name, "merges": merges, "other_sheets": others})
    _rows(sheet, faults(data, sheet.name), out)
    _say(out, {"end": True})


def _choose(book: CalamineWorkbook, wanted: str) -> CalamineSheet:
    """The sheet asked for, or the first visible one that holds anything."""
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet or (wanted and about.name != wanted):
            continue
        if not wanted and about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if _says_something(sheet):
            return sheet
        if wanted:
            raise Refused("empty_sheet")
    raise Refused("no_sheet" if wanted else "empty_sheet", sheet=wanted)


def _says_something(sheet: CalamineSheet) -> bool:
    if sheet.start is None or sheet.end is None:
        return False
    if (sheet.end[0] + 1) * (sheet.end[1] + 1) > limits.AREA:
        raise Refused("too_many_cells", limit=limits.CELLS)
    return any(settle(cell) is not None for row in sheet.iter_rows() for cell in row)


def _rows(sheet: CalamineSheet, wrong: dict[tuple[int, int], str], out: BinaryIO) -> None:
    """Every row from Excel's first; blank ones wait until a row follows that says something."""
    margin = [None] * (sheet.start[1] if sheet.start else 0)
    wrong_rows = {row for row, _ in wrong}
    cells, characters, waiting = 0, 0, 0
    for number, found in enumerate(sheet.iter_rows()):
        row = [*margin, *map(settle, found)]
        if number in wrong_rows:
            row = [wrong.get((number, at), cell) for at, cell in enumerate(row)]
        while row and row[-1] is None:
            row.pop()
        if not row:
            waiting += 1
            continue
        cells += sum(cell is not None for cell in row)
        characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if cells > limits.CELLS or characters > limits.CHARACTERS:
            raise Refused("too_many_cells", limit=limits.CELLS)
        out.write(b"[]\n" * waiting)
        waiting = 0
        _say(out, row)


if __name__ == "__main__":
    main()
