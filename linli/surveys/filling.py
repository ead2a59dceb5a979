"""A form while somebody fills it in: what is asked now, what is wrong, and what is stored in the end. Pure.

Everything is worked out anew from what was typed, on every page: what is relevant, what is calculated, what may be
chosen. What is not relevant says nothing and is never stored.
"""

import datetime as dt
import logging
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.core.forms import plain
from linli.surveys.evaluating import Node, TooMuch, World, as_bool, as_number, as_text
from linli.surveys.functions import call
from linli.surveys.workbook import ASKED
from linli.surveys.xform import CLOSE, OPEN
from linli.surveys.xpath import Unreadable

logger = logging.getLogger("linli.surveys")
#: How often a repeat may be filled in, and how many elements a form may grow to: a household has fewer members.
MOST_TIMES = 20
MOST_NODES = 450
#: Questions on one page; a page sends at most 400 fields (settings), and a ticked choice is one.
MOST_ON_A_PAGE = 60
#: Rounds until what depends on each other stands still; in forms people write it takes two or three.
MOST_ROUNDS = 6
LONGEST_ANSWER = 2000
TIMES = re.compile(r"[0-9]{1,2}")
A_HAIR = 1e-6
WHOLE = re.compile(r"-?\d{1,9}")
BROKEN = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
CHINESE = re.compile(r"中文|汉语|普通话|\bzh\b|\(zh|chinese", re.IGNORECASE)
ENGLISH = re.compile(r"英文|英语|\(en|^en\b|english", re.IGNORECASE)

# What is wrong with an answer; the page says it in words.
NOT_WHOLE, NOT_NUMBER, NOT_DAY, NOT_TIME, NOT_ON_SCALE, TOO_LONG, MISSING, REFUSED = (
    "not_whole", "not_number", "not_day", "not_time", "not_on_scale", "too_long", "missing", "refused",
)  # fmt: skip


@dataclass(frozen=True)
class Stored:
    """One row of an answer: `row` counts the choices of one question, so that row 0 says that it was asked."""

    question: str
    occurrence: str
    row: int
    value: str = ""
    text: str = ""


def key(node: Node) -> str:
    """The name of a question's field on the page: its number, and those of the repeats it stands in."""
    return "-".join([f"q{node.spec['n']}", *map(str, node.occurrence)])


def times_key(spec: Mapping[str, Any], occurrence: Sequence[int]) -> str:
    """The name of the field that says how often a repeat is filled in."""
    return "-".join([f"r{spec['n']}", *map(str, occurrence)])


def spoken(words: Mapping[str, str], language: str) -> str:
    """A label in the language of the page: Chinese or the form's own first, English on an English page."""
    if not words:
        return ""
    wanted = ENGLISH if language.startswith("en") else CHINESE
    found = next((said for name, said in words.items() if wanted.search(name)), None)
    return found or words.get("default") or next(iter(words.values()))


