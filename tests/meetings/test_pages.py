"""Pages of directed tasks: what they show, to whom, and one press is one act."""

import datetime as dt
import io

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core import clock
from linli.core.keys import uuid7
from linli.meetings import actions
from linli.meetings.models import DirectedTask
from tests.meetings.test_tasks import given_task, verb

LIST = "/desk/nanmen/tasks/"


def filled(place, **more):
    return {
        "act_id": str(uuid7()),
        "title": "统计高龄老人",
        "giver": "street",
        "office": "街道民政办",
        "due_at": "2026-03-13T18:00",
        "handler": str(place.users["clerk"].pk),
        "given_on": "2026-03-10",
        **more,
    }


def page_of(task, name=""):
    return f"{LIST}{task.pk}" + (f"/{name}" if name else "")


def words_of(made):
    """The words of a PDF, without blanks."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def typed(task, **more):
    return {"act_id": str(uuid7()), "version": task.version, **more}


def test_the_form_proposes_everything_but_the_matter(place, enter):
    given_task(place)
    page = enter(place.users["clerk"]).get(f"{LIST}give").content.decode()

    for proposed in ('value="2026-03-17T18:00"', 'value="2026-03-10"', 'value="street"', "街道城管办"):
        assert proposed in page
    assert f'value="{place.users["clerk"].pk}" selected' in page
    assert str(place.users["zhou"].pk) not in page


def test_a_double_press_is_one_task(place, enter):
    client, data = enter(place.users["clerk"]), filled(place)
    first, second = (client.post(f"{LIST}give", data) for _ in range(2))

    row = DirectedTask.objects.get()
    assert first["Location"] == second["Location"] == page_of(row)
    assert row.due_at == dt.datetime(2026, 3, 13, 18, 0, tzinfo=clock.BEIJING)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("due_at", "2026-03-01T10:00"),
        ("handler", "7b0f5d0e-9a3c-4f2d-8c1e-4a100b1f7a52"),
        ("giver", "mayor"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(place, enter, field, value):
    answer = enter(place.users["clerk"]).post(f"{LIST}give", filled(place, **{field: value}))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not DirectedTask.objects.exists()


def test_one_page_shows_all_that_is_open(place, enter):
    for name, hours in (("过了", -3), ("今天", 3), ("本周", 30), ("以后", 300)):
        given_task(place, title=name, due_at=clock.now() + dt.timedelta(hours=hours))
    task = given_task(place, title="等答复")
    verb(task, "await_reply", place.actor("clerk"), note="等")
    page = enter(place.users["clerk"]).get(LIST).content.decode()

    assert all(name in page for name in ("过了", "今天", "本周", "以后", "等答复"))


@pytest.mark.parametrize("path", [LIST, f"{LIST}all/", "/desk/nanmen/"])
def test_the_number_of_questions_does_not_grow(place, enter, path):
    client, counts = enter(place.users["clerk"]), []
    for rows in (1, 2, 20):
        while DirectedTask.objects.count() < rows:
            given_task(place, due_at=clock.now() + dt.timedelta(hours=1))
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))

    assert len(set(counts)) == 1
    assert counts[0] - 3 <= 4  # session, user and postings come before the page


def test_one_sees_only_the_buttons_one_may_press(place, enter):
    task = given_task(place)
    offered = {
        who: {name for name in ("finish", "await_reply", "hand_on", "extend", "call_off", "resume")
              if f"/{name}" in enter(place.users[who]).get(page_of(task)).content.decode()}
        for who in ("clerk", "grid_worker")
    }  # fmt: skip

    assert offered["grid_worker"] == {"finish", "await_reply", "hand_on"}
    assert offered["clerk"] == offered["grid_worker"] | {"extend", "call_off"}


def test_every_verb_has_its_page_and_does_its_act_once(place, enter):
    client, other = enter(place.users["clerk"]), str(place.users["secretary"].pk)
    words = {
        "await_reply": {"note": "等"}, "resume": {"note": "来了"}, "extend": {"due_at": "2026-03-20T12:00", "note": "同意"},
        "hand_on": {"handler": other}, "finish": {"reply": "办了"},
    }  # fmt: skip
    task = given_task(place)
    for name, more in words.items():
        assert client.get(page_of(task, name)).status_code == 200
        data = typed(task, **more)
        for _press in range(2):
            assert client.post(page_of(task, name), data).status_code == 302
        before = task.version
        task = DirectedTask.objects.get()
        assert task.version == before + 1

    assert (task.status, task.handler.name) == ("finished", "secretary")


def test_who_was_overtaken_sees_the_newer_state_and_what_was_written(place, enter):
    task = given_task(place)
    data = typed(task, reply="我写了很多字")
    actions.extend(
        task, due_at=task.due_at + dt.timedelta(days=1), note="同意", by=place.actor("clerk"), version=task.version
    )  # fmt: skip
    answer = enter(place.users["grid_worker"]).post(page_of(task, "finish"), data)

    assert answer.status_code == 409
    assert "我写了很多字" in answer.content.decode()
    assert DirectedTask.objects.get().status == "given"


def test_what_left_ones_hands_is_left_and_a_second_press_does_no_harm(place, enter):
    task, client = given_task(place), enter(place.users["grid_worker"])
    data = typed(task, handler=str(place.users["clerk"].pk))
    answers = [client.post(page_of(task, "hand_on"), data) for _ in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, LIST)] * 2
    assert client.get(page_of(task)).status_code == 404


def test_a_verb_that_is_not_possible_now_leads_back_to_the_task(place, enter):
    task = given_task(place)

    assert enter(place.users["clerk"]).get(page_of(task, "resume"))["Location"] == page_of(task)


def test_nobody_sees_across(place, other_place, enter):
    task = given_task(other_place)

    assert enter(place.users["clerk"]).get(page_of(task)).status_code == 404
    assert enter(place.users["zhou"]).get(LIST).status_code == 403


def test_the_task_leads_to_what_did_it_for_who_may_see_it(place, enter):
    order, task = place.order("resolved", building=place.buildings[0]), given_task(place)
    verb(task, "finish", place.actor("clerk"), reply="办了", deed=order.number)

    assert (
        f"/desk/nanmen/orders/{order.number}"
        in enter(place.users["clerk"]).get(page_of(task)).content.decode()
    )
    assert (
        "/desk/nanmen/orders/20" not in enter(place.users["grid_worker"]).get(page_of(task)).content.decode()
    )


def test_the_month_on_paper_has_every_task_and_counts_offices(place, enter):
    client = enter(place.users["clerk"])
    task = given_task(place)
    given_task(place, title="报送防汛物资", giver="meeting", office="居委会例会")
    verb(task, "finish", place.actor("clerk"), reply="报了 3 辆")
    answer = client.get(f"{LIST}month.pdf?month=2026-03")
    words = words_of(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    for told in ("报辖区内僵尸车数量", "报送防汛物资", "报了3辆", "街道城管办", "居委会例会"):
        assert told in words
    assert "报送防汛物资" not in words_of(client.get(f"{LIST}month.pdf?month=2026-02").content)
    assert "报送防汛物资" in words_of(client.get(f"{LIST}month.pdf?month=2026-04").content), "still open"


def test_the_morning_page_counts_what_presses(place, enter):
    client = enter(place.users["clerk"])
    for hours in (-30, 2, 200):
        given_task(place, due_at=clock.now() + dt.timedelta(hours=hours), given_on=dt.date(2026, 3, 1))

    assert client.get("/desk/nanmen/").context["counts"]["tasks"] == 2
