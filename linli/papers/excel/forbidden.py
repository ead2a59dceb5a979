"""What a workbook may bring along and must not be kept (M-1, N1): recognised by title and by content.

Stripping happens before anything is stored; what was left out is named, its content never. The words and their
sources stand in `forbidden.yaml`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.forms import plain
from linli.papers.excel.headers import Header, bare, skipped
from linli.papers.excel.opening import Cell, Table

REASONS = {
    "ethnicity": _("Ethnicity is not kept"),
    "faith": _("Faith is not kept"),
    "politics": _("Party and political status are not kept"),
    "marks": _("Lists of marked persons and criminal records are not kept"),
    "petition": _("Marks for having complained are not kept"),
    "health": _("Mental illness and infections are not kept"),
    "intimacy": _("Whom somebody loves is not kept"),
}
#: A column is what most of its cells are; fewer than three say nothing of the column.
MOST = 0.6
FEWEST = 3
#: Names of ethnicities without 族 are also surnames: only as many as this, and no other word among them.
FEWEST_BARE = 5
PUNCTUATION = re.compile(r"""[,.;:!?/\\|、，。；：！？()（）\[\]【】<>《》"'“”‘’\n\r\t+＋&=—-]+""")


@dataclass(frozen=True)
class Left:
    """Something left out: the row in Excel (1-based), or None for a whole column. Never what stood there."""

    row: int | None
    column: str
    reason: str


@dataclass(frozen=True)
class Kind:
    """One kind of forbidden words, as patterns."""

    name: str
    headers: re.Pattern[str]
    whole: frozenset[str]
    contains: re.Pattern[str]
    tokens: frozenset[str]
    alone: frozenset[str]

    @property
    def reason(self) -> str:
        """What the person is told."""
        return str(REASONS[self.name])