class Filling:
    """A form with what was typed so far. `said` is field > values; what is missing there was not shown yet."""

    def __init__(
        self,
        form: Mapping[str, Any],
        said: Mapping[str, list[str]],
        *,
        now: dt.datetime,
        seed: str = "",
        language: str = "zh",
    ) -> None:
        self.form, self.said, self.language = form, said, language
        self.size, self.exhausted = 0, False
        lists = {name: _list(name, items) for name, items in form["lists"].items()}
        self.world = World(Node(""), lists, now, seed, call, self._choice_label)
        self.times: dict[str, int] = {}
        self._settle()

    # -- the answers as a tree -------------------------------------------------

    def _settle(self) -> None:
        """Grow the tree and work it out, until the repeats that are counted by an answer are as many as it says."""
        for _round in range(3):
            self.size = 0
            self.world.root = self._grow(self.form["tree"], ())
            self._work_out()
            counted = {
                times_key(node.spec, node.occurrence): self._counted(node) for node in self._counting()
            }
            if all(self.times.get(name) == times for name, times in counted.items()):
                return
            self.times |= counted

    def _grow(self, spec: Mapping[str, Any], occurrence: tuple[int, ...]) -> Node:
        self.size += 1
        node = Node(spec["name"], spec=spec, occurrence=occurrence)
        for child in spec.get("children", ()):
            if child["kind"] != "repeat":
                node.add(self._grow(child, occurrence))
                continue
            for number in range(1, self._times(child, occurrence) + 1):
                if number == 1 or self.size < MOST_NODES:
                    node.add(self._grow(child, (*occurrence, number)))
        if spec["kind"] == "question":
            self._read(node)
        return node

    def _times(self, spec: Mapping[str, Any], occurrence: tuple[int, ...]) -> int:
        name = times_key(spec, occurrence)
        if "count" in spec:
            return self.times.get(name, 0)
        typed = (self.said.get(name) or ["1"])[-1]
        return max(1, min(MOST_TIMES, int(typed))) if TIMES.fullmatch(typed) else 1

    def _counting(self) -> Iterator[Node]:
        """For each repeat that an expression counts, the node that holds it, with the spec of the repeat."""
        for node in list(self.world.root.walk()):
            for child in (node.spec or {}).get("children", ()):
                if child["kind"] == "repeat" and "count" in child:
                    yield Node(child["name"], parent=node, spec=child, occurrence=node.occurrence)

    def _counted(self, holder: Node) -> int:
        number = as_number(self._value(holder.spec["count"], holder))
        return int(max(0.0, min(float(MOST_TIMES), number))) if not math.isnan(number) else 0

    def _read(self, node: Node) -> None:
        """What was typed, as the value of the question; what cannot be read says nothing, and what is wrong with it."""
        typed = self.said.get(key(node))
        if typed is None:
            return
        node.typed = [text for value in typed if (text := plain(value))]
        node.value, node.wrong = _read_value(node)

    # -- what depends on what --------------------------------------------------

    def _value(self, expression: str, node: Node) -> Any:
        """An expression's value. One that cannot be worked out says nothing: such a form is not published. Where they
        take too many steps (`exhausted`), the rest says nothing either.
        """
        if self.exhausted:
            return ""
        try:
            return self.world.work_out(expression, node)
        except Unreadable:
            return ""
        except TooMuch:
            self.exhausted = True
            logger.warning("the expressions of a survey take too many steps, at %s", node.name)
            return ""

    def _work_out(self) -> None:
        for _round in range(MOST_ROUNDS):
            changed = [self._renew(node) for node in self.world.root.walk()]
            if not any(changed):
                return

    def _renew(self, node: Node) -> bool:
        """Work one node out; whether anything about it changed."""
        before = (node.relevant, node.value)
        node.relevant = node.parent is None or node.parent.relevant
        spec = node.spec
        if node.relevant and "relevant" in spec:
            node.relevant = as_bool(self._value(spec["relevant"], node))
        if node.relevant and spec["kind"] == "question":
            self._renew_value(node)
        return before != (node.relevant, node.value)

    def _renew_value(self, node: Node) -> None:
        spec = node.spec
        if "calculate" in spec:
            node.value = plain(as_text(self._value(spec["calculate"], node)))[:LONGEST_ANSWER]
        elif "readonly" in spec and self.is_fixed(node):
            self._begin_with(node, as_text(self._value(spec["default"], node)) if "default" in spec else "")
        elif key(node) not in self.said and "default" in spec and not node.value:
            self._begin_with(node, as_text(self._value(spec["default"], node)))
        if spec["type"] in ("select_one", "select_multiple") and node.value:
            offered = {name for name, _label in self.choices(node)}
            node.typed = [name for name in node.typed if name in offered]
            node.value = " ".join(node.typed)

    def _begin_with(self, node: Node, first: str) -> None:
        kind = node.spec["type"]
        node.typed = first.split() if kind == "select_multiple" else [first] if first else []
        if kind == "time":
            node.typed = [text[:5] for text in node.typed]
        if kind == "dateTime":
            node.typed = [text[:16] for text in node.typed]
        node.value, wrong = _read_value(node)
        if wrong:
            node.typed, node.value = [], ""

    # -- what is asked ---------------------------------------------------------

    def choices(self, node: Node) -> list[tuple[str, str]]:
        """Name and label of what may be chosen at a question now."""
        spec = node.spec
        if "choices" in spec:
            return [(item["cells"]["name"], spoken(item["label"], self.language) or item["cells"]["name"]) for item in spec["choices"]]  # fmt: skip
        if "items" not in spec:
            return []
        found = self._value(spec["items"], node)
        items = found if isinstance(found, list) else []
        pairs = (
            (_cell(item, spec["value_ref"]), self._item_label(item, spec["label_ref"])) for item in items
        )
        return [(name, label or name) for name, label in pairs if name]

    def _item_label(self, item: Node, reference: str) -> str:
        return spoken(item.label, self.language) if item.label else _cell(item, reference)

    def _choice_label(self, node: Node, value: str) -> str:
        if node.spec is None or node.spec.get("type") not in ("select_one", "select_multiple"):
            return value
        return dict(self.choices(node)).get(value, value)

    def words(self, node: Node, part: str = "label") -> str:
        """Label or hint of a node, with the answers that it quotes."""
        pieces = spoken(node.spec.get(part, {}), self.language).split(OPEN)
        told = [pieces[0]]
        for piece in pieces[1:]:
            expression, _close, rest = piece.partition(CLOSE)
            told += [as_text(self._value(expression, node)), rest]
        return "".join(told).strip()

    def is_asked(self, node: Node) -> bool:
        """Whether a person answers this question now."""
        return node.relevant and node.spec.get("type") in ASKED and "calculate" not in node.spec

    def is_fixed(self, node: Node) -> bool:
        """Whether its answer is shown and cannot be changed."""
        return "readonly" in node.spec and as_bool(self._value(node.spec["readonly"], node))

    def is_shown(self, node: Node) -> bool:
        """Whether the page has anything of this node."""
        noted = node.spec.get("type") in ("note", "calculate") and "label" in node.spec
        return self.is_asked(node) or (node.relevant and noted)

    def is_required(self, node: Node) -> bool:
        """Whether it must be answered."""
        return "required" in node.spec and as_bool(self._value(node.spec["required"], node))

    def pages(self) -> list[list[Node]]:
        """The pages: each group at the top has its own, questions between groups share one, and no page is endless."""
        made: list[list[Node]] = []
        last: Any = None
        for top in self.world.root.children:
            place = top.spec["n"] if top.spec["kind"] != "question" else "between"
            for node in _parts(top):
                size = sum(map(_size, made[-1])) if made else 0
                if place != last or size + _size(node) > MOST_ON_A_PAGE:
                    made.append([])
                made[-1].append(node)
                last = place
        return made

    def asked_on(self, page: Sequence[Node]) -> list[Node]:
        """The questions of a page that are asked now."""
        return [node for top in page for node in top.walk() if self.is_asked(node)]

    def shows(self, page: Sequence[Node]) -> bool:
        """Whether a page has anything to show now; also a repeat that one may fill in once more."""
        return any(self.is_shown(node) for top in page for node in top.walk())

    def problem(self, node: Node) -> tuple[str, str]:
        """What is wrong with the answer to a question, as a code and the workbook's own words; ("", "") if nothing."""
        if node.wrong:
            return str(node.wrong), ""
        if not node.value:
            return (
                (MISSING, spoken(node.spec.get("required_message", {}), self.language))
                if self.is_required(node)
                else ("", "")
            )
        if "constraint" in node.spec and not as_bool(self._value(node.spec["constraint"], node)):
            return REFUSED, spoken(node.spec.get("constraint_message", {}), self.language)
        return "", ""

    # -- what is stored --------------------------------------------------------

    def rows(self) -> list[Stored]:
        """What is stored: of each question that was asked, and of what was calculated; nothing of what was not relevant."""
        return [row for node in self.world.root.walk() for row in self._rows_of(node)]

    def _rows_of(self, node: Node) -> list[Stored]:
        kind = node.spec.get("type")
        name = node.spec["path"].split("/", 2)[-1]
        at = ".".join(map(str, node.occurrence)) or "0"
        if kind == "calculate" and node.relevant and node.value:
            number = BROKEN.fullmatch(node.value)
            return [Stored(name, at, 0, node.value if number else "", "" if number else node.value)]
        if not self.is_asked(node):
            return []
        if kind == "text":
            return [Stored(name, at, 0, text=node.value)]
        if kind == "select_multiple":
            return [Stored(name, at, row, value) for row, value in enumerate(node.typed or [""])]
        return [Stored(name, at, 0, node.value)]


