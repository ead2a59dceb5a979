"""Results (结果): answers counted, question by question. Pure: from what the database has grouped.

Shares are of those who were asked. Fewer answers than `surveys.results.few` tell of single persons (M-12) and are shown
to nobody, of the survey as of each question.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.surveys.filling import spoken
from linli.surveys.queries import Counted
from linli.surveys.workbook import nodes_of, questions_of
from linli.surveys.xform import CLOSE, INSTANCE, OPEN

#: Numbers that differ less than this each have a bar; others stand in bands.
MOST_VALUES, BANDS = 8, 6
CHOICES, NUMBERS, DAYS, WORDS = "choices", "numbers", "days", "words"
KINDS = {
    "select_one": CHOICES, "select_multiple": CHOICES, "acknowledge": CHOICES, "integer": NUMBERS, "decimal": NUMBERS,
    "range": NUMBERS, "calculate": NUMBERS, "date": DAYS, "dateTime": DAYS, "time": DAYS, "text": WORDS,
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One line of a chart: its words, how many, and the share of those who were asked, in whole percent."""

    words: str
    count: int
    percent: int


@dataclass
class Shown:
    """What is shown of one question. `facts` are said of numbers: how many, smallest, median, largest."""

    n: int
    name: str
    label: str
    kind: str
    few: int
    asked: int = 0
    said: int = 0
    worded: int = 0
    several: bool = False
    bars: list[Bar] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        """Whether so many were asked that the counts tell of nobody."""
        return self.asked >= self.few and (self.kind == CHOICES or self.said >= self.few)


def name_of(node: Mapping[str, Any]) -> str:
    """A question's name as answers carry it: its path below the form."""
    return str(node["path"]).split("/", 2)[-1]


def label_of(node: Mapping[str, Any], language: str) -> str:
    """A question's label without the answers that it quotes, which differ from person to person."""
    pieces = spoken(node.get("label", {}), language).split(OPEN)
    told = "…".join([pieces[0], *(piece.partition(CLOSE)[2] for piece in pieces[1:])]).strip()
    return told or str(node["name"])


def choices_of(form: Mapping[str, Any], node: Mapping[str, Any], language: str) -> dict[str, str]:
    """All choices that a question may offer, whatever was filtered: name > label."""
    items = list(node.get("choices", ()))
    for name in INSTANCE.findall(node.get("items", "")):
        items += form["lists"].get(name, ())
    reference = node.get("value_ref", "name")
    named = ((item["cells"].get(reference, ""), spoken(item["label"], language)) for item in items)
    return {name: label or name for name, label in named if name}


def results(form: Mapping[str, Any], counted: Iterable[Counted], *, language: str, few: int) -> list[Shown]:
    """What is shown of each question, in the order of the form."""
    found: dict[str, list[Counted]] = defaultdict(list)
    for one in counted:
        found[one.question].append(one)
    asked = [*questions_of(dict(form))]
    worked_out = [
        node for node in nodes_of(form["tree"]) if node.get("type") == "calculate" and node.get("label")
    ]
    nodes = sorted([*asked, *worked_out], key=lambda node: node["n"])
    return [_shown(form, node, found[name_of(node)], language, few) for node in nodes]


def _shown(
    form: Mapping[str, Any], node: Mapping[str, Any], rows: list[Counted], language: str, few: int
) -> Shown:
    values = Counter({row.value: row.given for row in rows if row.value})
    shown = Shown(
        node["n"], name_of(node), label_of(node, language), KINDS[node["type"]], few,
        asked=sum(row.first for row in rows), worded=sum(row.worded for row in rows),
        several=node["type"] == "select_multiple",
    )  # fmt: skip
    empty = sum(row.first for row in rows if not row.value)
    shown.said = shown.worded if shown.kind == WORDS else shown.asked - empty
    if not shown.enough:
        return shown
    if shown.kind == CHOICES:
        labels = choices_of(form, node, language) or {"OK": "OK"}
        shown.bars = [_bar(label, values.pop(name, 0), shown.asked) for name, label in labels.items()]
        shown.bars += [_bar(name, count, shown.asked) for name, count in sorted(values.items())]
    elif shown.kind == NUMBERS:
        _tell_numbers(shown, Counter({float(value): count for value, count in values.items()}))
    elif shown.kind == DAYS:
        parts = Counter[str]()
        for value, count in values.items():
            parts[value[:2] + ":00" if node["type"] == "time" else value[:7]] += count
        shown.bars = [_bar(part, count, shown.asked) for part, count in sorted(parts.items())]
    return shown


def _bar(words: str, count: int, whole: int) -> Bar:
    return Bar(words, count, (200 * count + whole) // (2 * whole) if whole else 0)


def _tell_numbers(shown: Shown, values: Counter[float]) -> None:
    total = values.total()
    if not total:
        return
    low, high = min(values), max(values)
    shown.facts = {
        "n": str(total), "smallest": said(low), "median": said(_median(values, total)), "largest": said(high),
    }  # fmt: skip
    if len(values) <= MOST_VALUES:
        shown.bars = [_bar(said(value), count, shown.asked) for value, count in sorted(values.items())]
        return
    width = _width((high - low) / BANDS)
    bands = Counter[int]()
    for value, count in values.items():
        bands[math.floor(value / width)] += count
    first, last = min(bands), max(bands)
    shown.bars = [
        _bar(f"{said(band * width)}–{said((band + 1) * width)}", bands[band], shown.asked)
        for band in range(first, last + 1)
    ]


def _median(values: Counter[float], total: int) -> float:
    """The middle one, or the mean of the two in the middle."""
    ordered = sorted(values.items())
    wanted, passed, middle = ((total - 1) // 2, total // 2), 0, []
    for value, count in ordered:
        middle += [value for place in wanted if passed <= place < passed + count]
        passed += count
    return sum(middle) / 2


def _width(least: float) -> float:
    """1, 2 or 5 times a power of ten, at least as wide."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-9))


def said(number: float) -> str:
    """A number as people write it: at most two places, none that say nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
