"""Finding the head of a table (表头) under its titles, and what each column is.

Real ledgers stand under a title and a line of who fills in and when; their heads have one to three rows, with
merged cells or with blanks that continue what stands to the left. Below the data come totals and notes.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.forms import plain
from linli.papers.excel.opening import Cell, Table, Unreadable

#: Heads stand among the first thirty rows, and have at most three.
SEARCHED = 30
TALLEST = 3
ENOUGH = 2
TRAILING = re.compile(r"(?:\((?:必填|选填|必填项)\)|[:*])+$")
FIGURES = re.compile(r"[\d./-]+")
TOTAL = re.compile(r"(?:本页|本表|全部)?(?:合计|总计|小计|共计|累计)(?:[:(\d].*)?")
NOTE = re.compile(
    r"(?:附?注|备注|说明|填[表报]说明|填[表报]人|填[表报]单位|填[表报]日期|填[表报]时间|制表|审核|复核|"
    r"单位负责人|负责人|经办人|联系人|联系电话|日期|盖章)(?:人|员|单位|日期|时间)?\d*(?:[:(、].*)?"
)


@dataclass(frozen=True)
class Column:
    """What a ledger may bring: `titles` as they stand in real ledgers, without blanks.

    `prose`: long free text that a resident said; it is not searched for what may not be kept. `own`: what the
    very list is for (membership in the register of a branch); neither its title nor its cells are searched.
    """

    name: str
    label: Any
    titles: tuple[str, ...]
    required: bool = False
    prose: bool = False
    own: bool = False


@dataclass(frozen=True)
class Header:
    """The head: rows `first` to `last`, zero-based, and one title per column ("住址/楼栋"), "" where none stands."""

    first: int
    last: int
    titles: list[str]


def bare(title: Any) -> str:
    """A title for comparing: NFKC, no blanks or line breaks, no colon, star or （必填） at its end."""
    return _bare(title) if isinstance(title, str) else _bare(shown(title))


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", plain(title)).split()).lstrip("*")
    return TRAILING.sub("", folded)


def shown(cell: Cell) -> str:
    """A cell that is no text, as a title: 2024.0 is 2024."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def find_header(table: Table, columns: Sequence[Column]) -> Header:
    """The rows among the first thirty in which most of `columns` are recognised; Unreadable if nowhere.

    Enough are two columns, or one that is required. Whether the required ones are there, the caller asks.
    """
    best, most = None, (0, 0)
    grid = _Grid(table)
    row = 0
    while row < min(SEARCHED, len(table.rows)):
        header = grid.block(row)
        if header is None:
            row += 1
            continue
        found = set(match(header, columns).values())
        needed = sum(column.required for column in columns if column.name in found)
        if (len(found), needed) > most:
            best, most = header, (len(found), needed)
        row = header.last + 1
    if best is None or (most[0] < min(ENOUGH, len(columns)) and not most[1]):
        raise Unreadable(
            _("No row of titles was found. Looked for: %(titles)s."), titles=_looked_for(columns)
        )
    return best


def _looked_for(columns: Sequence[Column]) -> str:
    wanted = [column for column in columns if column.required] or columns
    return "、".join(column.titles[0] for column in wanted)


