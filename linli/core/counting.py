"""What a figure is made of: which records (conditions), of which time (periods), and how they are counted.

Each part is a query and the words of it in one, so the two cannot differ.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from linli.core import clock

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
