"""The register of rules: each app registers its checks in its `verdicts.py`, `judge` runs them by name.

    @rule("R-25", "contact", fields={...}, params={"hours": Param(count(), "orders.contact.hours")}, ...)
    def contact(given: Given) -> Verdict: ...

A value in the input's `param` overrides the rulebook's row and is listed as given by the caller.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from linli.rulebook.book import Book, NoSuchRow
from linli.rulebook.fields import BadInput, Field, day, maybe, record, text
from linli.rulebook.verdict import Level, Parameter, Verdict

CALLER = "调用方给定"


@dataclass(frozen=True)
class Param:
    """A parameter of a check: how a caller may write it, and its row in the rulebook."""

    field: Field
    code: str


@dataclass
class Given:
    """One input, read, with its parameters; it remembers which of them the check used."""

    values: Mapping[str, Any]
    params: Mapping[str, Param]
    override: Mapping[str, Any]
    on: dt.date
    at: str
    book: Book
    used: dict[str, Parameter] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def param(self, name: str) -> Any:
        """The caller's value, else the rulebook's for the day and the place."""
        declared = self.params[name]
        if name in self.override:
            value = self.override[name]
            self.used[name] = Parameter(declared.code, value, None, CALLER, None, None)
            return value
        try:
            row = self.book.row(declared.code, on=self.on, at=self.at)
            value = declared.field.read(row.value, f"param.{name}")
            self.used[name] = self.book.parameter(declared.code, on=self.on, at=self.at)
        except NoSuchRow as error:
            raise BadInput("no_parameter", str(error), f"param.{name}") from error
        return value

    def may_block(self, name: str) -> bool:
        """May this number alone stop the act? The caller's may: who gives it enters it as binding."""
        declared = self.params[name]
        return name in self.override or self.book.row(declared.code, on=self.on, at=self.at).may_block

    def tempered(self, verdict: Verdict, *names: str) -> Verdict:
        """A BLOCK that rests on these numbers alone becomes WARN, unless one of them may block."""
        if verdict.blocks and not any(self.may_block(name) for name in names):
            return replace(verdict, level=Level.WARN)
        return verdict


@dataclass(frozen=True)
class Check:
    """One registered part of a rule."""

    rule: str
    name: str
    fields: Mapping[str, Field]
    params: Mapping[str, Param]
    example: Mapping[str, Any]
    judge: Callable[[Given], Verdict]
    dated_by: str | None
    default: bool

    def shape(self) -> Field:
        """The whole input as one declaration."""
        overrides = {name: maybe(param.field) for name, param in self.params.items()}
        name = text(choices=(self.name,))
        names: dict[str, Field] = {
            "check": maybe(name) if self.default else name,
            "param": maybe(record("Overrides of the rulebook's rows", **overrides)),
            "on": maybe(day("The day whose rulebook counts")),
            "at": maybe(text("Division code of the place, for local rows")),
            **self.fields,  # a check whose facts use the words on and at keeps them for itself
        }
        return record((self.judge.__doc__ or "").strip().splitlines()[0], **names)

    def place(self, values: Mapping[str, Any]) -> str:
        """The division code whose local rows count."""
        return "CN" if "at" in self.fields else values["at"] or "CN"

    def day(self, values: Mapping[str, Any], today: Callable[[], dt.date]) -> dt.date:
        """The day whose rows count: said, else the day of the facts, else today."""
        said = None if "on" in self.fields else values["on"]
        return said or _dated(values.get(self.dated_by or "")) or today()

    def schema(self) -> dict[str, Any]:
        """JSON Schema of this check's input."""
        return {
            "title": f"{self.rule} {self.name}",
            **self.shape().schema(),
            "examples": [dict(self.example)],
        }


_checks: dict[str, dict[str, Check]] = {}


def rule(
    number: str,
    check: str,
    *,
    fields: Mapping[str, Field],
    example: Mapping[str, Any],
    params: Mapping[str, Param] | None = None,
    dated_by: str | None = None,
    default: bool = False,
) -> Callable[[Callable[[Given], Verdict]], Callable[[Given], Verdict]]:
    """Register one check of a rule; `dated_by` names the input whose day picks the rulebook's rows."""

    def register(judge: Callable[[Given], Verdict]) -> Callable[[Given], Verdict]:
        known = _checks.setdefault(number, {})
        if check in known and _name(known[check].judge) != _name(judge):
            raise ValueError(f"{number} {check} is registered twice")
        known[check] = Check(number, check, fields, params or {}, example, judge, dated_by, default)
        return judge

    return register


def _name(judge: Callable[[Given], Verdict]) -> str:
    """Where a check is written; importing its module again is not a second check."""
    return f"{judge.__module__}.{judge.__qualname__}"


def rules() -> list[str]:
    """The numbers of all registered rules."""
    return sorted(_checks)


def checks(number: str) -> Mapping[str, Check]:
    """The checks of one rule by name."""
    if number not in _checks:
        raise BadInput("no_such_rule", f"没有规则 {number}；已有 {'、'.join(rules())}", "rule")
    return _checks[number]


def schema(number: str) -> dict[str, Any]:
    """JSON Schema of a rule's input, one branch for each check, with examples."""
    branches = [check.schema() for check in checks(number).values()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": number,
        "oneOf": branches,
        "examples": [example for branch in branches for example in branch["examples"]],
    }


def judge(number: str, document: Any, *, today: Callable[[], dt.date], book: Book) -> Verdict | list[Verdict]:
    """The verdict on one input, or the verdicts on a list of them."""
    known = checks(number)
    if isinstance(document, list):
        return [_judge(known, one, f"[{n}]", today, book) for n, one in enumerate(document)]
    return _judge(known, document, "", today, book)


def _judge(
    known: Mapping[str, Check], document: Any, where: str, today: Callable[[], dt.date], book: Book
) -> Verdict:
    if not isinstance(document, dict):
        raise BadInput("type", "应为对象", where)
    check = _pick(known, document, where)
    values = check.shape().read(document, where)
    override = {name: one for name, one in (values["param"] or {}).items() if one is not None}
    given = Given(values, check.params, override, check.day(values, today), check.place(values), book)
    try:
        verdict = check.judge(given)
    except BadInput as error:
        place = f"{where}.{error.where}" if where else error.where
        raise BadInput(error.code, error.message, place) from error
    except OverflowError as error:
        raise BadInput("range", "日期或数字超出范围", where) from error
    return verdict.using(*given.used.values())


def _pick(known: Mapping[str, Check], document: Mapping[str, Any], where: str) -> Check:
    """The check that the input names, or the rule's default."""
    name = document.get("check")
    if name is None:
        for check in known.values():
            if check.default:
                return check
    if not isinstance(name, str) or name not in known:
        place = f"{where}.check" if where else "check"
        raise BadInput("choice", f"check 应为 {'、'.join(known)} 之一", place)
    return known[name]


def _dated(value: Any) -> dt.date | None:
    """The day of a date or a moment."""
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None
