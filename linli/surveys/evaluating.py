"""Works an expression out against what was answered (XPath 1.0 with the ways of ODK).

As in ODK and unlike plain XPath, a day is a number where a number is wanted (days since 1970-01-01), so that
`. <= today()` means what it says. What is not relevant says nothing. Every step is counted: an expression that
takes too many is stopped, whatever its workbook wants.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from linli.surveys.xpath import Tree, parse

#: Steps for one page; a form of 300 questions with a list of 1,000 choices takes some 60,000.
MOST_STEPS = 1_000_000
EPOCH = dt.date(1970, 1, 1)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?.*)?")
HOUR = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}))?.*")
DAY_SECONDS = 86_400


class TooMuch(Exception):
    """The expressions of a page take more steps than a page may."""


@dataclass(eq=False)
class Node:
    """One element: a question with its value, a group, an item of a list. `label` is how an item is shown."""

    name: str
    value: str = ""
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    relevant: bool = True
    label: Any = None
    spec: Any = None
    occurrence: tuple[int, ...] = ()
    typed: list[str] = field(default_factory=list)
    wrong: Any = ""

    def add(self, child: "Node") -> "Node":
        """Put a child at the end."""
        child.parent = self
        self.children.append(child)
        return child

    @property
    def text(self) -> str:
        """What it says; nothing where it is not asked."""
        if not self.relevant:
            return ""
        return "".join(child.text for child in self.children) if self.children else self.value

    def walk(self) -> Iterator["Node"]:
        """This node and all below, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()


Value = Any  # str, float, bool or a list of Node


