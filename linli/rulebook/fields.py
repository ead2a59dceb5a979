"""What a rule's input must look like: one declaration reads it strictly and prints its JSON Schema.

A problem names its place, e.g. `[2].orders[0].handler`. Dates are ISO, local times are without a zone,
exact numbers are whole numbers or decimal strings; a float is never accepted.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}")
NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")


class BadInput(Exception):
    """The input cannot be read; `where` is its place."""

    def __init__(self, code: str, message: str, where: str) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.code = code
        self.message = message
        self.where = where


@dataclass(frozen=True)
class Field:
    """One named value of an input."""

    kind: str
    doc: str = ""
    required: bool = True
    nullable: bool = False
    choices: tuple[str, ...] = ()
    least: int | None = None
    item: "Field | None" = None
    names: Mapping[str, "Field"] = field(default_factory=dict)

    def read(self, value: Any, where: str) -> Any:
        """The value in Python's terms, or BadInput."""
        if value is None:
            if self.nullable:
                return None
            raise BadInput("missing", "不能为空", where)
        return READERS[self.kind](self, value, where)

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema (draft 2020-12)."""
        shape = dict(SHAPES[self.kind])
        if self.choices:
            shape["enum"] = list(self.choices)
        if self.least is not None:
            shape["minimum"] = self.least
        if self.item:
            shape["items" if self.kind == "list" else "additionalProperties"] = self.item.schema()
        if self.kind == "record":
            shape["properties"] = {name: one.schema() for name, one in self.names.items()}
            shape["required"] = [name for name, one in self.names.items() if one.required]
        if self.nullable:
            shape = {"anyOf": [shape, {"type": "null"}]}
        return {**shape, "description": self.doc} if self.doc else shape


def _text(spec: Field, value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise BadInput("type", "应为文字", where)
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in value):  # noqa: PLR2004  surrogates
        raise BadInput("encoding", "含有不成对的代理字符", where)
    if spec.choices and value not in spec.choices:
        raise BadInput("choice", f"应为 {'、'.join(spec.choices)} 之一", where)
    return value


def _flag(_spec: Field, value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadInput("type", "应为 true 或 false", where)
    return value


def _count(spec: Field, value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInput("type", "应为整数", where)
    if spec.least is not None and value < spec.least:
        raise BadInput("range", f"不能小于 {spec.least}", where)
    return value


def _number(_spec: Field, value: Any, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise BadInput("type", "应为整数或十进制数字文字", where)
    if not NUMBER.fullmatch(str(value)):
        raise BadInput("format", "不是十进制数", where)
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise BadInput("format", "不是十进制数", where) from error


def _day(spec: Field, value: Any, where: str) -> dt.date:
    text = _text(spec, value, where)
    try:
        if DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise BadInput("date", "应为日期，如 2026-02-13", where)


def _moment(spec: Field, value: Any, where: str) -> dt.datetime:
    text = _text(spec, value, where)
    try:
        if MOMENT.fullmatch(text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise BadInput("moment", "应为当地时间，如 2026-02-13T16:30", where)


def _when(spec: Field, value: Any, where: str) -> dt.date | dt.datetime:
    text = _text(spec, value, where)
    return _day(spec, text, where) if DAY.fullmatch(text) else _moment(spec, text, where)


def _clock(spec: Field, value: Any, where: str) -> str:
    text = _text(spec, value, where)
    if not CLOCK.fullmatch(text) or text > "24:00" or text[3:] > "59":
        raise BadInput("clock", "应为钟点，如 18:00", where)
    return text


def _list(spec: Field, value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput("type", "应为列表", where)
    item = spec.item or anything()
    return [item.read(one, f"{where}[{n}]") for n, one in enumerate(value)]


def _table(spec: Field, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput("type", "应为对象", where)
    item = spec.item or anything()
    return {name: item.read(one, f"{where}.{name}") for name, one in value.items()}


def _record(spec: Field, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput("type", "应为对象", where)
    read: dict[str, Any] = {}
    for name, one in spec.names.items():
        place = f"{where}.{name}" if where else name
        if name in value:
            read[name] = one.read(value[name], place)
        elif one.required:
            raise BadInput("missing", f"缺少 {name}", place)
        else:
            read[name] = None
    return read


def _anything(spec: Field, value: Any, where: str) -> Any:
    if isinstance(value, str):
        return _text(spec, value, where)
    return value


READERS = {
    "text": _text,
    "flag": _flag,
    "count": _count,
    "number": _number,
    "day": _day,
    "moment": _moment,
    "when": _when,
    "clock": _clock,
    "list": _list,
    "table": _table,
    "record": _record,
    "anything": _anything,
}
SHAPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "flag": {"type": "boolean"},
    "count": {"type": "integer"},
    "number": {"type": ["integer", "string"]},
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "pattern": f"^{MOMENT.pattern}$"},
    "when": {"type": "string", "pattern": f"^{DAY.pattern}([T ].*)?$"},
    "clock": {"type": "string", "pattern": f"^{CLOCK.pattern}$"},
    "list": {"type": "array"},
    "table": {"type": "object"},
    "record": {"type": "object"},
    "anything": {},
}


def text(doc: str = "", *, choices: tuple[str, ...] = ()) -> Field:
    """A string, or one of `choices`."""
    return Field("text", doc, choices=choices)


def flag(doc: str = "") -> Field:
    """true or false."""
    return Field("flag", doc)


def count(doc: str = "", *, least: int | None = 0) -> Field:
    """A whole number."""
    return Field("count", doc, least=least)


def number(doc: str = "") -> Field:
    """An exact decimal."""
    return Field("number", doc)


def day(doc: str = "") -> Field:
    """A date."""
    return Field("day", doc)


def moment(doc: str = "") -> Field:
    """A local time."""
    return Field("moment", doc)


def when(doc: str = "") -> Field:
    """A date or a local time."""
    return Field("when", doc)


def clock(doc: str = "") -> Field:
    """A time of day, 00:00 to 24:00."""
    return Field("clock", doc)


def list_of(item: Field, doc: str = "") -> Field:
    """A list of alike values."""
    return Field("list", doc, item=item)


def table_of(item: Field, doc: str = "") -> Field:
    """Names of the caller's choice, each with an alike value."""
    return Field("table", doc, item=item)


def record(doc: str = "", **names: Field) -> Field:
    """An object with known names; others are left alone."""
    return Field("record", doc, names=names)


def anything(doc: str = "") -> Field:
    """Any JSON value."""
    return Field("anything", doc, nullable=True)


def maybe(spec: Field) -> Field:
    """May be left out or null."""
    return replace(spec, required=False, nullable=True)


def nullable(spec: Field) -> Field:
    """Must be there, may be null."""
    return replace(spec, nullable=True)
