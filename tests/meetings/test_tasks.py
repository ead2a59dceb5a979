"""交办: what was given, by when, who does it, and what came of it."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts import hand_overs
from linli.core import clock, outbox
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.holdings import held_in
from linli.core.workflow import Overtaken, TransitionError
from linli.disclosure import actions as disclosure
from linli.meetings import actions, queries
from linli.meetings.models import DirectedTask
from linli.meetings.tasks import remind
from linli.meetings.terms import usual_due
from linli.meetings.workflow import OPEN, TASK_WORKFLOW
from linli.notifications import queries as messages
from tests.conftest import MORNING


def given_task(place, *, handler="grid_worker", by="clerk", **more):
    """A task from the street, due on Tuesday next week at 18:00."""
    values = {
        "title": "报辖区内僵尸车数量",
        "giver": "street",
        "office": "街道城管办",
        "due_at": usual_due(clock.now(), at=place.community.code),
        **more,
    }
    return actions.give(place.community, handler=place.users[handler], by=place.actor(by), **values)


def inbox(place, who):
    outbox.follow_at_once()
    return [row.text for row in messages.inbox_of(place.actor(who))]


def verb(task, name, by, **words):
    getattr(actions, name)(task, by=by, version=task.version, **words)


def test_a_task_is_due_five_working_days_later_at_the_end_of_business(place):
    assert given_task(place).due_at == dt.datetime(2026, 3, 17, 18, 0, tzinfo=clock.BEIJING)


def test_who_does_it_is_told_once_and_who_wrote_it_down_for_themselves_is_not(place):
    given_task(place)
    given_task(place, handler="clerk")

    (text,) = inbox(place, "grid_worker")
    assert "报辖区内僵尸车数量" in text
    assert "3月17日 18:00" in text
    assert inbox(place, "clerk") == []


def test_it_goes_from_hand_to_hand_waits_and_is_done(place):
    worker, clerk, task = place.actor("grid_worker"), place.actor("clerk"), given_task(place)

    verb(task, "await_reply", worker, note="等街道给表样")
    verb(task, "resume", worker, note="表样来了")
    verb(task, "hand_on", worker, handler=place.users["clerk"])
    assert inbox(place, "grid_worker") == []
    verb(task, "finish", clerk, reply="报了 3 辆")

    row = DirectedTask.objects.get()
    assert (row.status, row.handler.name, row.ended_at) == ("finished", "clerk", MORNING)
    verbs = [entry.action for entry in AuditEntry.objects.filter(subject_id=task.pk)]
    assert verbs == [f"meetings.{name}" for name in ("give", "await_reply", "resume", "hand_on", "finish")]


@pytest.mark.parametrize("kind", ["order", "announcement"])
def test_it_may_name_what_did_it(place, kind):
    order, task = place.order("resolved"), given_task(place)
    day = clock.today()
    told = disclosure.publish(
        place.community, title="清理僵尸车", text="请认领", since=day, until=day, signed="社区", by=place.actor("clerk")
    )  # fmt: skip
    typed, key = {"order": (order.number, order.pk), "announcement": (told.code.lower(), told.pk)}[kind]

    verb(task, "finish", place.actor("clerk"), reply="办了", deed=typed)

    row = DirectedTask.objects.get()
    assert (row.deed_id, row.deed_kind.split(".")[1]) == (key, kind)


def test_it_names_nothing_of_another_community_and_nothing_that_one_may_not_see(place, other_place):
    foreign, elsewhere = other_place.order(), place.order(building=place.buildings[0])
    assert elsewhere.grid_id != place.grids[0].pk
    task = given_task(place)
    for who, number in (("grid_worker", elsewhere.number), ("clerk", f"{foreign.number[:4]}-9999")):
        with pytest.raises(DomainError) as refused:
            verb(task, "finish", place.actor(who), reply="办了", deed=number)
        assert refused.value.field == "deed"

    assert DirectedTask.objects.get().status == "given"


def test_it_is_not_due_before_it_was_given_nor_given_tomorrow(place):
    yesterday, tomorrow = MORNING - dt.timedelta(days=1), MORNING + dt.timedelta(days=1)
    for more, field in (({"due_at": yesterday}, "due_at"), ({"given_on": tomorrow.date()}, "given_on")):
        with pytest.raises(DomainError) as refused:
            given_task(place, **more)
        assert refused.value.field == field


def test_only_who_works_here_today_gets_a_task(place):
    task = given_task(place)
    for attempt in (
        lambda: given_task(place, handler="zhou"),
        lambda: verb(task, "hand_on", place.actor("clerk"), handler=place.users["zhou"]),
        lambda: verb(task, "hand_on", place.actor("clerk"), handler=place.users["grid_worker"]),
    ):
        with pytest.raises(DomainError) as refused:
            attempt()
        assert refused.value.field == "handler"


def test_a_moved_due_time_says_from_when_to_when(place):
    task = given_task(place)
    verb(task, "extend", place.actor("clerk"), due_at=task.due_at + dt.timedelta(days=1), note="科长同意")

    note = AuditEntry.objects.filter(action="meetings.extend").get().note
    assert note == "2026-03-17 18:00 → 2026-03-18 18:00: 科长同意"


def test_the_handler_is_reminded_the_day_before_and_when_the_time_has_come(place):
    task = given_task(place, handler="clerk")
    seen = []
    for hours_before in (25, 24, 23, 1, 0, -1):
        with clock.at(task.due_at - dt.timedelta(hours=hours_before)):
            remind()
            remind()
            seen.append(len(inbox(place, "clerk")))

    assert seen == [0, 1, 1, 1, 2, 2]


def test_nobody_is_reminded_of_what_has_ended_or_lies_far_back(place):
    done, late = given_task(place, handler="clerk"), given_task(place, handler="clerk")
    verb(done, "finish", place.actor("clerk"), reply="办了")
    with clock.at(late.due_at + dt.timedelta(days=8)):
        remind()

    assert inbox(place, "clerk") == []


def test_after_it_was_done_no_reminder_lies_in_the_inbox(place):
    task = given_task(place, handler="clerk")
    with clock.at(task.due_at - dt.timedelta(hours=2)):
        remind()
        assert len(inbox(place, "clerk")) == 1
        verb(task, "finish", place.actor("clerk"), reply="办了")
        assert inbox(place, "clerk") == []


def test_of_two_who_press_at_once_one_wins(place):
    task = given_task(place)
    mine, theirs = (DirectedTask.objects.get(pk=task.pk) for _ in range(2))
    verb(mine, "finish", place.actor("clerk"), reply="办了")

    with pytest.raises(Overtaken):
        verb(theirs, "await_reply", place.actor("grid_worker"), note="等")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from([name for name in TASK_WORKFLOW.moves if name != "give"]), max_size=8))
def test_whatever_is_pressed_a_task_is_open_or_has_ended_and_says_what_was_done(place, names):
    task, clerk = given_task(place), place.actor("clerk")
    words = {
        "finish": {"reply": "办了"}, "await_reply": {"note": "等"}, "call_off": {"note": "不要了"},
        "extend": {"note": "同意", "due_at": task.due_at + dt.timedelta(days=1)},
    }  # fmt: skip
    for name in names:
        others = [
            place.users[who] for who in ("clerk", "grid_worker") if place.users[who].pk != task.handler_id
        ]
        more = {"handler": others[0]} if name == "hand_on" else words.get(name, {})
        try:
            verb(task, name, clerk, **more)
        except TransitionError:
            assert task.status not in TASK_WORKFLOW.moves[name].sources

    row = DirectedTask.objects.get(pk=task.pk)
    assert (row.ended_at is None) == (row.status in OPEN)
    assert bool(row.reply) == (row.status == "finished")
    assert row.version == AuditEntry.objects.filter(subject_id=row.pk).count()


def test_open_tasks_stand_by_when_they_are_due(place):
    hours = {"overdue": -1, "today": 3, "week": 48, "later": 24 * 8}
    for name, ahead in hours.items():
        given_task(place, title=name, due_at=MORNING + dt.timedelta(hours=ahead))
    waits = given_task(place, title="awaiting", due_at=MORNING - dt.timedelta(hours=2))
    verb(waits, "await_reply", place.actor("clerk"), note="等")

    for name, rows in queries.open_tasks(place.actor("secretary")).items():
        assert [row.title for row in rows] == [name]
    for name, rule in queries.states().items():
        assert [row.title for row in DirectedTask.objects.filter(rule)] == ([name] if name != "ended" else [])


def test_a_grid_worker_sees_the_own_ones_and_a_member_none(place, other_place):
    mine = given_task(place)
    given_task(place, handler="clerk")
    given_task(other_place)

    assert list(queries.tasks_for(place.actor("grid_worker"))) == [mine]
    assert queries.tasks_for(place.actor("secretary")).count() == 2
    assert not queries.tasks_for(place.actor("zhou")).exists()


def test_offices_are_counted_and_never_people(place):
    for _ in range(2):
        given_task(place)
    given_task(place, giver="meeting", office="")
    given_task(place, given_on=dt.date(2026, 2, 27))
    counted = queries.by_office(place.actor("clerk"), dt.date(2026, 3, 1), dt.date(2026, 3, 31))

    assert counted == [
        {"giver": "meeting", "office": "", "number": 1},
        {"giver": "street", "office": "街道城管办", "number": 2},
    ]


def test_open_tasks_go_to_the_successor(place):
    task, ended = given_task(place), given_task(place)
    verb(task, "await_reply", place.actor("clerk"), note="等")
    verb(ended, "finish", place.actor("clerk"), reply="办了")
    posting = place.users["grid_worker"].postings.get()
    assert [held.things for held in held_in(posting)] == [[task]]

    hand_overs.hand_over(posting, taker=place.users["clerk"], by=place.actor("secretary"))

    rows = {row.pk: row.handler.name for row in DirectedTask.objects.all()}
    assert rows == {task.pk: "clerk", ended.pk: "grid_worker"}
