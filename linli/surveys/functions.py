"""The functions of ODK expressions (ODK XForms specification, «XPath functions»), each over values that are worked out.

What only works with files, places or a device does not exist here, and an expression that calls it is named at upload.
"""

import datetime as dt
import hashlib
import math
import random
import re as _re
from collections.abc import Callable

import regex

from linli.surveys.evaluating import (
    DAY_SECONDS,
    EPOCH,
    Node,
    Place,
    Value,
    as_bool,
    as_number,
    as_text,
)
from linli.surveys.xpath import Tree

#: Seconds that one pattern may take; patterns are written by others, and some never end.
PATTERN_SECONDS = 0.2
#: Characters that one worked-out text may have: joining a text with itself doubles it each time.
LONGEST_TEXT = 10_000
#: Days from 1970 on, either way; Python counts as far as the year 9999.
FARTHEST_DAY = 700_000


def call(place: Place, name: str, given: tuple[Tree, ...]) -> Value:
    """Call a function here. Those that do not want all their arguments worked out, or want their nodes, come first."""
    if name in LAZY:
        return LAZY[name](place, given)
    values = [place.value(tree) for tree in given]
    if name in OF_NODES:
        return OF_NODES[name](place, values)
    if name in NUMBERS:
        return _number(NUMBERS[name], [as_number(value) for value in values])
    made = TEXTS[name]([as_text(value) for value in values])
    return made[:LONGEST_TEXT] if isinstance(made, str) else made


def _number(work: Callable[..., float], values: list[float]) -> float:
    if any(math.isnan(value) for value in values):
        return math.nan
    try:
        return float(work(*values))
    except (ValueError, OverflowError, ZeroDivisionError):
        return math.nan


def _if(place: Place, given: tuple[Tree, ...]) -> Value:
    return place.value(given[1] if as_bool(place.value(given[0])) else given[2])


def _coalesce(place: Place, given: tuple[Tree, ...]) -> Value:
    for tree in given:
        if text := as_text(place.value(tree)):
            return text
    return ""


def _once(place: Place, given: tuple[Tree, ...]) -> Value:
    return place.here.text or as_text(place.value(given[0]))


def _choice_name(place: Place, given: tuple[Tree, ...]) -> Value:
    """The label of a choice: the second argument is the path of the question, as text."""
    from linli.surveys.xpath import Unreadable, parse

    value, path = as_text(place.value(given[0])), as_text(place.value(given[1]))
    try:
        nodes = place.nodes(parse(path.strip()))
    except Unreadable:
        return value
    return place.world.choice_label(nodes[0], value) if nodes else value


def _position(place: Place, given: tuple[Tree, ...]) -> Value:
    """position(..) is the number of the repeat."""
    if not given:
        return float(place.position)
    nodes = place.nodes(given[0])
    if not nodes or nodes[0].parent is None:
        return 1.0
    alike = [other for other in nodes[0].parent.children if other.name == nodes[0].name]
    return float(alike.index(nodes[0]) + 1)


def _repeated(place: Place, given: tuple[Tree, ...]) -> Value:
    """indexed-repeat(node, repeat, index, …): the node within the given repeats."""
    found = place.nodes(given[0])
    if not found:
        return ""
    name, inside = found[0].name, [place.world.root]
    for group, index in zip(given[1::2], given[2::2], strict=False):
        wanted = place.nodes(group)
        number = as_number(place.value(index))
        if not wanted or math.isnan(number):
            return ""
        alike = [node for top in inside for node in top.walk() if node.name == wanted[0].name]
        inside = alike[int(number) - 1 : int(number)] if number >= 1 else []
    place.world.spend(len(inside) + 1)
    return [node for top in inside for node in top.walk() if node.name == name][:1]


def _dice(place: Place, more: str) -> random.Random:
    """The same throw for the same person at the same question, so that a page does not change under one's hands."""
    told = f"{place.world.seed} {place.current.name} {place.current.occurrence} {more}"
    return random.Random(hashlib.sha256(told.encode()).digest())  # noqa: S311  order and samples, no secret


