"""对接: which need is served by which resource. The exact optimum, by HiGHS: as many as can be, the more urgent first, and of
all the ways to do that the one with the least way, the least waste, and what is asked spread over those who give.

A `shared` resource (goods, money, hours, people) is used up over all the needs it serves; one that is not (a room) is had
whole, its capacity being the limit of each need, and two needs never have it at overlapping times.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

Point = tuple[float, float]
Pair = tuple[str, str]
Row = dict[int, int]
#: Costs are counted in thousandths of a point of weight, as whole numbers: an optimum has no rounding.
FINE = 1000
WEEK = 7


class Slot(NamedTuple):
    """A time of the week: the weekday from 0 (Monday), from and to in minutes of the day."""

    weekday: int
    begins: int
    ends: int


class Days(NamedTuple):
    """From a day to a last day, both included; without one it is open on that side."""

    first: dt.date | None = None
    last: dt.date | None = None

    def common(self, other: "Days") -> "Days":
        """The days of both."""
        firsts = [day for day in (self.first, other.first) if day]
        lasts = [day for day in (self.last, other.last) if day]
        return Days(max(firsts, default=None), min(lasts, default=None))

    def has(self, weekday: int | None = None) -> bool:
        """Whether there is such a day, or any day."""
        if self.first is None or self.last is None:
            return True
        ahead = 0 if weekday is None else (weekday - self.first.weekday()) % WEEK
        return self.first + dt.timedelta(days=ahead) <= self.last


ALWAYS = Days()


class Held(NamedTuple):
    """That a resource is had whole: at one time of the week on some days; without a time, all of them."""

    slot: Slot | None
    days: Days

    def clashes(self, other: "Held") -> bool:
        """Whether both would have it in one moment."""
        common = self.days.common(other.days)
        if self.slot is None or other.slot is None:
            known = self.slot or other.slot
            return common.has(known.weekday if known else None)
        apart = self.slot.ends <= other.slot.begins or other.slot.ends <= self.slot.begins
        return self.slot.weekday == other.slot.weekday and not apart and common.has(self.slot.weekday)


@dataclass(frozen=True)
class Need:
    """What is needed: how much of which kind, counted in which unit, where and when. `slots` are the times of which one
    will do, none meaning any time; of two `urgency`s the lower number comes first.
    """

    key: str
    kind: str
    quantity: int = 1
    unit: str = ""
    skill: str = ""
    place: Point | None = None
    slots: tuple[Slot, ...] = ()
    days: Days = ALWAYS
    urgency: int = 1


@dataclass(frozen=True)
class Resource:
    """What is given, by whom: `capacity` is what is left of it, `held` when it is had already, `served` how many needs its
    giver has served lately.
    """

    key: str
    kind: str
    capacity: int = 1
    unit: str = ""
    skills: frozenset[str] = frozenset()
    place: Point | None = None
    slots: tuple[Slot, ...] = ()
    days: Days = ALWAYS
    shared: bool = True
    giver: str = ""
    served: int = 0
    held: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Weights:
    """How much each thing matters, in points; `far` is the way in metres that counts as far, `many` the needs served that
    count as full.
    """

    way: int = 35
    waste: int = 30
    spread: int = 35
    far: int = 1000
    many: int = 4


class Over(StrEnum):
    """Why a need stays over: the first thing that no resource passes."""

    NOTHING = "nothing"  # nothing of that kind and unit
    SKILL = "skill"  # nobody who gives it has the skill
    TIME = "time"  # not on those days, or not at those times
    LITTLE = "little"  # too little of it, or too small
    EXCLUDED = "excluded"  # what would do is excluded
    TAKEN = "taken"  # what would do serves others


class Proposal(NamedTuple):
    """One resource for one need, and why: the way in metres if both places are known, how much of how much there is, the
    time of the week that fits (None where none was asked); `next` is what would be the next best, taken alone.
    """

    need: str
    resource: str
    cost: int
    metres: int | None
    quantity: int
    capacity: int
    slot: Slot | None
    next: str | None


class Plan(NamedTuple):
    """What is proposed, in the order of keys, what stays over and why, and what it costs."""

    proposals: list[Proposal]
    over: dict[str, Over]
    cost: int


@dataclass(frozen=True)
class Task:
    """All needs and resources, and which pairs may not be."""

    needs: Sequence[Need]
    resources: Sequence[Resource]
    excluded: Collection[Pair] = frozenset()
    weights: Weights = field(default_factory=Weights)


class Choice(NamedTuple):
    """A need could have a resource, at this time."""

    need: Need
    resource: Resource
    held: Held
    cost: int


def propose(task: Task) -> Plan:
    """The best way to serve what can be served; the same in whatever order it is told. Pure."""
    table = Table(task)
    chosen = [table.choices[place] for place in table.optimum()]
    served = {choice.need.key for choice in chosen}
    over = {need.key: table.why(need) for need in table.needs if need.key not in served}
    return Plan([table.proposal(choice) for choice in chosen], over, table.cost_of(chosen))


def misfit(need: Need, resource: Resource) -> Over | None:
    """Why a pair does not fit, taken alone; None where it does."""
    if (need.kind, need.unit) != (resource.kind, resource.unit):
        return Over.NOTHING
    if need.skill and need.skill not in resource.skills:
        return Over.SKILL
    if not times(need, resource):
        return Over.TIME
    if need.quantity > resource.capacity:
        return Over.LITTLE
    return None if free_times(need, resource) else Over.TAKEN


def times(need: Need, resource: Resource) -> list[Slot | None]:
    """The times at which a need could have a resource; [None] where the time is open. What names no time has a resource
    that is had whole for a whole time on offer, and one that is used up at any time.
    """
    days = need.days.common(resource.days)
    wanted: Iterable[Slot | None] = need.slots or (() if resource.shared else resource.slots) or (None,)
    offered = resource.slots
    return [
        slot
        for slot in sorted(wanted, key=lambda one: one or Slot(-1, 0, 0))
        if days.has(slot.weekday if slot else None)
        and (slot is None or not offered or any(_within(slot, other) for other in offered))
    ]


def free_times(need: Need, resource: Resource) -> list[Held]:
    """The same, without those at which somebody has it already."""
    days = need.days.common(resource.days)
    found = [Held(slot, days) for slot in times(need, resource)]
    if resource.shared:
        return found[:1]
    return [held for held in found if not any(held.clashes(other) for other in resource.held)]


def _within(inner: Slot, outer: Slot) -> bool:
    return inner.weekday == outer.weekday and outer.begins <= inner.begins and inner.ends <= outer.ends


class Table:
    """Every need with every resource it could have, and what that costs, as whole numbers."""

    def __init__(self, task: Task) -> None:
        self.needs = sorted(task.needs, key=lambda need: need.key)
        self.resources = sorted(task.resources, key=lambda resource: resource.key)
        self.excluded, self.weights = frozenset(task.excluded), task.weights
        if any(need.quantity < 1 for need in self.needs):
            raise ValueError("a need asks for nothing")
        self.choices = [choice for need in self.needs for choice in self._choices(need)]

    def _choices(self, need: Need) -> list[Choice]:
        return [
            Choice(need, resource, held, self._cost(need, resource))
            for resource in self.resources
            if (need.key, resource.key) not in self.excluded and misfit(need, resource) is None
            for held in free_times(need, resource)
        ]

    def _cost(self, need: Need, resource: Resource) -> int:
        """Way and waste of a pair; where a place is not known it counts as half of far, neither near nor far."""
        metres, far = _metres(need.place, resource.place), max(self.weights.far, 1)
        way = self.weights.way * FINE // 2
        if metres is not None:
            way = round(min(metres / far, 1.0) * self.weights.way * FINE)
        empty = 0 if resource.shared else resource.capacity - need.quantity
        return way + self.weights.waste * FINE * empty // resource.capacity

    def _spread(self, served: int) -> int:
        """What it costs to ask once more somebody who has served so many."""
        return self.weights.spread * FINE * served // max(self.weights.many, 1)

    @cached_property
    def asked(self) -> list[tuple[str, int]]:
        """Each giver as often as it could be asked, and what that time costs: dearer each time, so that it spreads."""
        often: dict[str, int] = defaultdict(int)
        for giver in {(choice.need.key, choice.resource.giver) for choice in self.choices}:
            often[giver[1]] += 1
        served = {resource.giver: resource.served for resource in self.resources}
        return [
            (giver, self._spread(served[giver] + turn))
            for giver in sorted(often)
            for turn in range(often[giver])
        ]

    def cost_of(self, chosen: Sequence[Choice]) -> int:
        """What a choice of pairs costs in all."""
        served = {resource.giver: resource.served for resource in self.resources}
        cost = 0
        for choice in chosen:
            cost += choice.cost + self._spread(served[choice.resource.giver])
            served[choice.resource.giver] += 1
        return cost

    def optimum(self) -> list[int]:
        """The places of the chosen pairs. One aim after the other, each without touching those before: the needs served
        of each urgency, then the cost. What is told in another order is sorted alike, and so solved alike.
        """
        if not self.choices:
            return []
        pairs, width = len(self.choices), len(self.choices) + len(self.asked)
        rows = self._limits()
        for urgency in sorted({need.urgency for need in self.needs}):
            if aim := {n: -1 for n, choice in enumerate(self.choices) if choice.need.urgency == urgency}:
                rows.append((aim, _total(aim, _solve(aim, rows, width))))
        cost = {n: choice.cost for n, choice in enumerate(self.choices)}
        cost |= {pairs + n: price for n, (_giver, price) in enumerate(self.asked)}
        found = _solve(cost, rows, width)
        return [n for n in range(pairs) if found[n]]

    def _limits(self) -> list[tuple[Row, int]]:
        """What must hold, each as a sum that is not above a number: one resource for a need, nothing given beyond what
        there is, no room twice at once, and each time a giver is asked paid for.
        """
        by_need, by_resource, by_giver = defaultdict(list), defaultdict(list), defaultdict(list)
        for place, choice in enumerate(self.choices):
            by_need[choice.need.key].append(place)
            by_resource[choice.resource.key].append(place)
            by_giver[choice.resource.giver].append(place)
        rows: list[tuple[Row, int]] = [(dict.fromkeys(places, 1), 1) for places in by_need.values()]
        for places in by_resource.values():
            resource = self.choices[places[0]].resource
            if resource.shared:
                rows.append(({n: self.choices[n].need.quantity for n in places}, resource.capacity))
            else:
                rows += self._moments(places)
        for giver, places in by_giver.items():
            turns = [len(self.choices) + n for n, (name, _price) in enumerate(self.asked) if name == giver]
            rows.append((dict.fromkeys(places, 1) | dict.fromkeys(turns, -1), 0))
        return rows

    def _moments(self, places: list[int]) -> list[tuple[Row, int]]:
        """Of those who clash with each other over a room, at most one has it: in as few rows as such groups allow."""
        rows: list[tuple[Row, int]] = []
        said: set[tuple[int, int]] = set()
        for one, other in combinations(places, 2):
            if (one, other) in said or not self._clash(one, other):
                continue
            group = [one, other]
            for more in places:
                if more not in group and all(self._clash(more, each) for each in group):
                    group.append(more)
            said |= set(combinations(sorted(group), 2))
            rows.append((dict.fromkeys(group, 1), 1))
        return rows

    def _clash(self, one: int, other: int) -> bool:
        mine, theirs = self.choices[one], self.choices[other]
        return mine.need.key == theirs.need.key or mine.held.clashes(theirs.held)

    def proposal(self, choice: Choice) -> Proposal:
        """Why this one."""
        need, resource = choice.need, choice.resource
        metres = _metres(need.place, resource.place)
        way = None if metres is None else round(metres)
        return Proposal(
            need.key, resource.key, choice.cost, way, need.quantity, resource.capacity, choice.held.slot, self._next(choice)
        )  # fmt: skip

    def _next(self, taken: Choice) -> str | None:
        """What would be the next best for it, were it served alone."""
        others = [
            (choice.cost + self._spread(choice.resource.served), choice.resource.key)
            for choice in self.choices
            if choice.need.key == taken.need.key and choice.resource.key != taken.resource.key
        ]
        return min(others)[1] if others else None

    def why(self, need: Need) -> Over:
        """Why it stays over: how far the resource came that came the farthest."""
        steps = list(Over)
        found = [Over.NOTHING]
        for resource in self.resources:
            reason = misfit(need, resource)
            if reason is None:
                reason = Over.EXCLUDED if (need.key, resource.key) in self.excluded else Over.TAKEN
            found.append(reason)
        return max(found, key=steps.index)


def _total(aim: Row, found: Any) -> int:
    return sum(price * int(found[place]) for place, price in aim.items())


def _solve(aim: Row, rows: list[tuple[Row, int]], width: int) -> Any:
    """The zeros and ones that keep to the limits at the least sum of the aim. Its libraries are loaded here alone, so
    that a page may ask whether one pair fits.
    """
    import numpy as np
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import csr_array

    prices = np.zeros(width)
    prices[list(aim)] = list(aim.values())
    cells = [
        (number, place, factor) for number, (row, _most) in enumerate(rows) for place, factor in row.items()
    ]
    numbers, places, factors = (np.array(column) for column in zip(*cells, strict=True))
    limits = LinearConstraint(
        csr_array((factors, (numbers, places)), shape=(len(rows), width)),
        -np.inf,
        [most for _row, most in rows],
    )
    found = milp(
        prices, integrality=np.ones(width), bounds=(0, 1), constraints=limits, options={"mip_rel_gap": 0}
    )
    if found.x is None:
        raise ValueError(f"the solver found nothing: {found.message}")
    return np.rint(found.x).astype(np.int64)


def _metres(one: Point | None, other: Point | None) -> float | None:
    if one is None or other is None:
        return None
    return math.hypot(one[0] - other[0], one[1] - other[1])
