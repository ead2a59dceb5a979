"""What a ledger may be narrowed by: states with a count each, one of a few values, one of some rows, days."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import CharField, Count, DateTimeField, F, Model, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import clock
from linli.core.counting import field_at
from linli.core.rights import Actor
from linli.ledgers.keyset import FIRST_YEAR, LAST_YEAR

ALL = "all"
Asked = Mapping[str, str]
Options = Mapping[str, Any]


def counted(rows: QuerySet, conditions: Mapping[str, Q]) -> dict[str, int]:
    """How many of `rows` fulfil each condition: one query."""
    return rows.aggregate(**{name: Count(Value(1), filter=rule) for name, rule in conditions.items()})


@dataclass(frozen=True)
class States:
    """Chips with their counts. `conditions` are asked anew for each page, because some depend on the time; `labels`
    name the chips in their order; who asks for nothing gets `first`, or the first of them.
    """

    conditions: Callable[[], Mapping[str, Q]]
    labels: tuple[tuple[str, Any], ...]
    first: str = ""

    def shown(self) -> dict[str, Q]:
        """The conditions that have a chip; the last chip is everything."""
        known = self.conditions()
        return {name: known[name] for name, _label in self.labels} | {ALL: Q()}

    def words(self) -> dict[str, Any]:
        """The word of each chip."""
        return {**dict(self.labels), ALL: gettext_lazy("All")}


class Filter(Protocol):
    """One menu beside the chips."""

    @property
    def name(self) -> str:
        """Its name in the address."""

    @property
    def label(self) -> Any:
        """Its word on the page."""

    def names(self) -> tuple[str, ...]:
        """All names in the address."""

    def read(self, asked: Asked, options: Options) -> dict[str, str]:
        """What of an address it understands; anything else filters nothing."""

    def where(self, model: type[Model], chosen: Asked) -> Q:
        """The rows that are wanted."""

    def words(self, chosen: Asked, options: Options) -> str:
        """What is wanted, said; "" if anything is."""


@dataclass(frozen=True)
class Choice:
    """One of a few values: the choices of a field."""

    name: str
    label: Any
    field: str
    choices: tuple[tuple[str, Any], ...] = ()

    def names(self) -> tuple[str, ...]:
        """One name."""
        return (self.name,)

    def read(self, asked: Asked, options: Options) -> dict[str, str]:
        """The value, if it is among the options."""
        value = asked.get(self.name, "")
        return {self.name: value} if value in options else {}

    def where(self, model: type[Model], chosen: Asked) -> Q:
        """The rows with the value."""
        return Q(**{self.field: chosen[self.name]}) if self.name in chosen else Q()

    def words(self, chosen: Asked, options: Options) -> str:
        """The word of the value."""
        return str(options[chosen[self.name]]) if self.name in chosen else ""


@dataclass(frozen=True, kw_only=True)
class Among(Choice):
    """One of some rows of the community, by their field `text`, in the order of `place` (a field of whole numbers)."""

    rows: Callable[[Actor], QuerySet]
    text: str = "name"
    place: str = ""

    def listed(self, actor: Actor) -> QuerySet:
        """Filter, key, words and place of each row: the four columns that all such filters share."""
        place: Any = F(self.place) if self.place else Value(0)
        return (
            self.rows(actor).order_by().values_list(Value(self.name, CharField()), "pk", F(self.text), place)
        )


@dataclass(frozen=True)
class Days:
    """From a day to a day, both included; days are those of Beijing. The address has `name`_from and `name`_to."""

    name: str
    label: Any
    field: str

    def names(self) -> tuple[str, ...]:
        """The names of the two days."""
        return (f"{self.name}_from", f"{self.name}_to")

    def read(self, asked: Asked, options: Options) -> dict[str, str]:
        """The days that are days."""
        days = {name: _day(asked.get(name, "")) for name in self.names()}
        return {name: day.isoformat() for name, day in days.items() if day}

    def where(self, model: type[Model], chosen: Asked) -> Q:
        """The rows of these days."""
        first, last = (_day(chosen.get(name, "")) for name in self.names())
        moments = isinstance(field_at(model, self.field), DateTimeField)
        found = Q()
        if first:
            found &= Q(**{f"{self.field}__gte": _midnight(first) if moments else first})
        if last:
            after = last + dt.timedelta(days=1)
            found &= Q(**{f"{self.field}__lt": _midnight(after) if moments else after})
        return found

    def words(self, chosen: Asked, options: Options) -> str:
        """“from 2026-03-01 to 2026-03-10”."""
        first, last = (chosen.get(name, "") for name in self.names())
        parts = [
            _("from %(day)s") % {"day": first} if first else "",
            _("to %(day)s") % {"day": last} if last else "",
        ]
        return " ".join(part for part in parts if part)


def _day(written: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.BEIJING)


def options(filters: Iterable[Filter], actor: Actor) -> dict[str, dict[str, Any]]:
    """What each filter offers, value > words. Whatever comes from the database comes in one query."""
    offered: dict[str, dict[str, Any]] = {
        one.name: dict(one.choices) if isinstance(one, Choice) else {} for one in filters
    }
    lists = [one.listed(actor) for one in filters if isinstance(one, Among)]
    if lists:
        rows = lists[0].union(*lists[1:], all=True) if lists[1:] else lists[0]
        for name, key, text, _place in sorted(rows, key=lambda row: (row[3], row[2])):
            offered[name][str(key)] = text
    return offered