def _shuffled(place: Place, given: tuple[Tree, ...]) -> Value:
    nodes = list(place.nodes(given[0]))
    seed = as_text(place.value(given[1])) if len(given) > 1 else "order"
    _dice(place, seed).shuffle(nodes)
    return nodes


LAZY: dict[str, Callable[[Place, tuple[Tree, ...]], Value]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "jr:choice-name": _choice_name,
    "position": _position,
    "indexed-repeat": _repeated,
    "randomize": _shuffled,
    "last": lambda place, _given: float(place.last),
    "current": lambda place, _given: [place.current],
    "today": lambda place, _given: f"{place.world.now:%Y-%m-%d}",
    "now": lambda place, _given: f"{place.world.now:%Y-%m-%dT%H:%M:%S}",
    "random": lambda place, _given: _dice(place, "random").random(),
    "uuid": lambda place, _given: str(_dice(place, "uuid").getrandbits(128)),
    "version": lambda _place, _given: "",
}


def _nodes(value: Value) -> list[Node]:
    return value if isinstance(value, list) else []


def _own(place: Place, values: list[Value]) -> Value:
    return values[0] if values else [place.here]


def _all_numbers(values: list[Value]) -> list[float]:
    texts = [node.text for value in values for node in _nodes(value)]
    said = [*texts, *(value for value in values if not isinstance(value, list))]
    return [as_number(each) for each in said if each != ""]


def _instance(place: Place, values: list[Value]) -> Value:
    found = place.world.lists.get(as_text(values[0]))
    return [found] if found else []


def _joined(values: list[Value], between: str = "") -> str:
    parts: list[str] = []
    for value in values:
        parts += [node.text for node in value] if isinstance(value, list) else [as_text(value)]
    return between.join(parts)[:LONGEST_TEXT]


def _counted(values: list[Value]) -> bool:
    """checklist(min, max, …): whether so many of the rest hold; -1 is no limit."""
    least, most = as_number(values[0]), as_number(values[1])
    held = sum(as_bool(value) for value in values[2:])
    return held >= least and (most < 0 or held <= most)


def _weighed(values: list[Value]) -> bool:
    least, most = as_number(values[0]), as_number(values[1])
    pairs = zip(values[2::2], values[3::2], strict=False)
    held = sum(as_number(weight) for value, weight in pairs if as_bool(value))
    return held >= least and held <= most


OF_NODES: dict[str, Callable[[Place, list[Value]], Value]] = {
    "number": lambda place, values: as_number(_own(place, values)),
    "string": lambda place, values: as_text(_own(place, values)),
    "string-length": lambda place, values: float(len(as_text(_own(place, values)))),
    "normalize-space": lambda place, values: " ".join(as_text(_own(place, values)).split()),
    "name": lambda place, values: next((node.name for node in _nodes(_own(place, values))), ""),
    "boolean": lambda _place, values: as_bool(values[0]),
    "not": lambda _place, values: not as_bool(values[0]),
    "count": lambda _place, values: float(len(_nodes(values[0]))),
    "count-non-empty": lambda _place, values: float(sum(bool(node.text) for node in _nodes(values[0]))),
    "sum": lambda _place, values: float(sum(_all_numbers(values))),
    "min": lambda _place, values: min(_all_numbers(values), default=math.nan),
    "max": lambda _place, values: max(_all_numbers(values), default=math.nan),
    "instance": _instance,
    "concat": lambda _place, values: _joined(values),
    "join": lambda _place, values: _joined(values[1:], as_text(values[0])),
    "checklist": lambda _place, values: _counted(values),
    "weighted-checklist": lambda _place, values: _weighed(values),
    # Where somebody is is never asked, so how far or how large it is is never known.
    "area": lambda _place, _values: math.nan,
    "distance": lambda _place, _values: math.nan,
    "true": lambda _place, _values: True,
    "false": lambda _place, _values: False,
    "pi": lambda _place, _values: math.pi,
    "date": lambda _place, values: _day(values[0]),
    "date-time": lambda _place, values: _moment(values[0]),
    "format-date": lambda _place, values: _formatted(values),
    "format-date-time": lambda _place, values: _formatted(values),
}


