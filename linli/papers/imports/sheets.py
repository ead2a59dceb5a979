"""From the bytes of a file to rows of named cells. What may not be stored (M-1) is gone before anybody keeps it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from linli.papers.excel import forbidden, headers
from linli.papers.excel.headers import Column
from linli.papers.excel.opening import Cell, open_workbook
from linli.papers.imports.importing import Cells


@dataclass(frozen=True)
class LeftOut:
    """A cell, a column (no row) or a line that was not read, and why; never what stood in it."""

    row: int | None
    column: str
    reason: str


@dataclass
class Sheet:
    """The stripped table: the titles of its columns and its data rows, each with its number in Excel."""

    name: str
    other_sheets: list[str]
    header_row: int
    titles: list[str]
    rows: list[tuple[int, list[Cell]]]
    left_out: list[LeftOut]

    def match(self, columns: Sequence[Column]) -> dict[str, int]:
        """The column of the file that fits each name."""
        header = headers.Header(self.header_row - 1, self.header_row - 1, self.titles)
        return {name: index for index, name in headers.match(header, columns).items()}

    def named(self, mapping: dict[str, int]) -> Iterator[tuple[int, Cells]]:
        """Each data row as cells by name."""
        for number, cells in self.rows:
            yield number, {name: cells[index] for name, index in mapping.items()}

    def as_json(self) -> dict[str, Any]:
        """For storing, sealed, until the file is written or a week is over."""
        return {
            "name": self.name, "other_sheets": self.other_sheets, "header_row": self.header_row,
            "titles": self.titles, "rows": [[number, [_packed(cell) for cell in cells]] for number, cells in self.rows],
            "left_out": [[left.row, left.column, left.reason] for left in self.left_out],
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Sheet":
        """What `as_json` kept."""
        rows = [(number, [_unpacked(cell) for cell in cells]) for number, cells in kept.pop("rows")]
        left = [LeftOut(*line) for line in kept.pop("left_out")]
        return cls(**kept, rows=rows, left_out=left)


def read_sheet(data: bytes, name: str, columns: Sequence[Column], *, sheet: str = "") -> Sheet:
    """Open a file safely, find its header, and leave out what may not be stored. Raises Unreadable."""
    table = open_workbook(data, name, sheet=sheet)
    header = headers.find_header(table, columns)
    prose_names = {column.name for column in columns if column.prose}
    prose = [index for index, column in headers.match(header, columns).items() if column in prose_names]
    left_out = [LeftOut(row, "", str(reason)) for row, reason in headers.skipped(table, header)]
    stripped, left = forbidden.strip(table, header, prose=prose)
    gone = {entry.column for entry in left if entry.row is None}
    titles = ["" if title in gone else title for title in header.titles]
    width = len(titles)
    rows = [(number, (cells + [None] * width)[:width]) for number, cells in headers.body(stripped, header)]
    left_out += [LeftOut(entry.row, entry.column, str(entry.reason)) for entry in left]
    return Sheet(table.name, list(table.other_sheets), header.last + 1, titles, rows, left_out)


_PACKED: dict[type, str] = {dt.datetime: "m", dt.date: "d", dt.time: "t"}
_OPENED = {
    "m": dt.datetime.fromisoformat,
    "d": dt.date.fromisoformat,
    "t": dt.time.fromisoformat,
}


def _packed(cell: Cell) -> Any:
    mark = _PACKED.get(type(cell))
    return [mark, cell.isoformat()] if mark else cell  # type: ignore[union-attr]


def _unpacked(cell: Any) -> Cell:
    return _OPENED[cell[0]](cell[1]) if isinstance(cell, list) else cell
