"""The dispatch planner: as cheap as another exact solver finds it, within what each can take, and never a forbidden pair."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from linli.planning.dispatch import Job, Over, Person, Task, Weights, _Table, propose

SKILLS = st.frozensets(st.sampled_from(["plumbing", "law", "care"]))
PLACES = st.none() | st.tuples(st.integers(0, 2000), st.integers(0, 2000))
KEYS = ["an", "bo", "cui", "du"]


@st.composite
def tasks(draw):
    people = [
        Person(key, draw(PLACES), draw(SKILLS), draw(st.integers(0, 3)), draw(st.integers(0, 4)), draw(st.integers(0, 12)))
        for key in draw(st.permutations(KEYS))[: draw(st.integers(0, 4))]
    ]  # fmt: skip
    jobs = [
        Job(f"j{number}", draw(PLACES), draw(SKILLS), draw(st.frozensets(st.sampled_from(KEYS), max_size=2)))
        for number in range(draw(st.integers(1, 5)))
    ]
    pairs = st.tuples(st.sampled_from([job.key for job in jobs]), st.sampled_from(KEYS))
    return Task(jobs, people, draw(st.frozensets(pairs, max_size=6)))


def independent_optimum(task, count):
    """The least cost of giving out `count` things, by HiGHS, which knows nothing of how ours works."""
    table = _Table(task)
    jobs, units = len(task.jobs), table.units
    if not count:
        return 0
    costs = (table.pair[:, table.owner] + table.step[None, :]).ravel()
    upper = table.allowed[:, table.owner].ravel().astype(float)
    rows = np.kron(np.eye(jobs), np.ones(units))
    columns = np.kron(np.ones(jobs), np.eye(units))
    whole = np.ones((1, jobs * units))
    found = milp(
        costs, integrality=np.ones(jobs * units), bounds=(0, upper),
        constraints=[LinearConstraint(rows, 0, 1), LinearConstraint(columns, 0, 1), LinearConstraint(whole, count, count)],
    )  # fmt: skip
    assert found.success
    more = milp(-np.ones(jobs * units), integrality=np.ones(jobs * units), bounds=(0, upper),
                constraints=[LinearConstraint(rows, 0, 1), LinearConstraint(columns, 0, 1)])  # fmt: skip
    assert round(-more.fun) == count, "as many are given out as can be"
    return round(found.fun)


@settings(max_examples=60)
@given(tasks())
def test_the_plan_is_as_cheap_as_an_independent_solver_finds_it(task):
    plan = propose(task)
    rooms = {person.key: person.room for person in task.people}
    assert {each.job for each in plan.proposals} | set(plan.over) == {job.key for job in task.jobs}
    assert len(plan.proposals) + len(plan.over) == len(task.jobs)
    for key, room in rooms.items():
        assert sum(each.person == key for each in plan.proposals) <= room
    assert not {(each.job, each.person) for each in plan.proposals} & set(task.excluded)
    if not plan.over:
        assert plan.cost == independent_optimum(task, len(plan.proposals))
        assert plan.cost <= plan.first_come


@settings(max_examples=60)
@given(tasks())
def test_as_many_are_given_out_as_can_be(task):
    plan = propose(task)
    if _Table(task).units:
        independent_optimum(task, len(plan.proposals))


@given(tasks())
def test_the_order_of_people_changes_nothing(task):
    turned = Task(task.jobs, list(reversed(task.people)), task.excluded)
    assert propose(turned) == propose(task)


def test_who_is_near_and_able_and_did_it_before_is_proposed_with_the_reasons():
    job = Job("lamp", (0, 0), frozenset({"electricity"}), frozenset({"near"}))
    people = [
        Person("near", (30, 40), frozenset({"electricity"}), load=1),
        Person("far", (3000, 0), frozenset({"electricity"})),
        Person("unable", (0, 0)),
    ]
    (each,) = propose(Task([job], people)).proposals
    assert (each.person, each.metres, each.able, each.in_hand, each.again, each.next) == (
        "near", 50, True, 1, True, "unable",
    )  # fmt: skip


def test_work_spreads_before_it_piles_up():
    jobs = [Job(f"j{number}", (0, 0)) for number in range(4)]
    people = [Person("an", (0, 0), room=4), Person("bo", (100, 0), room=4)]
    given = [each.person for each in propose(Task(jobs, people)).proposals]
    assert given.count("an") == given.count("bo") == 2


def test_what_stays_over_says_why_and_is_the_least_pressing():
    jobs = [Job("first"), Job("second"), Job("third")]
    people = [Person("an", room=1)]
    plan = propose(Task(jobs, people, {("third", "an")}))
    assert [each.job for each in plan.proposals] == ["first"]
    assert plan.over == {"second": Over.ROOM, "third": Over.EXCLUDED}
    assert propose(Task(jobs, [])).over == dict.fromkeys(["first", "second", "third"], Over.NOBODY)
    assert propose(Task([], people)).proposals == []


def test_weights_say_what_matters():
    job = Job("lamp", (0, 0), frozenset({"electricity"}))
    people = [Person("near", (0, 0)), Person("able", (900, 0), frozenset({"electricity"}))]
    assert propose(Task([job], people, weights=Weights(way=50, skill=10))).proposals[0].person == "near"
    assert propose(Task([job], people, weights=Weights(way=10, skill=50))).proposals[0].person == "able"