def _at(value: Value) -> dt.datetime | None:
    number = as_number(value)
    if math.isnan(number) or abs(number) > FARTHEST_DAY:
        return None
    day = dt.datetime.combine(EPOCH, dt.time())
    try:
        return day + dt.timedelta(seconds=round(number * DAY_SECONDS))
    except OverflowError:
        return None


def _day(value: Value) -> str:
    found = _at(value)
    return f"{found:%Y-%m-%d}" if found else ""


def _moment(value: Value) -> str:
    found = _at(value)
    return f"{found:%Y-%m-%dT%H:%M:%S}" if found else ""


def _formatted(values: list[Value]) -> str:
    found = _at(values[0])
    if found is None:
        return ""
    parts = {
        "Y": f"{found:%Y}", "y": f"{found:%y}", "m": f"{found:%m}", "n": str(found.month), "b": f"{found:%b}",
        "d": f"{found:%d}", "e": str(found.day), "H": f"{found:%H}", "h": str(found.hour), "M": f"{found:%M}",
        "S": f"{found:%S}", "3": "000", "a": f"{found:%a}",
    }  # fmt: skip
    return _re.sub("%(.)", lambda match: parts.get(match[1], match[1]), as_text(values[1]))


def _round(number: float, places: float = 0) -> float:
    """Halves go up, as in XPath; to `places` behind the point."""
    unit = 10.0 ** int(places)
    return math.floor(number * unit + 0.5) / unit


NUMBERS: dict[str, Callable[..., float]] = {
    "abs": abs, "acos": math.acos, "asin": math.asin, "atan": math.atan, "atan2": math.atan2, "cos": math.cos,
    "sin": math.sin, "tan": math.tan, "exp": math.exp, "exp10": lambda x: 10.0**x, "log": math.log,
    "log10": math.log10, "sqrt": math.sqrt, "pow": math.pow, "floor": math.floor,
    "ceiling": math.ceil, "int": math.trunc, "round": _round, "decimal-date-time": lambda x: x,
    "decimal-time": lambda x: x - math.floor(x),
}  # fmt: skip


def _matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits (JavaRosa: matches); a pattern that is none, or takes too long, fits nothing."""
    try:
        return bool(regex.fullmatch(pattern, text, timeout=PATTERN_SECONDS))
    except (regex.error, TimeoutError):
        return False


def _selected_at(texts: list[str]) -> str:
    at, chosen = as_number(texts[1]), texts[0].split()
    return chosen[int(at)] if not math.isnan(at) and 0 <= at < len(chosen) else ""


def _part(texts: list[str], first: int) -> str:
    """substr counts from 0, substring from 1; ends are numbers of characters."""
    numbers = [as_number(text) for text in texts[1:]]
    if any(math.isnan(number) or math.isinf(number) for number in numbers):
        return ""
    begin = max(0, int(numbers[0]) - first)
    if len(numbers) == 1:
        return texts[0][begin:]
    end = int(numbers[1]) if not first else int(numbers[0]) - first + int(numbers[1])
    return texts[0][begin : max(begin, end)]


def _translated(texts: list[str]) -> str:
    table = {letter: texts[2][at : at + 1] for at, letter in reversed(list(enumerate(texts[1])))}
    return "".join(table.get(letter, letter) for letter in texts[0])


TEXTS: dict[str, Callable[[list[str]], Value]] = {
    "selected": lambda texts: texts[1].strip() in texts[0].split(),
    "selected-at": _selected_at,
    "count-selected": lambda texts: float(len(texts[0].split())),
    "regex": lambda texts: _matches(texts[1], texts[0]),
    "contains": lambda texts: texts[1] in texts[0],
    "starts-with": lambda texts: texts[0].startswith(texts[1]),
    "ends-with": lambda texts: texts[0].endswith(texts[1]),
    "substr": lambda texts: _part(texts, 0),
    "substring": lambda texts: _part(texts, 1),
    # XPath 1.0, 4.2: the empty string stands before everything.
    "substring-before": lambda texts: (
        texts[0].partition(texts[1])[0] if texts[1] and texts[1] in texts[0] else ""
    ),
    "substring-after": lambda texts: texts[0].partition(texts[1])[2] if texts[1] else texts[0],
    "translate": _translated,
    "boolean-from-string": lambda texts: texts[0] in {"true", "1"},
}
