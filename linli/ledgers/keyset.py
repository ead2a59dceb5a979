"""Keyset pages (never an offset): rows stand by one field and their key; a page begins behind the last row seen."""

import datetime as dt
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import DateField, DateTimeField, Field, IntegerField, Model, Q, QuerySet

from linli.core.counting import field_at

PAGE = 50
# Outside these years a moment may not survive the change of time zone.
FIRST_YEAR, LAST_YEAR = 1970, 2200
# The largest whole number that both databases keep.
LARGEST = 2**63 - 1

Place = tuple[Any, UUID]


class Page(NamedTuple):
    """One page, and the cursors that lead from it; "" where there is nothing more."""

    rows: list[Any]
    newer: str
    older: str


@dataclass(frozen=True)
class Keyset:
    """The order of a ledger: "-submitted_at" the newest first, "name" from the beginning. The field is never empty."""

    model: type[Model]
    order: str

    @property
    def path(self) -> str:
        """The field, without its sign."""
        return self.order.removeprefix("-")

    @property
    def field(self) -> Field:
        """The field that orders."""
        return field_at(self.model, self.path)

    @property
    def by_time(self) -> bool:
        """Whether the first rows are the newest, so that pages are newer and older ones."""
        return self.order.startswith("-") and isinstance(self.field, DateField)

    def sorted(self, rows: QuerySet, *, backward: bool = False) -> QuerySet:
        """The rows in order, or from the end."""
        minus = "-" if self.order.startswith("-") is not backward else ""
        return rows.order_by(f"{minus}{self.path}", f"{minus}pk")

    def cursor(self, row: Model) -> str:
        """Where a row stands, for an address."""
        value = attrgetter(self.path.replace("__", "."))(row)
        return f"{value.isoformat() if isinstance(value, dt.date) else value}~{row.pk}"

    def read(self, cursor: str) -> Place | None:
        """Where a cursor points; None for anything that is no cursor."""
        written, _, key = cursor.rpartition("~")
        try:
            return _value(self.field, written), UUID(key)
        except (ValueError, ValidationError):
            return None

    def page(self, rows: QuerySet, *, after: str = "", before: str = "") -> Page:
        """The page after a cursor, or the one before it, or the first: one query."""
        place, backward = self.read(after), False
        if place is None:
            place = self.read(before)
            backward = place is not None
        wanted = self.beyond(rows, place, backward=backward) if place else rows
        found = list(self.sorted(wanted, backward=backward)[: PAGE + 1])
        more, shown = len(found) > PAGE, found[:PAGE]
        if backward:
            shown.reverse()
        if not shown:
            return Page([], "", "")
        newer = more if backward else place is not None
        older = True if backward else more
        return Page(shown, self.cursor(shown[0]) if newer else "", self.cursor(shown[-1]) if older else "")

    def beyond(self, rows: QuerySet, place: Place, *, backward: bool = False) -> QuerySet:
        """The rows behind a place. The first condition alone can use an index of the field."""
        value, key = place
        way = "lt" if self.order.startswith("-") is not backward else "gt"
        return rows.filter(**{f"{self.path}__{way}e": value}).filter(
            Q(**{f"{self.path}__{way}": value}) | Q(**{f"pk__{way}": key})
        )


def _value(field: Field, written: str) -> Any:
    """The value of a field as a cursor writes it; ValueError or ValidationError if it is none."""
    if isinstance(field, DateTimeField):
        moment = dt.datetime.fromisoformat(written.replace(" ", "+"))
        if not moment.tzinfo or not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(written)
        return moment
    if isinstance(field, DateField):
        return dt.date.fromisoformat(written)
    if "\x00" in written or (isinstance(field, IntegerField) and abs(int(written)) > LARGEST):
        raise ValueError(written)
    return field.to_python(written)
