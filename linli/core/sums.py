"""Figures made of figures: several kinds of records counted together, and whether something holds of every record.

Both answer the same questions as a `core.figures.Figure` and stand in the same register; their words say every part.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from linli.core.counting import Rows, Unit, Window
from linli.core.figures import Figure, document_of

TRUTH = Unit("truth", pgettext_lazy("unit", "yes or no"))
ROWS = Rows()


@dataclass(frozen=True, kw_only=True)
class Sum:
    """合计: what its parts count, taken together. No record may fall under two parts; each part counts rows."""

    id: str
    name: Any
    unit: Unit
    parts: tuple[Figure, ...]
    leaves_out: Any
    rounded: bool = False
    counts: Rows = ROWS

    def __post_init__(self) -> None:
        if any(not isinstance(part.counts, Rows) or part.rounded for part in self.parts):
            raise ValueError(f"{self.id}: only figures that count each record once, exactly, can be added")
        if len({part.model for part in self.parts}) != len(self.parts):
            raise ValueError(f"{self.id}: two parts count the same kind of record")

    @property
    def period(self) -> Any:
        """The time that is asked about, of every part alike."""
        return self.parts[0].period

    @property
    def parameters(self) -> dict[str, str]:
        """What an asker may name, for whichever part."""
        return {name: word for part in self.parts for name, word in part.parameters.items()}

    def counted(self, community: Any, window: Window, as_of: dt.date, **given: str) -> list[Any]:
        """The ids of what is counted, part after part."""
        return [key for part in self.parts for key in part.counted(community, window, as_of, **given)]

    def value(self, community: Any, window: Window, as_of: dt.date, **given: str) -> int:
        """The number: one query for each part."""
        return sum(int(str(part.value(community, window, as_of, **given))) for part in self.parts)

    def text(self, community: Any, window: Window, as_of: dt.date, **given: str) -> str:
        """The value in words."""
        return self.say(self.value(community, window, as_of, **given))

    def say(self, value: int) -> str:
        """A value in words."""
        return str(value)

    def shares_of(
        self, community: Any, window: Window, as_of: dt.date, **given: str
    ) -> list[tuple[Any, int, int]]:
        """The shares of each part, of its own records (M-11)."""
        return [
            (f"{part.model._meta.verbose_name}: {words}", some, whole)
            for part in self.parts
            for words, some, whole in part.shares_of(community, window, as_of, **given)
        ]

    def formula(self, **given: str) -> str:
        """What is counted: the words of every part."""
        return _(" Added to that: ").join(part.formula(**given) for part in self.parts)

    def answer(self, community: Any, window: Window, as_of: dt.date, **given: str) -> dict[str, Any]:
        """The figure as a document."""
        counted = self.counted(community, window, as_of, **given)
        return document_of(self, len(counted), counted, (window, as_of), given)


@dataclass(frozen=True, kw_only=True)
class Filled(Sum):
    """有几样不空: how many of its parts count at least one record; parts may look at the same kind of record."""

    def __post_init__(self) -> None:
        if any(not isinstance(part.counts, Rows) for part in self.parts):
            raise ValueError(f"{self.id}: only figures that count each record once can be looked at")

    def value(self, community: Any, window: Window, as_of: dt.date, **given: str) -> int:
        """How many parts are not empty: one query for each."""
        return sum(part.rows(community, window, as_of, **given).exists() for part in self.parts)

    def shares_of(
        self, community: Any, window: Window, as_of: dt.date, **given: str
    ) -> list[tuple[Any, int, int]]:
        """How many parts are not empty has no parts of its own."""
        return []

    def formula(self, **given: str) -> str:
        """What is looked at: the words of every part."""
        return _("How many of these are not empty: %(parts)s") % {
            "parts": " ".join(part.formula(**given) for part in self.parts)
        }

    def answer(self, community: Any, window: Window, as_of: dt.date, **given: str) -> dict[str, Any]:
        """The figure as a document."""
        counted = self.counted(community, window, as_of, **given)
        value = self.value(community, window, as_of, **given)
        return document_of(self, value, counted, (window, as_of), given)


@dataclass(frozen=True, kw_only=True)
class Every:
    """全都如此: whether something holds of every record that a figure counts, and of at least one."""

    id: str
    name: Any
    of: Figure
    holds: Q
    words: Any
    leaves_out: Any
    unit: Unit = TRUTH
    rounded: bool = False
    counts: Rows = ROWS

    @property
    def parts(self) -> tuple[Figure, ...]:
        """The figure whose records are looked at."""
        return (self.of,)

    @property
    def period(self) -> Any:
        """The time that is asked about."""
        return self.of.period

    @property
    def parameters(self) -> dict[str, str]:
        """What an asker may name."""
        return self.of.parameters

    def counted(self, community: Any, window: Window, as_of: dt.date, **given: str) -> list[Any]:
        """The ids of what is looked at."""
        return self.of.counted(community, window, as_of, **given)

    def value(self, community: Any, window: Window, as_of: dt.date, **given: str) -> bool:
        """Whether it holds of all, and there is one: one query."""
        rows = self.of.rows(community, window, as_of, **given).order_by()
        found = rows.aggregate(all=Count("pk"), right=Count("pk", filter=self.holds))
        return bool(found["all"] and found["all"] == found["right"])

    def text(self, community: Any, window: Window, as_of: dt.date, **given: str) -> str:
        """The value in words."""
        return self.say(self.value(community, window, as_of, **given))

    def say(self, value: bool) -> str:
        """Yes or no."""
        return str(pgettext_lazy("figure", "yes") if value else pgettext_lazy("figure", "no"))

    def shares_of(
        self, community: Any, window: Window, as_of: dt.date, **given: str
    ) -> list[tuple[Any, int, int]]:
        """A truth has no parts."""
        return []

    def formula(self, **given: str) -> str:
        """What must hold, of which records."""
        return _("Every one of them, and at least one, %(holds)s: %(rows)s") % {
            "holds": self.words,
            "rows": self.of.formula(**given),
        }

    def answer(self, community: Any, window: Window, as_of: dt.date, **given: str) -> dict[str, Any]:
        """The figure as a document."""
        counted = self.counted(community, window, as_of, **given)
        value = self.value(community, window, as_of, **given)
        return document_of(self, value, counted, (window, as_of), given)