@cache
def _book() -> dict[str, dict[str, Any]]:
    with Path(__file__).with_name("forbidden.yaml").open(encoding="utf-8") as file:
        return yaml.safe_load(file)


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds in the order of the file."""
    return tuple(_kind(name, words) for name, words in _book().items())


def _kind(name: str, words: dict[str, Any]) -> Kind:
    contains = list(words["contains"])
    if "names" in words:
        contains.append(f"(?:{'|'.join(words['names'])}){words['behind']}")
    lists = {part: frozenset(words.get(part, ())) for part in ("whole", "tokens", "alone")}
    return Kind(
        name,
        headers=re.compile("|".join(words["headers"])),
        contains=re.compile("|".join(contains)),
        **lists,
    )


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(f"[{''.join(words['signs'] for words in _book().values())}]")


def forbidden_title(title: str) -> str:
    """Why a title, or a path of titles, names what may not be kept; "" if it does not."""
    parts = [bare(part).casefold() for part in title.split("/")]
    for kind in kinds():
        if kind.headers.search("".join(parts)) or any(part in kind.whole for part in parts):
            return kind.reason
    return ""


def forbidden_cell(cell: Cell) -> str:
    """Why the words of a cell may not be kept; "" if they may. Names of people are not such words."""
    return kind.reason if isinstance(cell, str) and (kind := _kind_of(cell)) else ""


def _kind_of(text: str) -> Kind | None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not _signs().search(folded):
        return None
    pieces = [piece.strip() for piece in PUNCTUATION.split(plain(folded)) if piece.strip()]
    for kind in kinds():
        for piece in pieces:
            if kind.contains.search("".join(piece.split())) or piece in kind.alone:
                return kind
            if not kind.tokens.isdisjoint((piece, *piece.split())):
                return kind
    return None


def forbidden_columns(
    table: Table, header: Header, *, prose: Collection[int] = (), own: Collection[int] = ()
) -> dict[int, str]:
    """Index of every column that may not be kept, and why: by its title, or by most of its cells.

    `prose`: columns of long texts that residents said; only their titles are judged. `own`: columns that the very list
    is for (the register of a branch); they are not judged.
    """
    found: dict[int, str] = {}
    for index, title in enumerate(header.titles):
        if index in own:
            continue
        reason = forbidden_title(title)
        if not reason and index not in prose:
            reason = _reason_of_column(_column(table, header, index))
        if reason:
            found[index] = reason
    return found


def _column(table: Table, header: Header, index: int) -> list[str]:
    cells = (row[index] for row in table.rows[header.last + 1 :])
    return [cell for cell in cells if isinstance(cell, str)]


def _reason_of_column(cells: list[str]) -> str:
    if len(cells) < FEWEST:
        return ""
    if _are_ethnicities([bare(cell) for cell in cells]):
        return str(REASONS["ethnicity"])
    said = Counter(kind for cell in cells if (kind := _kind_of(cell)))
    for kind, such in said.most_common():
        if such >= FEWEST and such >= MOST * len(cells):
            return kind.reason
    return ""


def _are_ethnicities(cells: list[str]) -> bool:
    """汉, 汉, 回, 汉, 藏: all are such names, and at least half of them are nothing else."""
    words = _book()["ethnicity"]
    names, ambiguous = set(words["names"]), set(words["ambiguous"])
    said = [cell for cell in cells if cell not in {"/", "-", "无"}]
    plain_ones = sum(cell not in ambiguous for cell in said)
    return len(said) >= FEWEST_BARE and names.issuperset(said) and plain_ones * 2 >= len(said)


def strip(
    table: Table,
    header: Header,
    columns_by_index: dict[int, str] | None,
    *,
    prose: Collection[int] = (),
    own: Collection[int] = (),
) -> tuple[Table, list[Left]]:
    """The table without what may not be kept, and what was left out. Row numbers stay.

    Everything above the head and every row that is no data is emptied as well: it may hold anything.
    `columns_by_index` names the columns that have no title of their own.
    """
    columns = forbidden_columns(table, header, prose=prose, own=own)
    names = [title or (columns_by_index or {}).get(at, "") for at, title in enumerate(header.titles)]
    left = [Left(None, names[at], reason) for at, reason in columns.items()]
    emptied = set(range(header.first)) | {number - 1 for number, _reason in skipped(table, header)}
    rows: list[list[Cell]] = []
    for index, row in enumerate(table.rows):
        if index in emptied:
            rows.append([None] * len(row))
        elif index <= header.last:
            rows.append(
                [
                    None if at not in own and _title_goes(table, header, columns, index, at) else row[at]
                    for at in range(len(row))
                ]
            )
        else:
            kept, cells = _clean_row(index + 1, row, columns, {*prose, *own}, names)
            rows.append(kept)
            left += cells
    return replace(
        table,
        name=_clean_name(table.name, left),
        rows=rows,
        other_sheets=tuple(name for name in table.other_sheets if not _bad_name(name)),
    ), left


def _title_goes(table: Table, header: Header, columns: dict[int, str], row: int, column: int) -> bool:
    """Titles of forbidden columns go; a title that several columns share goes when it says so itself."""
    text = bare(table.rows[row][column])
    if not text:
        return False
    if forbidden_title(text) or forbidden_cell(text):
        return True
    lower = [table.rows[below][column] for below in range(row + 1, header.last + 1)]
    return column in columns and not any(lower)


def _clean_row(
    number: int, row: list[Cell], goes: Collection[int], prose: Collection[int], names: list[str]
) -> tuple[list[Cell], list[Left]]:
    """A row of data without its forbidden columns and cells, and which cells these were."""
    kept: list[Cell] = [None if at in goes else cell for at, cell in enumerate(row)]
    left = []
    for at, cell in enumerate(kept):
        reason = "" if at in prose else forbidden_cell(cell)
        if reason:
            left.append(Left(number, names[at], reason))
            kept[at] = None
    return kept, left


def _bad_name(name: str) -> str:
    return forbidden_title(name) or forbidden_cell(name)


def _clean_name(name: str, left: list[Left]) -> str:
    reason = _bad_name(name)
    if reason:
        left.append(Left(None, gettext("name of the sheet"), reason))
    return "" if reason else name


def without(header: Header, columns: Collection[int]) -> Header:
    """The head with the titles of some columns emptied: what goes into a preview or is remembered."""
    return replace(header, titles=["" if at in columns else title for at, title in enumerate(header.titles)])
