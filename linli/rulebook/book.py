"""The rulebook (法规参数): every number of the law as a dated, sourced row, for the place it holds in.

`value("orders.contact.hours", on=day, at="410181003001")` takes the row in force on that day whose
jurisdiction is the longest prefix of the division code (县级 6, 乡级 9, 村级 12 digits); CN is everywhere.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linli.rulebook.rows import Row, RulebookError, read_rows
from linli.rulebook.verdict import Parameter

FILE = Path(__file__).with_name("rulebook.yaml")
COUNTRY = "CN"


class NoSuchRow(LookupError):
    """No row of this code is in force; the message names the code, the day and the place."""

    def __init__(self, code: str, on: dt.date, at: str) -> None:
        super().__init__(f"法规参数 {code} 在 {on.isoformat()}（{at or COUNTRY}）没有有效的行")
        self.code = code


@dataclass(frozen=True)
class Book:
    """A checked set of rows."""

    rows: dict[str, tuple[Row, ...]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Book":
        """A book of these rows; two rows of one code in force in one place on one day are refused."""
        grouped: dict[str, list[Row]] = {}
        for one in rows:
            for other in grouped.setdefault(one.code, []):
                if one.overlaps(other):
                    raise RulebookError(
                        one.line, f"{one.code} 与第 {other.line} 行同地（{one.jurisdiction}）同时有效"
                    )
            grouped[one.code].append(one)
        return cls({code: tuple(found) for code, found in grouped.items()})

    @classmethod
    def load(cls, path: Path) -> "Book":
        """The book of one YAML file."""
        return cls.of(read_rows(path.read_text(encoding="utf-8")))

    def row(self, code: str, *, on: dt.date, at: str = COUNTRY) -> Row:
        """The row in force on the day for the most specific jurisdiction."""
        found = [one for one in self.rows.get(code, ()) if one.in_force(on) and one.holds_at(at)]
        if not found:
            raise NoSuchRow(code, on, at)
        return max(found, key=lambda one: 0 if one.jurisdiction == COUNTRY else len(one.jurisdiction))

    def value(self, code: str, *, on: dt.date, at: str = COUNTRY) -> Any:
        """The value of that row."""
        return self.row(code, on=on, at=at).value

    def parameter(self, code: str, *, on: dt.date, at: str = COUNTRY) -> Parameter:
        """That row as a verdict quotes it."""
        found = self.row(code, on=on, at=at)
        return Parameter(code, found.value, found.unit, found.source, found.confidence, found.since)


@cache
def book() -> Book:
    """The product's own rulebook, read once."""
    return Book.load(FILE)


def row(code: str, *, on: dt.date, at: str = COUNTRY) -> Row:
    """The row in force; see `Book.row`."""
    return book().row(code, on=on, at=at)


def value(code: str, *, on: dt.date, at: str = COUNTRY) -> Any:
    """The value in force; see `Book.row`."""
    return book().value(code, on=on, at=at)


def parameter(code: str, *, on: dt.date, at: str = COUNTRY) -> Parameter:
    """The parameter as a verdict quotes it."""
    return book().parameter(code, on=on, at=at)
