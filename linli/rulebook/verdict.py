"""Verdict (裁断): what one rule says about one set of facts, with the arithmetic and the numbers it used.

`level` says whether the act may go on; `outcome` says what came out: a vote validly held and lost is
level PASS, outcome lost. BLOCK is only for the law of confidence S or S✔, for the integrity of a record,
or for a rule that the community itself entered as binding.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

THOUSAND = 1000


class Level(StrEnum):
    """May the act go on?"""

    PASS = "PASS"  # noqa: S105  a word, not a secret
    INFO = "INFO"
    WARN = "WARN"
    BLOCK = "BLOCK"


class Outcome(StrEnum):
    """What came out."""

    CARRIED = "carried"
    LOST = "lost"
    NOT_MET = "not_met"
    INQUORATE = "inquorate"
    VOID = "void"
    TIE = "tie"
    CONFLICT = "conflict"
    DUE = "due"
    MISSING = "missing"
    NOT_YET = "not_yet"
    NOT_APPLICABLE = "not_applicable"
    AMOUNT = "amount"
    DATE = "date"
    SET = "set"


@dataclass(frozen=True)
class Parameter:
    """A number of the rulebook as a verdict used it; one given by the caller has no confidence, no date."""

    code: str
    value: Any
    unit: str | None
    source: str
    confidence: str | None
    since: dt.date | None

    def as_json(self) -> dict[str, Any]:
        """The form of the command-line contract."""
        return {
            "code": self.code,
            "value": plain(self.value),
            "unit": self.unit,
            "source": self.source,
            "confidence": self.confidence,
            "from": plain(self.since),
        }


@dataclass(frozen=True)
class Verdict:
    """The answer of one rule."""

    rule: str
    level: Level
    code: str
    reason: str
    outcome: Outcome | None = None
    result: Mapping[str, Any] | None = None
    arithmetic: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()

    @property
    def blocks(self) -> bool:
        """Must the act stop here?"""
        return self.level is Level.BLOCK

    def using(self, *parameters: Parameter) -> "Verdict":
        """The same verdict, naming the parameters it used."""
        return replace(self, parameters=(*self.parameters, *parameters))

    def as_json(self) -> dict[str, Any]:
        """The form of the command-line contract, ready for `json.dumps`."""
        return {
            "rule": self.rule,
            "level": self.level.value,
            "outcome": self.outcome.value if self.outcome else None,
            "result": plain(self.result),
            "code": self.code,
            "reason": self.reason,
            "arithmetic": list(self.arithmetic),
            "parameters": [parameter.as_json() for parameter in self.parameters],
        }


def percent(part: int, whole: int) -> str | None:
    """A percentage with one decimal, half up: 81 of 90 is `90.0`; None where there is no denominator."""
    if whole == 0:
        return None
    tenths = (2 * THOUSAND * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def plain(value: Any) -> Any:
    """A value as JSON knows it: dates ISO, local times to the minute, shares `17/24`, decimals as strings."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | Decimal):
        return str(value)
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return _plain_time(value)


def _plain_time(value: Any) -> str:
    """Dates and local times; anything else, a float above all, is a mistake of the programme."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    raise TypeError(f"{type(value).__name__} has no place in a verdict")
