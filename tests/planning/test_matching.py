"""Needs and resources: as good as trying everything, never beyond what there is, no room twice, urgent first."""

import datetime as dt
from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.planning.matching import (
    Days,
    Held,
    Need,
    Over,
    Resource,
    Slot,
    Table,
    Task,
    Weights,
    free_times,
    misfit,
    propose,
)

MONDAY = dt.date(2026, 3, 9)
PLACES = st.none() | st.tuples(st.integers(0, 1500), st.integers(0, 1500))
SLOTS = st.lists(
    st.sampled_from([Slot(0, 540, 600), Slot(0, 570, 660), Slot(0, 480, 720), Slot(2, 840, 960)]),
    max_size=2, unique=True,
).map(tuple)  # fmt: skip
DAYS = st.sampled_from([Days(), Days(MONDAY, MONDAY), Days(MONDAY, MONDAY + dt.timedelta(days=6)),
                        Days(MONDAY + dt.timedelta(days=3), None)])  # fmt: skip


@st.composite
def tasks(draw):
    kinds = st.sampled_from(["room", "goods"])
    needs = [
        Need(
            f"n{number}", draw(kinds), draw(st.integers(1, 6)), skill=draw(st.sampled_from(["", "", "law"])),
            place=draw(PLACES), slots=draw(SLOTS), days=draw(DAYS), urgency=draw(st.integers(0, 1)),
        ) for number in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    resources = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(kinds)
        resources.append(
            Resource(
                f"r{number}", kind, draw(st.integers(1, 8)), skills=draw(st.sampled_from([frozenset(), frozenset({"law"})])),
                place=draw(PLACES), slots=draw(SLOTS), days=draw(DAYS), shared=kind == "goods",
                giver=draw(st.sampled_from(["an", "bo"])),
            )
        )  # fmt: skip
    pairs = st.tuples(st.sampled_from(["n0", "n1", "n2"]), st.sampled_from(["r0", "r1"]))
    return Task(needs, resources, draw(st.frozensets(pairs, max_size=2)))


def allowed(chosen):
    """Whether several pairs can be together."""
    used = Counter()
    for choice in chosen:
        if choice.resource.shared:
            used[choice.resource] += choice.need.quantity
    rooms = [choice for choice in chosen if not choice.resource.shared]
    return all(count <= resource.capacity for resource, count in used.items()) and not any(
        one.resource == other.resource and one.held.clashes(other.held)
        for one, other in combinations(rooms, 2)
    )


def worth(table, chosen):
    """How good a choice is: fewest left of the most urgent, then of the next, then the least cost."""
    left = Counter(need.urgency for need in table.needs)
    left.subtract(choice.need.urgency for choice in chosen)
    return left[0], left[1], table.cost_of(chosen)


def by_trying(table):
    """The best of everything that can be done."""
    ways = [[None, *(choice for choice in table.choices if choice.need == need)] for need in table.needs]
    tried = ([choice for choice in way if choice] for way in product(*ways))
    return min(worth(table, chosen) for chosen in tried if allowed(chosen))


@settings(max_examples=150)
@given(tasks())
def test_the_plan_is_as_good_as_trying_everything(task):
    table = Table(task)
    chosen = [table.choices[place] for place in table.optimum()]

    assert allowed(chosen)
    assert len({choice.need.key for choice in chosen}) == len(chosen)
    assert worth(table, chosen) == by_trying(table)


@settings(max_examples=60)
@given(tasks())
def test_the_order_in_which_it_is_told_changes_nothing(task):
    turned = Task(list(reversed(task.needs)), list(reversed(task.resources)), task.excluded)

    assert propose(turned) == propose(task)


@settings(max_examples=60)
@given(tasks())
def test_every_need_is_served_or_says_why_and_nothing_excluded_is_proposed(task):
    plan = propose(task)

    assert {each.need for each in plan.proposals} | set(plan.over) == {need.key for need in task.needs}
    assert len(plan.proposals) + len(plan.over) == len(task.needs)
    assert not {(each.need, each.resource) for each in plan.proposals} & set(task.excluded)


def test_the_more_urgent_is_never_left_for_two_that_are_not():
    needs = [Need("a", "goods", 2), Need("b", "goods", 2), Need("c", "goods", 4, urgency=0)]
    plan = propose(Task(needs, [Resource("chairs", "goods", 4)]))

    assert [each.need for each in plan.proposals] == ["c"]
    assert plan.over == {"a": Over.TAKEN, "b": Over.TAKEN}


def test_a_small_need_does_not_have_the_large_room_where_a_small_one_is_free():
    rooms = [
        Resource("hall", "room", 100, shared=False, giver="an"),
        Resource("den", "room", 12, shared=False, giver="bo"),
    ]
    (each,) = propose(Task([Need("tea", "room", 10)], rooms)).proposals

    assert (each.resource, each.next, each.quantity, each.capacity) == ("den", "hall", 10, 12)


def test_a_room_is_had_twice_only_at_other_times():
    room = Resource("hall", "room", 50, shared=False, slots=(Slot(0, 480, 1080),))
    morning, late, noon = (
        Need(key, "room", 20, slots=(slot,))
        for key, slot in (("a", Slot(0, 540, 600)), ("b", Slot(0, 600, 660)), ("c", Slot(0, 570, 630)))
    )

    assert len(propose(Task([morning, late], [room])).proposals) == 2
    assert len(propose(Task([morning, late, noon], [room])).proposals) == 2
    assert propose(Task([morning, noon], [room])).over == {"c": Over.TAKEN}


def test_one_of_several_times_is_chosen_so_that_both_are_served():
    room = Resource("hall", "room", 50, shared=False)
    first, second = Slot(0, 540, 600), Slot(2, 540, 600)
    plan = propose(
        Task([Need("a", "room", 1, slots=(first, second)), Need("b", "room", 1, slots=(first,))], [room])
    )

    assert {each.need: each.slot for each in plan.proposals} == {"a": second, "b": first}


def test_asking_spreads_before_it_piles_up():
    givers = [Resource(f"r{n}", "people", 9, giver=name) for n, name in enumerate(("an", "bo"))]
    plan = propose(Task([Need(f"n{n}", "people") for n in range(4)], givers))

    assert Counter(each.resource for each in plan.proposals) == {"r0": 2, "r1": 2}


def test_who_has_served_much_lately_is_asked_last():
    givers = [Resource("r0", "people", 9, giver="an", served=3), Resource("r1", "people", 9, giver="bo")]

    assert propose(Task([Need("n", "people")], givers)).proposals[0].resource == "r1"
    assert (
        propose(Task([Need("n", "people")], givers, weights=Weights(spread=0))).proposals[0].resource == "r0"
    )


@pytest.mark.parametrize(
    ("need", "why"),
    [
        (Need("n", "money", 1), Over.NOTHING),
        (Need("n", "goods", 1, unit="box"), Over.NOTHING),
        (Need("n", "goods", 1, skill="law"), Over.SKILL),
        (Need("n", "goods", 1, slots=(Slot(5, 0, 60),)), Over.TIME),
        (Need("n", "goods", 1, days=Days(MONDAY + dt.timedelta(days=9), None)), Over.TIME),
        (Need("n", "goods", 9), Over.LITTLE),
        (Need("x", "goods", 1), Over.EXCLUDED),
    ],
)
def test_what_stays_over_says_why(need, why):
    chairs = Resource("r", "goods", 8, slots=(Slot(0, 0, 1440),), days=Days(MONDAY, MONDAY))

    assert propose(Task([need], [chairs], {("x", "r")})).over == {need.key: why}


def test_the_farthest_reason_is_told_and_without_resources_there_is_none():
    need = Need("n", "goods", 9)

    assert propose(Task([need], [Resource("a", "room"), Resource("b", "goods", 5)])).over == {
        "n": Over.LITTLE
    }
    assert propose(Task([need], [])).over == {"n": Over.NOTHING}
    assert propose(Task([], [Resource("a", "room")])) == ([], {}, 0)


def test_a_room_that_is_had_already_is_not_free():
    held = Held(Slot(0, 540, 600), Days(MONDAY, None))
    room = Resource("hall", "room", 50, shared=False, held=(held,))

    assert misfit(Need("n", "room", 1, slots=(Slot(0, 570, 630),)), room) == Over.TAKEN
    assert misfit(Need("n", "room", 1, slots=(Slot(0, 600, 630),)), room) is None
    assert misfit(Need("n", "room", 1), room) == Over.TAKEN, "who names no time has it all the time"
    assert free_times(Need("n", "room", 1, slots=(Slot(1, 0, 60),)), room)


def test_a_weekday_that_does_not_come_is_no_time():
    days = Days(MONDAY, MONDAY + dt.timedelta(days=2))

    assert [days.has(weekday) for weekday in range(4)] == [True, True, True, False]
    assert (
        misfit(Need("n", "room", 1, slots=(Slot(3, 0, 60),), days=days), Resource("r", "room", 1))
        == Over.TIME
    )
    assert not Days(MONDAY, MONDAY - dt.timedelta(days=1)).has()


def test_a_need_that_asks_for_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        propose(Task([Need("n", "goods", 0)], []))
