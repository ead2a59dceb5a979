"""派单规划: who takes what. The exact optimum of way, skill, load, fairness and the same person again, under what each can
take; a min-cost flow whose edges all carry one, so solved as an assignment.

Who is given a second and third thing costs more each time, so that work spreads; what nobody can take stays over, with
the reason, and never because it was dear: leaving something costs more than any way of doing all the rest.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from linli.planning.assignment import assign

Point = tuple[float, float]
Pair = tuple[str, str]
#: Costs are counted in thousandths of a point of weight, as whole numbers: an optimum has no rounding.
FINE = 1000


@dataclass(frozen=True)
class Job:
    """Something to be done: where, what it takes, who did it for the same people before."""

    key: str
    place: Point | None = None
    skills: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """Somebody who can take so many more things (`room`), starting from a place; `load` is what is in hand already, `given`
    what was done lately.
    """

    key: str
    place: Point | None = None
    skills: frozenset[str] = frozenset()
    room: int = 1
    load: int = 0
    given: int = 0


@dataclass(frozen=True)
class Weights:
    """How much each thing matters, in points; `far` is the way in metres that counts as far, `many` the load and `much`
    the work of late that count as full.
    """

    way: int = 35
    skill: int = 30
    load: int = 20
    fairness: int = 10
    again: int = 5
    far: int = 1000
    many: int = 4
    much: int = 10


class Over(StrEnum):
    """Why something stays over."""

    NOBODY = "nobody"  # there are no people
    EXCLUDED = "excluded"  # each of them is excluded from it
    ROOM = "room"  # those who may take it can take no more


class Proposal(NamedTuple):
    """One thing to one person, and why: the way in metres if both places are known, whether the person can do what it
    takes, what the person has in hand, whether the person did it before; `next` is who would be the next best.
    """

    job: str
    person: str
    cost: int
    metres: int | None
    able: bool | None
    in_hand: int
    again: bool
    next: str | None


class Plan(NamedTuple):
    """What is proposed, what stays over and why, what it costs, and what first come first served would have cost."""

    proposals: list[Proposal]
    over: dict[str, Over]
    cost: int
    first_come: int


@dataclass(frozen=True)
class Task:
    """All that is to be given out, the most pressing first, to whom, and which pairs may not be."""

    jobs: Sequence[Job]
    people: Sequence[Person]
    excluded: Collection[Pair] = frozenset()
    weights: Weights = field(default_factory=Weights)


def propose(task: Task) -> Plan:
    """The cheapest way to give out all that can be given out; the same whatever the order of people. Pure."""
    if not task.jobs:
        return Plan([], {}, 0, 0)
    table = _Table(task)
    chosen = table.optimum()
    proposals = [table.proposal(row, unit) for row, unit in enumerate(chosen) if unit < table.units]
    over = {task.jobs[row].key: table.why(row) for row, unit in enumerate(chosen) if unit >= table.units}
    cost = sum(each.cost for each in proposals)
    return Plan(proposals, over, cost, table.first_come(len(over)))


class _Table:
    """The costs of every pair, as whole numbers; a unit is one more thing for one person."""

    def __init__(self, task: Task) -> None:
        self.task = task
        people = sorted(task.people, key=lambda person: person.key)
        self.people = people
        self.pair = self._pairs()
        rooms = [min(max(person.room, 0), len(task.jobs)) for person in people]
        self.owner = np.repeat(np.arange(len(people)), rooms)
        self.turn = np.array([turn for room in rooms for turn in range(room)], dtype=np.int64)
        self.units = len(self.owner)
        self.allowed = self._allowed()
        # Each thing in hand costs its share of the weight once more: dearer each time, so that work spreads.
        each = task.weights.load * FINE // max(task.weights.many, 1)
        self.loads = np.array([person.load for person in people], dtype=np.int64) * each
        self.step = self.loads[self.owner] + self.turn * each
        self.dearest = int(self.pair.max(initial=0)) + int(self.step.max(initial=0)) + 1

    def _pairs(self) -> Any:
        task, weights, people = self.task, self.task.weights, self.people
        table = np.zeros((len(task.jobs), len(people)), dtype=np.int64)
        if not people:
            return table
        table += _ways(task.jobs, people, weights)
        skills = {
            name: place for place, name in enumerate(sorted({s for job in task.jobs for s in job.skills}))
        }
        wanted, able = _flags(task.jobs, skills), _flags(people, skills)
        missing = wanted.sum(1, keepdims=True) - wanted @ able.T
        table += missing * weights.skill * FINE // np.maximum(wanted.sum(1, keepdims=True), 1)
        given = np.array([min(person.given, weights.much) for person in people], dtype=np.int64)
        table += given * weights.fairness * FINE // max(weights.much, 1)
        column = {person.key: place for place, person in enumerate(people)}
        for row, job in enumerate(task.jobs):
            known = [column[key] for key in job.before if key in column]
            if known:
                table[row] += weights.again * FINE
                table[row, known] -= weights.again * FINE
        return table

    def _allowed(self) -> Any:
        rows = {job.key: place for place, job in enumerate(self.task.jobs)}
        columns = {person.key: place for place, person in enumerate(self.people)}
        allowed = np.ones((len(rows), len(columns)), dtype=bool)
        for job, person in self.task.excluded:
            if job in rows and person in columns:
                allowed[rows[job], columns[person]] = False
        return allowed

    def optimum(self) -> tuple[int, ...]:
        """The unit of each job; a number past the last unit means that it stays over."""
        jobs = len(self.task.jobs)
        costs = self.pair[:, self.owner] + self.step[None, :]
        allowed = self.allowed[:, self.owner]
        if jobs <= self.units:
            try:
                return assign(np.where(allowed, costs, np.inf)).columns
            except ValueError:  # not all of it can be given out
                pass
        # Leaving one more costs more than anything; and of what must be left, the last.
        left = self.dearest * (jobs + 1) ** 2 + self.dearest * np.arange(jobs, 0, -1)
        table = np.repeat(left[:, None], self.units + jobs, axis=1)
        table[:, : self.units] = np.where(allowed, costs, 2 * left.max())
        return assign(table).columns

    def proposal(self, row: int, unit: int) -> Proposal:
        """Why this one."""
        job, person = self.task.jobs[row], self.people[self.owner[unit]]
        metres = _metres(job.place, person.place)
        return Proposal(
            job=job.key,
            person=person.key,
            cost=int(self.pair[row, self.owner[unit]] + self.step[unit]),
            metres=None if metres is None else round(metres),
            able=job.skills <= person.skills if job.skills else None,
            in_hand=person.load,
            again=person.key in job.before,
            next=self._next(row, int(self.owner[unit])),
        )

    @cached_property
    def _alone(self) -> Any:
        """What each pair would cost, were the job given out alone; infinite where it may not be."""
        free = np.array([person.room > 0 for person in self.people], dtype=bool)
        return np.where(self.allowed & free, self.pair + self.loads, np.inf)

    def _next(self, row: int, taken: int) -> str | None:
        """Who would be the next best for it, were it given out alone."""
        costs = self._alone[row].copy()
        costs[taken] = np.inf
        best = int(costs.argmin())
        return self.people[best].key if np.isfinite(costs[best]) else None

    def why(self, row: int) -> Over:
        """Why it stays over."""
        if not self.people:
            return Over.NOBODY
        return Over.ROOM if self.allowed[row].any() else Over.EXCLUDED

    def first_come(self, over: int) -> int:
        """What it costs when each thing in its turn goes to whoever is cheapest then; what then stays over, beyond
        what stays over anyway, counts as the dearest.
        """
        used = np.zeros(self.units, dtype=bool)
        cost, left = 0, 0
        for row in range(len(self.task.jobs)):
            free = ~used & self.allowed[row, self.owner]
            if not free.any():
                left += 1
                continue
            costs = np.where(free, self.pair[row, self.owner] + self.step, np.iinfo(np.int64).max)
            unit = int(costs.argmin())
            used[unit] = True
            cost += int(costs[unit])
        return cost + max(left - over, 0) * self.dearest


def _ways(jobs: Sequence[Job], people: Sequence[Person], weights: Weights) -> Any:
    """The way of each pair; where a place is not known it counts as half of far, neither near nor far."""
    known = np.array([job.place is not None for job in jobs])[:, None] & np.array(
        [person.place is not None for person in people]
    )
    ours = np.array([job.place or (0.0, 0.0) for job in jobs])
    theirs = np.array([person.place or (0.0, 0.0) for person in people])
    metres = np.hypot(ours[:, None, 0] - theirs[None, :, 0], ours[:, None, 1] - theirs[None, :, 1])
    share = np.where(known, np.minimum(metres / max(weights.far, 1), 1.0), 0.5)
    return np.rint(share * weights.way * FINE).astype(np.int64)


def _flags(rows: Sequence[Any], skills: Mapping[str, int]) -> Any:
    table = np.zeros((len(rows), len(skills)), dtype=np.int64)
    for place, row in enumerate(rows):
        for skill in row.skills:
            if skill in skills:
                table[place, skills[skill]] = 1
    return table


def _metres(one: Point | None, other: Point | None) -> float | None:
    if one is None or other is None:
        return None
    return float(np.hypot(one[0] - other[0], one[1] - other[1]))