def as_text(value: Value) -> str:
    """A value as words: whole numbers without a point."""
    if isinstance(value, list):
        return value[0].text if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def as_number(value: Value) -> float:
    """A value as a number: a day is its number, an hour its share of the day, anything else is not a number."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    text = as_text(value).strip()
    try:
        return float(text) if "_" not in text else math.nan
    except ValueError:
        return _as_moment(text)


def _as_moment(text: str) -> float:
    if found := DAY.fullmatch(text):
        year, month, day, *clock = (int(part or 0) for part in found.groups())
        try:
            days = (dt.date(year, month, day) - EPOCH).days
        except ValueError:
            return math.nan
        return days + _share(*clock)
    if found := HOUR.fullmatch(text):
        return _share(*(int(part or 0) for part in found.groups()))
    return math.nan


def _share(hours: int, minutes: int, seconds: int) -> float:
    return (hours * 3600 + minutes * 60 + seconds) / DAY_SECONDS


def as_bool(value: Value) -> bool:
    """A value as yes or no."""
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    return bool(value)


@dataclass
class World:
    """What expressions may look at: the answers, the lists, the day; and how many steps are left."""

    root: Node
    lists: dict[str, Node]
    now: dt.datetime
    seed: str = ""
    call: Callable[..., Value] = lambda *_more: ""
    choice_label: Callable[[Node, str], str] = lambda _node, value: value
    steps: int = MOST_STEPS

    def spend(self, steps: int = 1) -> None:
        """Count steps. Raises TooMuch."""
        self.steps -= steps
        if self.steps < 0:
            raise TooMuch

    def work_out(self, expression: str, here: Node) -> Value:
        """The value of an expression at a question. Raises Unreadable and TooMuch."""
        return Place(self, here, here).value(parse(expression))


@dataclass
class Place:
    """Where an expression stands: its node, its place among its like, and the question that asked (`current()`)."""

    world: World
    here: Node
    current: Node
    position: int = 1
    last: int = 1

    def value(self, tree: Tree) -> Value:
        """The value of a tree here."""
        self.world.spend()
        kind = tree[0]
        if kind in {"number", "string"}:
            return tree[1]
        if kind == "op":
            return self._operation(*tree[1:])
        if kind == "call":
            return self.world.call(self, tree[1], tree[2])
        if kind == "union":
            return self._union(tree)
        if kind == "path":
            return self._path(*tree[1:])
        return [self._root()] if kind == "root" else [self.here]

    def _union(self, tree: Tree) -> list[Node]:
        left, right = self.nodes(tree[1]), self.nodes(tree[2])
        return left + [node for node in right if node not in left]

    def nodes(self, tree: Tree) -> list[Node]:
        """The nodes that a tree names; none where it is no path."""
        found = self.value(tree)
        return found if isinstance(found, list) else []

    def _root(self) -> Node:
        """Above the first element, so that /data names it."""
        return Node("", children=[self.world.root])

    def _path(self, first: Tree, predicates: tuple[Tree, ...], steps: tuple[Tree, ...]) -> Value:
        found = self.value(first)
        if not isinstance(found, list):
            return found
        for predicate in predicates:
            found = self._those(found, predicate)
        for step in steps:
            found = self._step(found, *step)
        return found

    def _step(self, nodes: list[Node], axis: str, name: str, predicates: tuple[Tree, ...]) -> list[Node]:
        reached: dict[int, Node] = {}
        for node in nodes:
            near = [other for other in ALONG[axis](node) if name in ("*", other.name)]
            self.world.spend(1 + len(node.children))
            for predicate in predicates:
                near = self._those(near, predicate)
            reached |= {id(other): other for other in near}
        return list(reached.values())

    def _those(self, nodes: list[Node], predicate: Tree) -> list[Node]:
        kept = []
        for number, node in enumerate(nodes, 1):
            told = Place(self.world, node, self.current, number, len(nodes)).value(predicate)
            if told == number if isinstance(told, float) else as_bool(told):
                kept.append(node)
        return kept

    def _operation(self, op: str, left: Tree, right: Tree) -> Value:
        if op in {"or", "and"}:
            first = as_bool(self.value(left))
            return first if first == (op == "or") else as_bool(self.value(right))
        one, other = self.value(left), self.value(right)
        if op in COMPARED:
            return _compare(op, one, other)
        return ARITHMETIC[op](as_number(one), as_number(other))


def _siblings(node: Node) -> tuple[list[Node], int]:
    around = node.parent.children if node.parent else [node]
    return around, next(n for n, other in enumerate(around) if other is node)


def _before(node: Node) -> list[Node]:
    around, at = _siblings(node)
    return around[:at]


def _behind(node: Node) -> list[Node]:
    around, at = _siblings(node)
    return around[at + 1 :]


def _above(node: Node) -> list[Node]:
    return [*_above(node.parent), node.parent] if node.parent else []


ALONG: dict[str, Callable[[Node], list[Node]]] = {
    "child": lambda node: node.children,
    "self": lambda node: [node],
    "parent": lambda node: [node.parent] if node.parent else [],
    "descendant-or-self": lambda node: list(node.walk()),
    "descendant": lambda node: list(node.walk())[1:],
    "ancestor": _above,
    "following-sibling": _behind,
    "preceding-sibling": _before,
    "attribute": lambda _node: [],  # the answers have none
}


def _divide(one: float, other: float) -> float:
    if other == 0:
        return math.nan if one == 0 or math.isnan(one) else math.copysign(math.inf, one)
    return one / other


def _rest(one: float, other: float) -> float:
    return math.nan if other == 0 or math.isinf(one) or math.isnan(one + other) else math.fmod(one, other)


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "div": _divide,
    "mod": _rest,
}
COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def _compare(op: str, one: Value, other: Value) -> bool:
    """As XPath 1.0 says (3.4): nodes are compared one by one, and one that fits is enough. As in ODK, a question with
    no answer is the empty text.
    """
    ones, others = _atoms(one), _atoms(other)
    if isinstance(one, bool) or isinstance(other, bool):
        ones, others = [as_bool(one)], [as_bool(other)]
    return any(_fits(op, left, right) for left in ones for right in others)


def _atoms(value: Value) -> list[Any]:
    return [node.text for node in value] if isinstance(value, list) else [value]


def _fits(op: str, left: Any, right: Any) -> bool:
    if op in {"=", "!="} and isinstance(left, str) and isinstance(right, str):
        return COMPARED[op](left, right)
    return COMPARED[op](as_number(left), as_number(right))
