"""台账: one declaration per ledger. Its page, its filters, its search and its file are made of nothing else."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.safestring import SafeString

from linli.core.rights import REGISTER as RIGHTS
from linli.core.rights import Actor
from linli.ledgers.filters import Filter, States
from linli.ledgers.keyset import Keyset

Cell = int | str | dt.date | dt.datetime | None


@dataclass(frozen=True)
class Column:
    """One column. `width` counts Han characters. `personal` names the right without which personal data are left out
    of page and file; that right must reach as far as the ledger's own. Identity numbers are never a column.
    """

    name: str
    label: Any
    value: Callable[[Any], Cell]
    width: int = 8
    personal: str = ""
    on_page: bool = True


@dataclass(frozen=True)
class Button:
    """A button of the page's head: an address of the community, shown to who holds its right."""

    label: Any
    view: str
    icon: str
    right: str


@dataclass(frozen=True)
class Lines:
    """Lines that say more than columns do: the words above them, what is read of the rows, and how what was read is
    drawn as rows of a table (for the community of a slug).
    """

    heads: tuple[Any, ...]
    read: Callable[[QuerySet], QuerySet]
    draw: Callable[[Iterable[Any], str], SafeString]


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger. `rows` gives what an actor sees, with whatever a line shows; `order` is a field that is never empty,
    a minus before it for the newest first; `search` is what one word must match, `finds` what a whole search of a
    community must, where the search index is asked; `page` is the view and the attribute
    that lead from a row to its record; who searches for nothing sees only the rows that fit `unasked`; `lines` stand
    on the page instead of the columns.
    """

    code: str
    title: Any
    right: str
    model: type[Model]
    rows: Callable[[Actor], QuerySet]
    columns: tuple[Column, ...]
    order: str
    states: States | None = None
    filters: tuple[Filter, ...] = ()
    search: Callable[[str], Q] | None = None
    finds: Callable[[UUID, str], Q] | None = None
    unasked: Q | None = None
    search_words: Any = ""
    page: tuple[str, str] | None = None
    lines: Lines | None = None
    note: Any = ""
    empty: tuple[Any, Any] = ("", "")
    icon: str = "list"
    actions: tuple[Button, ...] = ()

    @property
    def is_searched(self) -> bool:
        """Whether one may look for words."""
        return bool(self.search or self.finds)

    @property
    def keyset(self) -> Keyset:
        """How its rows are ordered and paged."""
        return Keyset(self.model, self.order)

    def columns_for(self, actor: Actor) -> list[Column]:
        """The columns that an actor may have."""
        return [
            column for column in self.columns if not column.personal or RIGHTS[column.personal].held_by(actor)
        ]


REGISTER: dict[str, Ledger] = {}


def declare(ledger: Ledger) -> Ledger:
    """Enter a ledger in the register; each code stands once."""
    if ledger.code in REGISTER:
        raise ValueError(f"the ledger {ledger.code} is declared twice")
    REGISTER[ledger.code] = ledger
    return ledger
