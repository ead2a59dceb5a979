"""What an app says about the files it takes in: its columns, its questions, its verdict on a row, how rows are written.

Each app registers its importers in its own imports.py; `papers` knows none of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from linli.core.rights import EVERYTHING, NOTHING, Actor
from linli.core.rights import REGISTER as RIGHTS
from linli.papers.excel.headers import Column, shown
from linli.papers.excel.opening import Cell
from linli.papers.excel.reading import EXACT, is_blank, text

Cells = dict[str, Cell]


class Verdict(StrEnum):
    """怎么处理: what becomes of a row."""

    INSERTED = "inserted"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Finding:
    """Something a person should know about a cell: why the row is refused, or what was read as what."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Change:
    """One fact that the file says otherwise than the books."""

    label: str
    old: str
    new: str


@dataclass
class Judged:
    """One row of the file, its verdict, and the values that would be stored, ready for JSON."""

    row: int
    verdict: Verdict
    values: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    # What the row brings with it, proposed: a dwelling that the books do not have yet.
    adds: str = ""
    # A refused row as it stood in the file, by column name, so that it can be mended and read in again.
    raw: dict[str, str] = field(default_factory=dict)
    # What `write` needs and nobody is shown: the row of the books, objects chosen on the way.
    subject: Any = None
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should see this row before it is written."""
        return bool(self.findings) or self.verdict not in {Verdict.INSERTED, Verdict.UNCHANGED}


@dataclass(frozen=True)
class Question:
    """What the file itself cannot answer: which category a label means, which grid new buildings belong to."""

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    initial: str = ""
    hint: Any = ""

    def choice(self, answers: Mapping[str, str]) -> str:
        """What was answered, or the answer that was proposed; an answer that is no choice is none."""
        given = answers.get(self.name, self.initial)
        return given if given in {value for value, _label in self.choices} else self.initial


class Book(ABC):
    """Where `write` says what it did, so that the whole import can be undone."""

    run: models.Model

    @abstractmethod
    def inserted(self, row: int, record: models.Model) -> None:
        """A new record came of this row."""

    @abstractmethod
    def changed(self, row: int, record: models.Model, before: dict[str, Any]) -> None:
        """A record was changed; `before` holds the former values of its fields."""


class Importer(ABC):
    """One kind of file. A new object for every reading: it may load what the books hold once, and count on it."""

    kind: ClassVar[str]
    label: ClassVar[Any]
    hint: ClassVar[Any] = ""
    # Beside the right to take files in: who may do this nowhere sees neither the kind nor what was taken in of it.
    right: ClassVar[str] = "papers.take_lists"
    columns: ClassVar[tuple[Column, ...]]
    # The heads of what the preview shows of a row, beside its verdict and the reasons.
    heads: ClassVar[tuple[Any, ...]]

    def __init__(self, community: Any, by: Actor, answers: dict[str, str]) -> None:
        self.community, self.by, self.answers = community, by, answers

    def questions(self, rows: Iterable[Cells]) -> list[Question]:
        """What is asked about these rows before they are judged."""
        return []

    def answer(self, question: Question) -> str:
        """What was answered to this importer."""
        return question.choice(self.answers)

    @staticmethod
    @abstractmethod
    def shown(values: dict[str, Any]) -> tuple[str, ...]:
        """What the preview shows of a row under `heads`; personal data masked."""

    @abstractmethod
    def judge(self, row: int, cells: Cells) -> Judged:
        """The verdict on one row. Rows come in the order of the file."""

    @abstractmethod
    def write(self, judged: Sequence[Judged], book: Book) -> None:
        """Write the rows to be inserted and changed, inside one transaction."""


REGISTER: dict[str, type[Importer]] = {}


def register(importer: type[Importer]) -> type[Importer]:
    """Enter an importer; each kind once."""
    if importer.kind in REGISTER:
        raise ValueError(f"two importers are called {importer.kind}")
    REGISTER[importer.kind] = importer
    return importer


@cache
def _discover() -> None:
    autodiscover_modules("imports")


def importers() -> dict[str, type[Importer]]:
    """Every kind of file that can be taken in; the first call imports each app's imports.py."""
    _discover()
    return REGISTER


def importers_for(actor: Actor) -> dict[str, type[Importer]]:
    """The kinds of file that an actor may take in."""
    return {
        kind: importer
        for kind, importer in importers().items()
        if RIGHTS[importer.right].on(actor) is not NOTHING
    }


def kinds_open(actor: Actor) -> Q:
    """The imports whose kind an actor may know of; a condition on the rows of imports."""
    open_kinds = importers_for(actor)
    if not open_kinds:
        return NOTHING
    return EVERYTHING if len(open_kinds) == len(importers()) else Q(kind__in=sorted(open_kinds))


def any_kind(actor: Actor) -> Q:
    """Whether there is any kind of file that an actor may take in."""
    return EVERYTHING if importers_for(actor) else NOTHING


def as_typed(cell: Cell) -> str:
    """A cell in words. A figure that lost its last digits stays one that lost them: 3.5082419470120e+17."""
    is_lost = isinstance(cell, int | float) and abs(cell) >= EXACT
    return f"{cell:.13e}" if is_lost else shown(cell)


def word(cell: Cell) -> str:
    """The text of a short cell; signs that say nothing (/ - 无) are nothing, and so is what cannot be read as text."""
    return "" if is_blank(cell) else text(cell).value or ""


def rejected(row: int, values: dict[str, Any], *findings: Finding) -> Judged:
    """A row that is refused, with its reasons."""
    return Judged(row, Verdict.REJECTED, values, list(findings))


class Reading:
    """Collects the findings of one row while its cells are read one after the other."""

    def __init__(self, cells: Cells, columns: Sequence[Column]) -> None:
        self.cells, self.labels = cells, {column.name: column.label for column in columns}
        self.notes: list[Finding] = []
        self.faults: list[Finding] = []

    def read(self, name: str, reader: Callable[..., Any], **more: Any) -> Any:
        """The value of a cell by a reader of papers.excel.cells; a problem is kept as a fault."""
        got = reader(self.cells.get(name), **more)
        if got.problem:
            self.fault(name, got.problem)
        elif got.note:
            self.note(name, got.note)
        return got.value

    def word(self, name: str) -> str:
        """The text of a short cell, where / - 无 are nothing; a figure that lost its last digits is a fault."""
        return "" if is_blank(self.cells.get(name)) else self.read(name, text) or ""

    def fault(self, name: str, reason: Any) -> None:
        """The row cannot be taken in because of this cell."""
        self.faults.append(self._finding(name, reason))

    def note(self, name: str, reason: Any) -> None:
        """The row is taken in; this should be known about a cell."""
        self.notes.append(self._finding(name, reason))

    def need(self, name: str, value: Any) -> None:
        """A cell that may not be empty, unless it was already complained about."""
        column = str(self.labels[name])
        if not value and all(fault.column != column for fault in self.faults):
            self.fault(name, _("Nothing is written here."))

    def _finding(self, name: str, reason: Any) -> Finding:
        return Finding(str(self.labels[name]), as_typed(self.cells.get(name)), str(reason))
