"""日志行: a log says exactly what its worker did on its day, in plain words, and nothing of who asked."""

import ast
import datetime as dt
import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts import delegations
from linli.accounts.models import Posting
from linli.accounts.queries import actor_in
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.rights import REGISTER
from linli.core.workflow import WorkflowModel
from linli.disclosure import actions as disclosure
from linli.meetings import actions as meetings
from linli.worklogs import lines
from linli.worklogs.lines import compose
from tests.conftest import MORNING

TODAY = MORNING.date()


def log_of(place, who, day=TODAY):
    return compose(place.community.pk, place.users[who].pk, day)


def words_of(place, who, day=TODAY):
    return [line.words for line in log_of(place, who, day)]


def test_a_line_says_when_what_and_which_matter(place):
    order = place.submit(text="楼道灯不亮")
    for verb in ("admit", "dispatch"):
        place.take(order, verb)
    with clock.at(MORNING + dt.timedelta(hours=1, minutes=20)):
        place.take(order, "accept")

    assert log_of(place, "zhou") == [("10:20", f"接单：楼道灯不亮（{order.number}）")]


# Who does a verb in `tests.people`; what the requester does stands in nobody's log.
WHO = {
    "admit": "clerk", "dispatch": "clerk", "accept": "zhou", "send_back": "zhou", "ask": "zhou", "answer": "",
    "transfer": "zhou", "extend": "clerk", "resolve": "zhou", "confirm": "", "reopen": "", "close": "clerk",
    "withdraw": "",
}  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(list(WHO)), st.integers(min_value=0, max_value=30)), max_size=10))
def test_a_log_has_exactly_the_acts_of_its_worker_on_its_day(place, steps):
    """Any verbs in any order, hours apart: each act stands in one log of one day, once, and nothing else does."""
    order, moment = place.submit(), MORNING
    days, wanted = {MORNING.date()}, {}
    for verb, hours in steps:
        moment += dt.timedelta(hours=hours)
        days.add(moment.date())
        with clock.at(moment.astimezone(dt.UTC)):
            try:
                place.take(order, verb)
            except DomainError:
                order.refresh_from_db()
                continue
        if who := WHO[verb]:
            line = (f"{moment:%H:%M}", f"{lines.WORDS[f'orders.{verb}']}：{order.subject}（{order.number}）")
            wanted.setdefault((who, moment.date()), []).append(line)
    logs = {(who, day): log_of(place, who, day) for who in place.users for day in days}
    # The orders of earlier examples lie in the same logs.
    found = {key: [line for line in log if order.number in line.words] for key, log in logs.items()}

    assert {key: log for key, log in found.items() if log} == wanted


def test_what_the_log_needs_is_written_by_others(place):
    """Composing writes nothing: the audit and the table are as before."""
    place.order("accepted")
    before = AuditEntry.objects.count()
    log_of(place, "zhou")

    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    "typed", ["3栋302漏水 13900006021", "3栋302漏水 139 0000 6021", "3栋302漏水 139-0000-6021"]
)
def test_no_telephone_and_no_door_stand_in_a_line(place, typed):
    order = place.submit(text=f"{typed}。请快来", contact_name="江晚", contact_phone="13900006021")
    for verb in ("admit", "dispatch", "accept"):
        place.take(order, verb)
    [line] = words_of(place, "zhou")

    assert line == f"接单：3栋…漏水 …（{order.number}）"
    assert "江晚" not in line


def test_a_directed_task_and_an_announcement_stand_by_their_titles(place):
    by = place.actor("clerk")
    task = meetings.give(
        place.community, title="报僵尸车数量", giver="street", due_at=MORNING + dt.timedelta(days=2),
        handler=place.users["grid_worker"], by=by,
    )  # fmt: skip
    disclosure.publish(
        place.community, title="周四停水", text="换水表。", since=TODAY, until=TODAY, signed="社区", by=by
    )
    meetings.finish(task, reply="报了 3 辆", by=place.actor("grid_worker"), version=task.version)

    assert words_of(place, "clerk") == ["登记交办：报僵尸车数量", "发公告：周四停水"]
    assert words_of(place, "grid_worker") == ["办结交办：报僵尸车数量"]


def test_who_acts_for_another_keeps_it_in_the_own_log_and_says_for_whom(place):
    order = place.submit(text="楼道灯不亮")
    posting = Posting.objects.get(user=place.users["clerk"])
    delegations.delegate(
        posting, to=place.users["grid_worker"], since=TODAY, until=TODAY, by=place.actor("clerk"),
    )  # fmt: skip
    stand_in = actor_in(place.users["grid_worker"], place.community)
    from linli.orders import actions

    actions.admit(
        order, category=order.category, building=place.buildings[0], by=stand_in, version=order.version
    )

    assert words_of(place, "grid_worker") == [f"受理：楼道灯不亮（{order.number}）（代 clerk）"]
    assert f"受理：楼道灯不亮（{order.number}）" not in words_of(place, "clerk")


def test_another_community_is_another_log(place, other_place):
    place.order("accepted")

    assert compose(other_place.community.pk, place.users["zhou"].pk, TODAY) == []


def test_words_are_declared_once():
    with pytest.raises(ValueError, match="twice"):
        lines.declare("orders", {"accept": "x"})
    with pytest.raises(ValueError, match="twice"):
        lines.name(*[lines.NAMES["orders.order"][0], str])


def written_acts():
    """Every act that the product writes into the audit by its name, and every verb of a workflow."""
    for path in Path("linli").rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "audit.record",
                "write_down",
                "amend",
            }:
                yield from (
                    arg.value
                    for arg in node.args
                    if isinstance(arg, ast.Constant) and re.fullmatch(r"\w+\.\w+", str(arg.value))
                )
    for model in apps.get_models():
        if issubclass(model, WorkflowModel):
            yield from (f"{model._meta.app_label}.{verb}" for verb in model.workflow.verbs)


# What no worker does: the machine, the person's own page, the founding of a community.
NO_WORK = {"places.found"}


def test_every_act_has_words_or_is_said_to_be_no_work():
    acts = set(written_acts())

    assert {"orders.accept", "disclosure.end", "notifications.tell"} <= acts
    assert {act for act in acts if lines.said(act) is None and act not in lines.SILENT} - NO_WORK == set()


def test_declared_words_are_about_acts_that_exist():
    acts = {*REGISTER, *written_acts()}
    for action in (*lines.WORDS, *lines.SILENT):
        app, verb = action.split(".")
        assert action in acts or hasattr(importlib.import_module(f"linli.{app}.actions"), verb), action
