"""同一件事: messages grouped by what they are about. Matters are grouped, persons never (M-6): who wrote a message is not
an input. Pure, and the same whatever the order of the messages.
"""

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linli.orders.suggestions.grams import BLANK

# Two matters become one while their messages are on average so alike.
ALIKE = 0.24
# Below this two messages count as not alike at all; nearly all pairs are.
FAINT = 0.1
SUBJECT_COUNTS, OF_TEXT = 3, 300
SIZES = (2, 3)
# A run in more than this share of the messages tells nothing of one matter.
COMMON, COMMON_AT_LEAST = 0.1, 20
# Districts as people write them: A市, A3区, K5县, 平川街道, 上派镇.
DISTRICT = re.compile(r"[A-Z]\d{0,3}(?:市|县|区|镇)|[\u4e00-\u9fff]{2}(?:县|镇|乡|街道)")

RANKS = {"县": "county", "镇": "town", "乡": "town", "道": "town"}


class Text(NamedTuple):
    """What is read of a message, and, where it is known, where the matter is."""

    subject: str
    text: str
    place: str = ""


class Matter(NamedTuple):
    """One matter: the subject that says best what all of them say, and the places of the messages in the list."""

    subject: str
    members: tuple[int, ...]


def matters(texts: Sequence[Text], *, least: int = 2, alike: float = ALIKE) -> list[Matter]:
    """The matters that `least` messages or more are about, those with most messages first."""
    vectors = _vectors(texts)
    near = _near(vectors, texts)
    groups = [sorted(group) for group in _joined(len(texts), near, alike) if len(group) >= least]
    groups.sort(key=lambda group: (-len(group), group))
    return [Matter(_said_best(group, texts, near), tuple(group)) for group in groups]


def likeness(one: Text, other: Text) -> float:
    """How alike two messages are, without any others to compare with: 0 for nothing, 1 for the same words."""
    first, second = _runs(one), _runs(other)
    shared = sum(count * second[run] for run, count in first.items())
    return shared / math.sqrt(_square(first) * _square(second)) if shared else 0.0


def _square(runs: Counter[str]) -> int:
    return sum(count * count for count in runs.values())


def _runs(text: Text) -> Counter[str]:
    found: Counter[str] = Counter()
    for words, weight in (
        (text.subject, SUBJECT_COUNTS),
        (text.text[:OF_TEXT], 1),
        (text.place, SUBJECT_COUNTS),
    ):
        bare = DISTRICT.sub("", BLANK.sub("", words))
        letters = "".join(letter for letter in bare.lower() if letter.isalnum())
        for size in SIZES:
            for start in range(len(letters) - size + 1):
                found[letters[start : start + size]] += weight
    return found


def _vectors(texts: Sequence[Text]) -> list[dict[str, float]]:
    """Each message as a vector of length one: rare runs weigh more, and what only one message has weighs nothing."""
    counted = [_runs(text) for text in texts]
    bearing = Counter(run for runs in counted for run in runs)
    most = max(COMMON_AT_LEAST, len(texts) * COMMON)
    vectors = []
    for runs in counted:
        values = {
            run: (1 + math.log(count)) * math.log(1 + len(texts) / bearing[run])
            for run, count in runs.items()
            if 1 < bearing[run] <= most
        }
        length = math.sqrt(sum(value * value for value in values.values()))
        vectors.append({run: value / length for run, value in values.items()} if length else {})
    return vectors


def _near(vectors: Sequence[dict[str, float]], texts: Sequence[Text]) -> dict[tuple[int, int], float]:
    """How alike each two messages are that are alike at all; messages from different districts are not."""
    districts = [_districts(text) for text in texts]
    bearing: dict[str, list[tuple[int, float]]] = defaultdict(list)
    near: dict[tuple[int, int], float] = {}
    for later, vector in enumerate(vectors):
        found: dict[int, float] = defaultdict(float)
        for run, value in vector.items():
            for earlier, other in bearing[run]:
                found[earlier] += value * other
            bearing[run].append((later, value))
        for earlier, likeness in found.items():
            if likeness >= FAINT and not _apart(districts[earlier], districts[later]):
                near[earlier, later] = likeness
    return near


def _districts(text: Text) -> dict[str, set[str]]:
    """The districts that a message names, by their rank: 县 and 区 are of one rank, and so are 镇, 乡 and 街道; a letter
    in place of a name is the city, and a letter with a number lies in the city of that letter.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name in DISTRICT.findall(text.subject + text.text[:OF_TEXT]):
        if name[0].isascii():
            found["city"].add(name[0])
            if len(name) > len("A市"):
                found["county"].add(name[:-1])
        else:
            found[RANKS[name[-1]]].add(name)
    return found


def _apart(one: dict[str, set[str]], other: dict[str, set[str]]) -> bool:
    """Whether both name districts of one rank, and none in common."""
    return any(not one[rank] & other[rank] for rank in one.keys() & other.keys())


def _joined(count: int, near: dict[tuple[int, int], float], alike: float) -> Iterator[set[int]]:
    """Groups by average likeness: the two most alike become one, again and again, while they are alike enough."""
    groups: dict[int, set[int]] = {number: {number} for number in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), likeness in near.items():
        sums[one][other] = sums[other][one] = likeness
    heap = [(-likeness, one, other) for (one, other), likeness in near.items() if likeness >= alike]
    heapq.heapify(heap)
    fresh = count
    while heap:
        _likeness, one, other = heapq.heappop(heap)
        if one not in groups or other not in groups:
            continue
        groups[fresh] = groups.pop(one) | groups.pop(other)
        ties: Counter[int] = Counter()
        for old in (one, other):
            for third, total in sums.pop(old).items():
                if third in groups:
                    ties[third] += total  # type: ignore[assignment]
                    del sums[third][old]
        for third, total in ties.items():
            sums[fresh][third] = sums[third][fresh] = total
            average = total / (len(groups[fresh]) * len(groups[third]))
            if average >= alike:
                heapq.heappush(heap, (-average, min(third, fresh), max(third, fresh)))
        fresh += 1
    yield from groups.values()


def _said_best(group: Sequence[int], texts: Sequence[Text], near: dict[tuple[int, int], float]) -> str:
    """The subject of the message that is most like all the others of its matter."""

    def alike(one: int) -> float:
        return sum(near.get((min(one, other), max(one, other)), 0.0) for other in group if other != one)

    best = max(group, key=lambda one: (alike(one), -one))
    return texts[best].subject or texts[best].text[:40]
