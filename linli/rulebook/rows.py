"""Rows of the rulebook, read strictly from YAML: each mistake is refused with its line."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
JURISDICTION = re.compile(r"CN|[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}")
CONFIDENCES = ("S✔", "S", "F", "V")
NAMES = ("code", "value", "unit", "from", "to", "jurisdiction", "source", "confidence", "binding", "note")
REQUIRED = ("code", "value", "unit", "from", "jurisdiction", "source", "confidence")


class RulebookError(ValueError):
    """A row that cannot stand; the message begins with its line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"第 {line} 行：{message}")
        self.line = line


@dataclass(frozen=True)
class Row:
    """One parameter in one place for one span of days; the last day of the span still counts."""

    code: str
    value: Any
    unit: str
    since: dt.date
    until: dt.date | None
    jurisdiction: str
    source: str
    confidence: str
    binding: bool = False
    note: str = ""
    line: int = 0

    @property
    def may_block(self) -> bool:
        """May this number alone stop an act: law we are sure of, or a rule entered as binding?"""
        return self.binding or self.confidence in ("S✔", "S")

    def in_force(self, on: dt.date) -> bool:
        """Is the row in force on this day?"""
        return self.since <= on and (self.until is None or on <= self.until)

    def holds_at(self, at: str) -> bool:
        """Does the row hold in this division (its code, CN, or nothing for the whole country)?"""
        return self.jurisdiction == "CN" or at.startswith(self.jurisdiction)

    def overlaps(self, other: "Row") -> bool:
        """Same place, and at least one common day."""
        return (
            self.jurisdiction == other.jurisdiction
            and self.since <= (other.until or dt.date.max)
            and other.since <= (self.until or dt.date.max)
        )


def read_rows(text: str) -> Iterator[Row]:
    """The rows of a YAML document: a list of mappings."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulebookError(line, f"不是有效的 YAML：{error.problem}") from error
    if not isinstance(root, yaml.SequenceNode):
        raise RulebookError(1, "应为一个列表")
    for node in root.value:
        yield _row(node)


def _row(node: yaml.Node) -> Row:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise RulebookError(line, "每一行应为一个对象")
    lines, values = _pairs(node)
    for name in REQUIRED:
        if name not in values:
            raise RulebookError(line, f"缺少 {name}")
    for name in values:
        if name not in NAMES:
            raise RulebookError(lines[name], f"没有名为 {name} 的栏")
    _check_words(lines, values)
    _check_span(lines, values)
    return Row(
        code=values["code"],
        value=values["value"],
        unit=values["unit"],
        since=values["from"],
        until=values.get("to"),
        jurisdiction=values["jurisdiction"],
        source=values["source"],
        confidence=values["confidence"],
        binding=values.get("binding", False),
        note=values.get("note", ""),
        line=line,
    )


def _pairs(node: yaml.MappingNode) -> tuple[dict[str, int], dict[str, Any]]:
    """Lines and values by name; a name written twice is refused."""
    lines: dict[str, int] = {}
    values: dict[str, Any] = {}
    for key, item in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in values:
            raise RulebookError(line, f"{name} 写了两次")
        lines[name], values[name] = line, _value(item)
    return lines, values


def _value(node: yaml.Node) -> Any:
    """Text, whole numbers, yes/no, dates, lists and tables of these; never a float, never nothing inside."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_value(one) for one in node.value]
    if isinstance(node, yaml.MappingNode):
        return _pairs(node)[1]
    loader = yaml.SafeLoader("")
    try:
        found = loader.construct_object(node)
    except ValueError as error:
        raise RulebookError(line, f"读不懂 {node.value}：{error}") from error
    if isinstance(found, float):
        raise RulebookError(line, f"小数要写成加引号的文字，不能写 {node.value}")
    return found


def _check_words(lines: dict[str, int], values: dict[str, Any]) -> None:
    for name, pattern in (("code", CODE), ("jurisdiction", JURISDICTION)):
        if not isinstance(values[name], str) or not pattern.fullmatch(values[name]):
            raise RulebookError(lines[name], f"{name} 的写法不对：{values[name]}（数字代码要加引号）")
    for name in ("unit", "source"):
        if not isinstance(values[name], str) or not values[name].strip():
            raise RulebookError(lines[name], f"{name} 应为文字")
    if values["confidence"] not in CONFIDENCES:
        raise RulebookError(lines["confidence"], f"confidence 应为 {'、'.join(CONFIDENCES)} 之一")
    if values["value"] is None:
        raise RulebookError(lines["value"], "value 不能为空")
    if not isinstance(values.get("binding", False), bool):
        raise RulebookError(lines["binding"], "binding 应为 true 或 false")
    if not isinstance(values.get("note", ""), str):
        raise RulebookError(lines["note"], "note 应为文字")


def _check_span(lines: dict[str, int], values: dict[str, Any]) -> None:
    since, until = values["from"], values.get("to")
    if type(since) is not dt.date:
        raise RulebookError(lines["from"], "from 应为日期")
    if until is None:
        return
    if type(until) is not dt.date:
        raise RulebookError(lines["to"], "to 应为日期")
    if until < since:
        raise RulebookError(lines["to"], "to 早于 from")
