"""From the bytes of a file to rows of named cells. What may not be stored (M-1) is gone before anybody keeps it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linli.papers.excel import forbidden, headers, wire
from linli.papers.excel.headers import Column
from linli.papers.excel.opening import Cell, Table, open_workbook
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

    def dump(self) -> str:
        """For storing, sealed, until the file is written or a week is over: a head, then a line for each row."""
        head = {**vars(self), "rows": None, "left_out": [vars(line) for line in self.left_out]}
        return wire.encode(head) + "".join(wire.encode([number, *cells]) for number, cells in self.rows)

    @classmethod
    def load(cls, kept: str) -> "Sheet":
        """What `dump` kept."""
        head, *lines = kept.removesuffix("\n").split("\n")  # a cell may hold other line ends, such as U+2028
        told = wire.decode(head.encode())
        rows = [(number, cells) for number, *cells in (wire.decode(line.encode()) for line in lines)]
        left = [LeftOut(**line) for line in told["left_out"]]
        return cls(**{**told, "rows": rows, "left_out": left})


def read_sheet(data: bytes, name: str, columns: Sequence[Column], *, sheet: str = "") -> Sheet:
    """Open a file safely, find its header, and leave out what may not be stored. Raises Unreadable."""
    table = open_workbook(data, name, sheet=sheet)
    header = headers.find_header(table, columns)
    _fill_down(table, header.last)
    kinds = {column.name: column for column in columns}
    found = headers.match(header, columns)
    prose = [index for index, name in found.items() if kinds[name].prose]
    own = [index for index, name in found.items() if kinds[name].own]
    skipped = [LeftOut(row, "", str(reason)) for row, reason in headers.skipped(table, header)]
    gone = forbidden.forbidden_columns(table, header, prose=prose, own=own)
    stripped, left = forbidden.strip(table, header, None, prose=prose, own=own)
    titles = forbidden.without(header, gone).titles
    rows = [
        (number, (cells + [None] * len(titles))[: len(titles)])
        for number, cells in headers.body(stripped, header)
    ]
    left_out = [*skipped, *(LeftOut(entry.row, entry.column, str(entry.reason)) for entry in left)]
    return Sheet(stripped.name, list(stripped.other_sheets), header.last + 1, titles, rows, left_out)


def _fill_down(table: Table, head: int) -> None:
    """A cell merged over several rows of data (one address for a whole household) holds for each of them."""
    for first, left, last, right in table.merges:
        if first > head and left == right:
            for row in range(first + 1, min(last + 1, len(table.rows))):
                table.rows[row][left] = table.rows[first][left]
