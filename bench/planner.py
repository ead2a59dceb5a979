"""Row 13: a thousand orders to three hundred people with room for four each, and the gap to an independent exact solver."""

import random
import sys
import time
from statistics import median
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

from linli.planning.dispatch import Job, Person, Task, _Table, propose

JOBS, PEOPLE, ROOM, TIMES, SEED = 1000, 300, 4, 5, 0
SKILLS = [f"skill {number}" for number in range(12)]
PLAIN = 3  # so many times as likely: a job that takes no skill


def instance(jobs: int = JOBS, people: int = PEOPLE) -> Task:
    """Invented jobs and people over two kilometres, with skills, loads, and some pairs that may not be."""
    draw = random.Random(SEED)

    def place() -> tuple[float, float]:
        return draw.uniform(0, 2000), draw.uniform(0, 2000)

    def some(least: int, most: int) -> frozenset[str]:
        return frozenset(draw.sample(SKILLS, draw.randint(least, most)))

    keys = [f"p{number:03d}" for number in range(people)]
    wanted = [
        Job(
            f"j{number}",
            place(),
            some(0, 2) if draw.randrange(PLAIN) else frozenset(),
            frozenset(draw.sample(keys, 1)),
        )
        for number in range(jobs)
    ]
    able = [Person(key, place(), some(1, 5), ROOM, draw.randint(0, 3), draw.randint(0, 12)) for key in keys]
    excluded = {(draw.choice(wanted).key, draw.choice(keys)) for _pair in range(jobs)}
    return Task(wanted, able, excluded)


def independent(task: Task) -> int:
    """The least cost, by the simplex of HiGHS over the pairs and the turns of each person; it knows nothing of how ours works.
    Each turn of a person costs more than the one before, so the flow takes the cheaper first.
    """
    table = _Table(task)
    jobs, people = table.pair.shape
    each = task.weights.load * 1000 // max(task.weights.many, 1)
    rooms = [person.room for person in table.people]
    turns = [
        (owner, table.loads[owner] + turn * each) for owner in range(people) for turn in range(rooms[owner])
    ]
    costs = np.concatenate([table.pair.ravel(), [cost for _owner, cost in turns]])
    upper = np.concatenate([table.allowed.ravel().astype(float), np.ones(len(turns))])
    pairs = jobs * people
    rows = [
        *np.repeat(np.arange(jobs), people),  # each job once
        *(jobs + np.tile(np.arange(people), jobs)),  # what a person gets is what the turns let through
        *(jobs + np.array([owner for owner, _cost in turns])),
    ]
    columns = [*range(pairs), *range(pairs), *range(pairs, pairs + len(turns))]
    values = [*np.ones(pairs), *np.ones(pairs), *-np.ones(len(turns))]
    equal = coo_matrix((values, (rows, columns)), shape=(jobs + people, pairs + len(turns)))
    right = np.concatenate([np.ones(jobs), np.zeros(people)])
    bounds = np.column_stack([np.zeros(len(upper)), upper])
    found = linprog(costs, A_eq=equal.tocsr(), b_eq=right, bounds=bounds, method="highs-ds")
    if not found.success:
        raise RuntimeError(found.message)
    return round(found.fun)


def measured() -> dict[str, Any]:
    """Seconds of the planner, its cost, and what the independent solver found."""
    task = instance()
    seconds = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        plan = propose(task)
        seconds.append(time.perf_counter() - begun)
    print("  the independent solver", file=sys.stderr, flush=True)
    begun = time.perf_counter()
    optimum = independent(task)
    return {
        "jobs": JOBS,
        "people": PEOPLE,
        "seconds": round(median(seconds), 3),
        "cost": plan.cost,
        "optimum": optimum,
        "gap": plan.cost - optimum,
        "over": len(plan.over),
        "first_come": plan.first_come,
        "independent_seconds": round(time.perf_counter() - begun, 1),
    }
