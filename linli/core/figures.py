"""Figures: everything countable is declared once, beside the domain that owns it; nobody types or stores a total.

One declaration builds both the query and the words of the formula, so the two cannot differ. An app declares its figures
in its own figures.py. Every figure answers for (community, window, as_of): `window` is a pair of days or None, `as_of` a day.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import clock
from linli.core.rounding import cn_round
from linli.core.tenancy import CommunityModel

Window = tuple[dt.date, dt.date] | None
Value = int | Decimal | str | None
Given = Mapping[str, str]


class Unit(NamedTuple):
    """What is counted: a word for machines, a word for people."""

    code: str
    label: Any


def field_at(model: type[models.Model], path: str) -> models.Field:
    """The field at the end of a path such as "organisation__kind"."""
    *owners, last = path.split("__")
    for name in owners:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model._meta.get_field(last)  # type: ignore[return-value]


def words_of(model: type[models.Model], path: str) -> str:
    """The field in words, from the models' own verbose names: “kind of the organisation”."""
    owner, _dots, rest = path.partition("__")
    name = str(field_at(model, owner).verbose_name)
    if not rest:
        return name
    inner = words_of(model._meta.get_field(owner).related_model, rest)  # type: ignore[arg-type]
    return _("%(field)s of the %(owner)s") % {"field": inner, "owner": name}


class Condition(Protocol):
    """One condition on the rows, as a query and as words."""

    def rows(self, given: Given) -> Q:
        """The rows that fulfil it."""

    def words(self, model: type[models.Model], given: Given) -> str:
        """The same, said."""


class Is:
    """A field has one of some values."""

    def __init__(self, field: str, *values: Any) -> None:
        self.field, self.values = field, values

    def rows(self, given: Given) -> Q:
        """The rows with one of the values."""
        return Q(**{f"{self.field}__in": self.values})

    def words(self, model: type[models.Model], given: Given) -> str:
        """“status is confirmed or closed”, with the labels of the field's choices."""
        labels = dict(field_at(model, self.field).flatchoices)
        said = [self._say(labels.get(value, value)) for value in self.values]
        return _("%(field)s is %(values)s") % {
            "field": words_of(model, self.field),
            "values": _(" or ").join(said),
        }

    @staticmethod
    def _say(value: Any) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return str(value)


class Asked:
    """A field has the value that the asker names; without one it has any."""

    def __init__(self, name: str, field: str) -> None:
        self.name, self.field = name, field

    def rows(self, given: Given) -> Q:
        """The rows with the named value."""
        name = given.get(self.name)
        return Q(**{self.field: name}) if name else Q(**{f"{self.field}__isnull": False})

    def words(self, model: type[models.Model], given: Given) -> str:
        """“name of the compound is …”, or that it may be any."""
        field, name = words_of(model, self.field), given.get(self.name)
        if name:
            return _("%(field)s is %(values)s") % {"field": field, "values": name}
        return _("%(field)s is given, whichever") % {"field": field}


class Period(Protocol):
    """Which rows belong to the time that is asked about."""

    @property
    def field(self) -> str:
        """The field that says when a row began or happened."""

    def rows(self, model: type[models.Model], window: Window, as_of: dt.date) -> Q:
        """The rows of that time."""

    def words(self, model: type[models.Model]) -> str:
        """The same, said."""


@dataclass(frozen=True)
class Known:
    """A fact without a time of its own."""

    field: str = ""

    def rows(self, model: type[models.Model], window: Window, as_of: dt.date) -> Q:
        """All rows."""
        return Q()

    def words(self, model: type[models.Model]) -> str:
        """What the community has written down."""
        return _("as it is written down")


@dataclass(frozen=True)
class Since:
    """A fact that holds from a day on."""

    field: str

    def rows(self, model: type[models.Model], window: Window, as_of: dt.date) -> Q:
        """The rows that had come true on the day."""
        return Q(**{f"{self.field}__lte": as_of})

    def words(self, model: type[models.Model]) -> str:
        """From its day on."""
        return _("“%(start)s” is not after the reference day") % {"start": words_of(model, self.field)}


@dataclass(frozen=True)
class InForce:
    """What has a first day and perhaps a last one, and holds on the reference day."""

    field: str = "valid_from"
    end: str = "valid_to"

    def rows(self, model: type[models.Model], window: Window, as_of: dt.date) -> Q:
        """The rows in force on the day, first and last day included."""
        ongoing = Q(**{f"{self.end}__isnull": True}) | Q(**{f"{self.end}__gte": as_of})
        return Q(**{f"{self.field}__lte": as_of}) & ongoing

    def words(self, model: type[models.Model]) -> str:
        """In force, and what that means."""
        return _(
            "in force on the reference day (“%(start)s” is not after it, “%(end)s” is empty or not before it)"
        ) % {"start": words_of(model, self.field), "end": words_of(model, self.end)}


@dataclass(frozen=True)
class Happened:
    """What happened at a moment: within the window, and not after the reference day. Days are those of Beijing and whole."""

    field: str

    def rows(self, model: type[models.Model], window: Window, as_of: dt.date) -> Q:
        """The rows from the first second of the first day to the last second of the last."""
        moment = isinstance(field_at(model, self.field), models.DateTimeField)
        last = min(window[1], as_of) if window else as_of
        after = last + dt.timedelta(days=1)
        found = Q(**{f"{self.field}__lt": _midnight(after) if moment else after})
        if window:
            found &= Q(**{f"{self.field}__gte": _midnight(window[0]) if moment else window[0]})
        return found

    def words(self, model: type[models.Model]) -> str:
        """Within the window."""
        return _(
            "“%(moment)s” lies in the period asked about (both days whole, Beijing time; without one, from the beginning) and not after the reference day"
        ) % {"moment": words_of(model, self.field)}


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, clock.BEIJING)


@dataclass(frozen=True)
class Rows:
    """Each row counts one."""


@dataclass(frozen=True)
class Distinct:
    """Each thing that the rows point to counts one, however many rows point to it."""

    field: str


@dataclass(frozen=True)
class Fact:
    """Not a count: a value that stands in a field, and how it is shown."""

    field: str
    show: Callable[[Any], Decimal | str]
    shown_as: Any


@dataclass(frozen=True)
class Total:
    """What stands in a whole-number field of the rows, added up, and how the sum is shown."""

    field: str
    show: Callable[[int], Decimal]
    shown_as: Any


def month(day: dt.date) -> str:
    """2021-09."""
    return f"{day:%Y-%m}"


def square_kilometres(m2: int) -> Decimal:
    """Exactly: 7370000 m2 are 7.37 km2."""
    return Decimal(m2).scaleb(-6).normalize()


def square_metres(dm2: int) -> Decimal:
    """Exactly: 50000 hundredths of a square metre are 500 m2."""
    return Decimal(dm2).scaleb(-2).normalize()


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
    period: Period = Known()
    counts: Rows | Distinct | Fact | Total = Rows()
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