class _Grid:
    """The upper rows of a table with their merges, to see which rows make one head."""

    def __init__(self, table: Table) -> None:
        self.rows = table.rows[: SEARCHED + TALLEST]
        self.width = table.width
        self.owner: dict[tuple[int, int], tuple[int, int]] = {}
        self.across: set[int] = set()
        for top, left, bottom, right in table.merges:
            if top >= len(self.rows):
                continue
            if left == 0 and right >= self.width - 1 and self.width > 1:
                self.across |= set(range(top, bottom + 1))
            for row in range(top, min(bottom, len(self.rows) - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self.owner[row, column] = (top, left)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell or in the merge it belongs to."""
        top, left = self.owner.get((row, column), (row, column))
        return bare(self.rows[top][left])

    def is_title(self, row: int) -> bool:
        """A row over all columns, or with a single cell: the title of the page, or a filler."""
        said = [cell for cell in self.rows[row] if cell is not None]
        return row in self.across or not said or (len(said) == 1 and self.width > 1)

    def block(self, first: int) -> Header | None:
        """The head that begins in a row, as tall as it is; None if none can begin there."""
        if self.is_title(first):
            return None
        last = first
        while last + 1 < min(len(self.rows), first + TALLEST) and self.continues(last):
            last += 1
        return Header(first, last, self.titles(first, last))

    def continues(self, row: int) -> bool:
        """Does the next row hold the lower titles of this one?"""
        if any(
            (owner := self.owner.get((row, at))) and owner == self.owner.get((row + 1, at))
            for at in range(self.width)
        ):
            return True
        below = [at for at in range(self.width) if self.rows[row + 1][at] is not None]
        if self.is_title(row + 1) or not all(self.may_be_title(row + 1, at) for at in below):
            return False
        if any(":" in self.text(row, at) for at in range(self.width)):
            return False
        carried = [at for at in below if self.rows[row][at] is None]
        return bool(carried) and all(at in carried or self.is_group(row, at) for at in below)

    def may_be_title(self, row: int, column: int) -> bool:
        """A title is text, and no telephone or house number."""
        return isinstance(self.rows[row][column], str) and not FIGURES.fullmatch(self.text(row, column))

    def is_group(self, row: int, column: int) -> bool:
        """A cell whose right neighbour is blank, and so belongs to it."""
        return column + 1 < self.width and self.rows[row][column + 1] is None

    def titles(self, first: int, last: int) -> list[str]:
        """One path per column; a blank under a head of several columns takes what stands to its left."""
        paths: list[list[str]] = []
        for column in range(self.width):
            path: list[str] = []
            cells = [self.text(row, column) for row in range(first, last + 1)]
            for depth, text in enumerate(cells):
                above = paths[column - 1] if column else []
                if not text and any(cells[depth + 1 :]) and above[:depth] == path and len(above) > depth + 1:
                    path.append(above[depth])
                elif text and (not path or path[-1] != text):
                    path.append(text)
            paths.append(path)
        return ["/".join(part.replace("/", "／") for part in path) for path in paths]


def match(header: Header, columns: Sequence[Column]) -> dict[int, str]:
    """Column index to name of what was recognised: whole path, else its last part, else a title inside it.

    Neither a column nor a name is taken twice; of equals the leftmost wins.
    """
    found: list[tuple[int, int, int, str]] = []
    for index, title in enumerate(header.titles):
        for column in columns:
            quality, length = _likeness(title, column)
            if quality:
                found.append((-quality, index if quality > 1 else -length, index, column.name))
    taken: dict[int, str] = {}
    for _quality, _order, index, name in sorted(found):
        if index not in taken and name not in taken.values():
            taken[index] = name
    return dict(sorted(taken.items()))


def _likeness(title: str, column: Column) -> tuple[int, int]:
    """3 the whole path, 2 its last part, 1 contained, 0 not at all; and how long the title is that fits."""
    parts = [bare(part) for part in title.split("/")]
    whole, last = "".join(parts), parts[-1]
    known = [bare(synonym).replace("/", "") for synonym in column.titles]
    for quality, text in ((3, whole.replace("/", "")), (2, last.replace("/", ""))):
        if text and text in known:
            return quality, len(text)
    inside = [len(synonym) for synonym in known if len(synonym) > 1 and synonym in whole]
    return (1, max(inside)) if inside else (0, 0)


def body(table: Table, header: Header) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of data, each with its number in Excel (1-based); `skipped` has the others."""
    seen = _Seen(table, header)
    for index in range(header.last + 1, len(table.rows)):
        row = table.rows[index]
        if any(cell is not None for cell in row) and not seen.why_not(row):
            yield index + 1, row


def skipped(table: Table, header: Header) -> list[tuple[int, str]]:
    """The rows below the head that say something and are not data, each with the reason."""
    seen = _Seen(table, header)
    reasons = (
        (index + 1, seen.why_not(table.rows[index])) for index in range(header.last + 1, len(table.rows))
    )
    return [(number, why) for number, why in reasons if why]


class _Seen:
    """What stands above the data, to know it again where a printed page begins anew."""

    def __init__(self, table: Table, header: Header) -> None:
        above = [[bare(cell) for cell in row] for row in table.rows[: header.last + 1]]
        self.head = above[header.first :]
        self.above = {tuple(row) for row in above if any(row)}
        self.words = {word for row in above for word in row if word}

    def why_not(self, row: list[Cell]) -> str:
        """Why a row is not data; "" if it is, or if it is blank."""
        said = [(at, cell) for at, cell in enumerate(row) if cell is not None]
        if not said or not isinstance(said[0][1], str):
            return ""
        begin = bare(said[0][1])
        if begin in self.words and self._repeats(row, said):
            return gettext("the titles again")
        if TOTAL.fullmatch(begin) and _few(said, len(row)):
            return gettext("a total")
        if all(isinstance(cell, str) and NOTE.fullmatch(bare(cell)) for _at, cell in said):
            return gettext("a note")
        return ""

    def _repeats(self, row: list[Cell], said: Sequence[tuple[int, Cell]]) -> bool:
        if tuple(bare(cell) for cell in row) in self.above:
            return True
        same = sum(any(bare(cell) == above[at] for above in self.head) for at, cell in said)
        return same >= max(ENOUGH, 0.8 * len(said))


def _few(said: Sequence[tuple[int, Cell]], width: int) -> bool:
    """Beside its first cell a total has few others, or only such with figures."""
    others = [cell for _at, cell in said[1:]]
    figures = all(not isinstance(cell, str) or re.search(r"\d|[-－—/]", cell) for cell in others)
    return figures or len(others) <= max(ENOUGH, width // 4)
