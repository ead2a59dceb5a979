"""Figures: everything countable is declared once, beside the domain that owns it; nobody types or stores a total.

One declaration builds both the query and the words of the formula, so the two cannot differ. An app declares its figures
in its own figures.py. Every figure answers for (community, window, as_of): `window` is a pair of days or None, `as_of` a day.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.counting import (
    Asked,
    Condition,
    Distinct,
    Fact,
    Given,
    Known,
    Period,
    Rows,
    Total,
    Unit,
    Value,
    Window,
    words_of,
)
from linli.core.rounding import cn_round
from linli.core.tenancy import CommunityModel

KNOWN, ROWS = Known(), Rows()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure. `right` says who may see the rows behind it; `page` is the address of a row: a view and its attribute.
    `shares` are parts of the rows that are always told beside it (M-11): a word and a condition each.
    """

    id: str
    name: Any
    unit: Unit
    model: type[models.Model]
    where: tuple[Condition, ...] = ()
    period: Period = KNOWN
    counts: Rows | Distinct | Fact | Total = ROWS
    rounded: bool = False
    leaves_out: Any
    right: str
    related: tuple[str, ...] = ()
    page: tuple[str, str] | None = None
    shares: tuple[tuple[Any, Q], ...] = ()

    @property
    def parameters(self) -> dict[str, str]:
        """What an asker may name, with the word for it."""
        return {part.name: words_of(self.model, part.field) for part in self.where if isinstance(part, Asked)}

    def rows(self, community: Any, window: Window, as_of: dt.date, **given: str) -> QuerySet:
        """The rows behind the figure: one query."""
        found = self.period.rows(self.model, window, as_of)
        for condition in self.where:
            found &= condition.rows(given)
        manager: Any = self.model._default_manager
        own = (
            manager.of(community)
            if issubclass(self.model, CommunityModel)
            else manager.filter(pk=community.pk)
        )
        if isinstance(self.counts, Fact):
            own = own.filter(**{f"{self.counts.field}__isnull": False}).order_by(
                f"-{self.counts.field}", "-pk"
            )
        return own.filter(found).select_related(*self.related)

    def counted(self, community: Any, window: Window, as_of: dt.date, **given: str) -> list[Any]:
        """The ids of what is counted, each once: as many as the value says."""
        rows = self.rows(community, window, as_of, **given)
        match self.counts:
            case Fact():
                return list(rows.values_list("pk", flat=True)[:1])
            case Distinct(field):
                return list(rows.order_by(field).values_list(field, flat=True).distinct())
            case _:
                return list(rows.order_by("pk").values_list("pk", flat=True))

    def value(self, community: Any, window: Window, as_of: dt.date, **given: str) -> Value:
        """The number, or the fact; None where no such fact is written down. One query."""
        rows = self.rows(community, window, as_of, **given)
        match self.counts:
            case Fact(field, show):
                found = rows.values_list(field, flat=True).first()
                return None if found is None else show(found)
            case Distinct(field):
                return rows.order_by().values(field).distinct().count()
            case Total(field, show):
                return show(rows.order_by().aggregate(sum=models.Sum(field))["sum"] or 0)
            case _:
                return rows.order_by().count()

    def shares_of(
        self, community: Any, window: Window, as_of: dt.date, **given: str
    ) -> list[tuple[Any, int, int]]:
        """For each share its word, how many of the rows have it, and of how many rows: one query, none without shares.
        Only figures that count each record once have shares.
        """
        if not self.shares:
            return []
        rows = self.rows(community, window, as_of, **given).order_by()
        parts = {
            f"share_{n}": models.Count("pk", filter=part) for n, (_words, part) in enumerate(self.shares)
        }
        counted = rows.aggregate(whole=models.Count("pk"), **parts)
        return [
            (words, counted[f"share_{n}"], counted["whole"]) for n, (words, _part) in enumerate(self.shares)
        ]

    def text(self, community: Any, window: Window, as_of: dt.date, **given: str) -> str:
        """The value in words."""
        return self.say(self.value(community, window, as_of, **given))

    def say(self, value: Value) -> str:
        """A value of this figure in words, rounded where the figure is told roughly."""
        if value is None:
            return _("not written down")
        if self.rounded and isinstance(value, int) and value:
            return cn_round(value)
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def formula(self, **given: str) -> str:
        """What is counted, in words made from the declaration itself."""
        conditions = [condition.words(self.model, given) for condition in self.where]
        parts = [*conditions, self.period.words(self.model)]
        said = _("Records “%(rows)s”: %(conditions)s; %(counted)s.") % {
            "rows": self.model._meta.verbose_name,
            "conditions": _(" and ").join(parts),
            "counted": self._counted(),
        }
        return said + _(" Told roughly (as 二十多, 120余, 15000多).") if self.rounded else said

    def _counted(self) -> str:
        unit = {"unit": self.unit.label}
        match self.counts:
            case Fact(field, _show, shown_as):
                return _("the value of “%(field)s”, %(shown)s") % {
                    "field": words_of(self.model, field),
                    "shown": shown_as,
                }
            case Distinct(field):
                return _("each %(thing)s counts once, in %(unit)s") % {
                    "thing": words_of(self.model, field),
                    **unit,
                }
            case Total(field, _show, shown_as):
                return _("“%(field)s” of all of them added up, %(shown)s") % {
                    "field": words_of(self.model, field),
                    "shown": shown_as,
                }
            case _:
                return _("each record counts once, in %(unit)s") % unit

    def answer(self, community: Any, window: Window, as_of: dt.date, **given: str) -> dict[str, Any]:
        """The figure as a document: value, words, ids of what is counted, formula, time."""
        counted = self.counted(community, window, as_of, **given)
        counts_rows = isinstance(self.counts, Rows | Distinct)
        value = len(counted) if counts_rows else self.value(community, window, as_of, **given)
        return document_of(self, value, counted, (window, as_of), given)

    @property
    def parts(self) -> tuple["Figure", ...]:
        """The figures that it is made of: itself (`core.sums` has those that are made of several)."""
        return (self,)


def document_of(
    figure: Any, value: Any, counted: list[Any], time: tuple[Window, dt.date], given: Given
) -> dict[str, Any]:
    """A figure as a document, once it has been counted."""
    window, as_of = time
    return {
        "id": figure.id,
        "name": str(figure.name),
        "value": value,
        "text": figure.say(value),
        "unit": figure.unit.code,
        "rows": [str(key) for key in counted],
        "formula": figure.formula(**given),
        "not_counted": str(figure.leaves_out),
        "window": [day.isoformat() for day in window] if window else None,
        "as_of": as_of.isoformat(),
    }


IN_MONTHS = gettext_lazy("shown as year and month")
IN_SQUARE_KILOMETRES = gettext_lazy("shown in square kilometres")
IN_SQUARE_METRES = gettext_lazy("shown in square metres")
# A `Figure`, or one of `core.sums` that is made of figures and answers the same questions.
REGISTER: dict[str, Any] = {}
Declared = TypeVar("Declared")


def declare(figure: Declared) -> Declared:
    """Enter a figure in the register; each id stands once."""
    key = figure.id  # type: ignore[attr-defined]
    if key in REGISTER:
        raise ValueError(f"the figure {key} is declared twice")
    REGISTER[key] = figure
    return figure


def all_figures() -> list[Any]:
    """The figures in the order of their ids."""
    return [REGISTER[key] for key in sorted(REGISTER)]