def _size(node: Node) -> int:
    return sum(each.spec["kind"] == "question" for each in node.walk())


def _parts(node: Node) -> list[Node]:
    """A group, or what it is made of where it is too long for a page."""
    if _size(node) <= MOST_ON_A_PAGE:
        return [node]
    return [part for child in node.children for part in _parts(child)]


def _list(name: str, items: Sequence[Mapping[str, Any]]) -> Node:
    """A list of choices as the element that instance('…') names."""
    root = Node("root")
    for item in items:
        made = root.add(Node("item", label=item["label"]))
        for cell, value in item["cells"].items():
            made.add(Node(cell, value))
    top = Node(name)
    top.add(root)
    return top


def _cell(item: Node, name: str) -> str:
    return (
        next((child.text for child in item.children if child.name == name), "")
        if item.children
        else item.text
    )


def _read_value(node: Node) -> tuple[str, str]:
    """The value of what was typed, and what is wrong with it."""
    kind, typed = node.spec["type"], node.typed
    if not typed:
        return "", ""
    if kind == "acknowledge":
        return "OK", ""
    if kind in ("select_one", "select_multiple"):
        node.typed = list(dict.fromkeys(typed)) if kind == "select_multiple" else typed[-1:]
        return " ".join(node.typed), ""
    text = typed[-1]
    node.typed = [text]
    if kind in ("integer", "decimal", "range"):
        return _number(text, kind, node.spec)
    if kind in ("date", "time", "dateTime"):
        return _moment(text, kind)
    return ("", TOO_LONG) if len(text) > LONGEST_ANSWER else (text, "")


def _number(text: str, kind: str, spec: Mapping[str, Any]) -> tuple[str, str]:
    folded = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if kind == "integer":
        return (str(int(folded)), "") if WHOLE.fullmatch(folded) else ("", NOT_WHOLE)
    if not BROKEN.fullmatch(folded):
        return "", NOT_NUMBER
    if kind == "range" and not _on_scale(float(folded), *spec["range"]):
        return "", NOT_ON_SCALE
    return as_text(float(folded)), ""


def _on_scale(number: float, start: str, end: str, step: str) -> bool:
    low, high, wide = as_number(start), as_number(end), as_number(step)
    if not min(low, high) <= number <= max(low, high):
        return False
    steps = (number - low) / wide if wide else 0.0
    return abs(steps - round(steps)) < A_HAIR


def _moment(text: str, kind: str) -> tuple[str, str]:
    readers: dict[str, Any] = {"date": dt.date, "time": dt.time, "dateTime": dt.datetime}
    wrong = NOT_TIME if kind == "time" else NOT_DAY
    try:
        found = readers[kind].fromisoformat(text)
    except ValueError:
        return "", wrong
    if kind == "date":
        return found.isoformat(), ""
    return found.isoformat(timespec="minutes")[:16], ""
