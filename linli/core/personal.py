"""个人信息: what is kept of people, why, for how long, and what happens when a person asks to see or to erase it.

Law: 个人信息保护法 (PIPL) articles 13 (bases), 17 (notice), 19 (shortest time), 28 (sensitive), 45 (copy), 47 (erasure).
Each app says in its personal.py what it keeps. A law of the tests refuses a field that looks personal and is not said.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import clock


class Basis(models.TextChoices):
    """处理依据: the seven items of PIPL article 13; there is no eighth."""

    CONSENT = "consent", gettext_lazy("the person agreed (article 13, item 1)")
    CONTRACT = "contract", gettext_lazy("a contract or staff matters need it (article 13, item 2)")
    DUTY = "duty", gettext_lazy("a duty by law needs it (article 13, item 3)")
    EMERGENCY = "emergency", gettext_lazy("an emergency needs it (article 13, item 4)")
    PRESS = "press", gettext_lazy("news in the public interest (article 13, item 5)")
    PUBLISHED = "published", gettext_lazy("it is lawfully public already (article 13, item 6)")
    STATUTE = "statute", gettext_lazy("another law says so (article 13, item 7)")


class Sensitivity(models.TextChoices):
    """敏感程度 (PIPL article 28)."""

    ORDINARY = "ordinary", gettext_lazy("ordinary")
    SENSITIVE = "sensitive", gettext_lazy("sensitive")


class Subject(models.TextChoices):
    """Whom the data are about."""

    RESIDENT = "resident", gettext_lazy("residents")
    REQUESTER = "requester", gettext_lazy("who asks for something")
    STAFF = "staff", gettext_lazy("who works or helps here")
    NAMED = "named", gettext_lazy("who is named in a text")


# Erases what is older than a moment in one community; how many records.
Eraser = Callable[[Any, dt.datetime], int]


@dataclass(frozen=True)
class Kept:
    """保存期限: until when, in words. Where a number counts, `code` is its row of the rulebook (unit: days), `until` says
    from when the days run, and `erase` is what the nightly task calls.
    """

    until: Any
    code: str = ""
    erase: Eraser | None = None

    def __post_init__(self) -> None:
        if bool(self.code) != bool(self.erase):
            raise ValueError("a number of days and what erases go together")


STANDING = Kept(gettext_lazy("as long as the record stands"))


@dataclass(frozen=True)
class Declaration:
    """What is said of some fields of a model that hold the same kind of personal data."""

    model: type[models.Model]
    fields: tuple[str, ...]
    purpose: Any
    basis: Basis
    sensitivity: Sensitivity
    subject: Subject
    kept: Kept
    what: Any = ""

    @property
    def words(self) -> str:
        """What is kept, as it is said to whom it is about: `what`, or the names of the fields where these say it."""
        return str(self.what) if self.what else _(", ").join(self.names)

    @property
    def names(self) -> list[str]:
        """The fields in words, without the digests beside them that nobody types."""
        return [
            _name(self.model, field) for field in self.fields if self.model._meta.get_field(field).editable
        ]


Key = tuple[type[models.Model], str]
DECLARED: dict[Key, Declaration] = {}
IMPERSONAL: dict[Key, str] = {}


def declare(
    model: type[models.Model],
    *fields: str,
    purpose: Any,
    basis: Basis,
    sensitivity: Sensitivity,
    subject: Subject,
    kept: Kept,
    what: Any = "",
) -> None:
    """Say what fields of a model hold of people; each field is declared once. Raises ValueError."""
    said = Declaration(model, fields, purpose, basis, sensitivity, subject, kept, what)
    for key in _keys(model, fields):
        DECLARED[key] = said


def impersonal(model: type[models.Model], *fields: str, why: str) -> None:
    """Say that fields which look personal are not, and why (English, for who reads the code). Raises ValueError."""
    for key in _keys(model, fields):
        IMPERSONAL[key] = why


def _keys(model: type[models.Model], fields: tuple[str, ...]) -> Iterable[Key]:
    for field in fields:
        model._meta.get_field(field)
        if (model, field) in DECLARED or (model, field) in IMPERSONAL:
            raise ValueError(f"{model._meta.label}.{field} is declared twice")
        yield model, field


def declarations() -> list[Declaration]:
    """Everything that is declared, in the order of the apps; the fields of one kind together."""
    return list(dict.fromkeys(DECLARED.values()))


def purges() -> dict[str, tuple[str, Eraser]]:
    """What the nightly task erases: the row of the rulebook > the app it belongs to, and what erases."""
    return {
        said.kept.code: (said.model._meta.app_label, said.kept.erase)
        for said in declarations()
        if said.kept.erase
    }


class Fact(NamedTuple):
    """One thing that is held of a person: the field, its name in words, the value in words."""

    field: str
    label: str
    value: str


def _name(model: type[models.Model], field: str) -> str:
    return str(getattr(model._meta.get_field(field), "verbose_name", field))


def facts(record: models.Model, *fields: str) -> list[Fact]:
    """Fields of a record for the person whom they are about: choices in words, nothing masked."""
    return [Fact(name, _name(type(record), name), _said(record, name)) for name in fields]


def _said(record: Any, name: str) -> str:
    value = getattr(record, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}"
    if show := getattr(record, f"get_{name}_display", None):
        return str(show())
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Proposal:
    """What a life event touches (人生大事): a thing that somebody may settle with one press. `key` names it for as long as it
    stands, `what` says what the press does, `right` is the right that it takes, `do` is the act of the app it belongs to.
    """

    key: str
    label: Any
    what: Any
    right: str
    do: Callable[[Any], None]


@dataclass(frozen=True)
class OfPerson:
    """What an app holds of one person: `show` hands it over, each record a list of facts; `stays` says why the person
    cannot be erased now ("" where nothing is in the way); `erase` erases it within the transaction of the erasure;
    `touched` says what a kind of life event on a day touches, asked anew each time, so that what is done is gone.
    """

    code: str
    label: Any = ""
    show: Callable[[Any], list[list[Fact]]] | None = None
    stays: Callable[[Any], str] | None = None
    erase: Callable[[Any], None] | None = None
    touched: Callable[[Any, str, dt.date], list[Proposal]] | None = None


OF_PERSONS: dict[str, OfPerson] = {}


def hold(holding: OfPerson) -> None:
    """Enter what an app holds of a person; each code once. Raises ValueError."""
    if holding.code in OF_PERSONS:
        raise ValueError(f"{holding.code} is declared twice")
    OF_PERSONS[holding.code] = holding


class Part(NamedTuple):
    """One part of what is handed over to a person."""

    code: str
    label: Any
    records: list[list[Fact]]


def parts_of(person: Any) -> list[Part]:
    """Everything that the apps hold of a person, in their order; parts without a record stay, and say so."""
    shown = [holding for holding in OF_PERSONS.values() if holding.show]
    return [Part(one.code, one.label, one.show(person)) for one in shown if one.show]


def touched_by(person: Any, kind: str, day: dt.date) -> list[Proposal]:
    """Everything that a life event touches now, app by app."""
    asked = [one.touched for one in OF_PERSONS.values() if one.touched]
    return [proposal for ask in asked for proposal in ask(person, kind, day)]


def reasons_to_stay(person: Any) -> list[str]:
    """Why a person cannot be erased now; empty where nothing is in the way."""
    return [why for one in OF_PERSONS.values() if one.stays and (why := one.stays(person))]


def erase_of(person: Any) -> None:
    """Erase what the apps hold of a person, within the transaction of the caller, who erases the person's own row last."""
    for one in OF_PERSONS.values():
        if one.erase:
            one.erase(person)
