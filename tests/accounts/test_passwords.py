"""Changing the own password: the old one is asked for, guessing is stopped, other devices are logged out."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from linli.accounts.models import User
from linli.accounts.passwords import RulebookValidator
from linli.accounts.protection import password_faults
from linli.core import clock
from linli.core.audit import AuditEntry
from tests.conftest import MORNING

OLD, NEW = "correct horse 9", "Ganlan-8264"
PAGE = "/accounts/password"


@pytest.fixture
def clerk(place) -> User:
    user = place.users["clerk"]
    user.set_password(OLD)
    user.save()
    return user


def change(client, old=OLD, new=NEW, again=None, **more):
    form = {
        "act_id": str(uuid.uuid4()),
        "old": old,
        "password": new,
        "again": new if again is None else again,
    }
    return client.post(PAGE, {**form, **more})


def test_the_new_password_holds_and_only_this_device_stays_in(clerk, enter):
    here, phone = enter(clerk), enter(clerk)

    assert change(here).url == "/desk/nanmen/"
    assert here.get("/desk/nanmen/").status_code == 200
    assert phone.get("/desk/nanmen/").status_code == 302
    doors = [
        Client().post("/accounts/login", {"login": clerk.login, "password": p}).status_code
        for p in (OLD, NEW)
    ]
    assert doors == [422, 302]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"old": "wrong"}, "原密码不对"),
        ({"old": ""}, "请输入原密码"),
        ({"again": "Ganlan-8265"}, "不一样"),
        ({"new": "12345678"}, "太常见"),
        ({"new": "onlysmallletters"}, "至少用 3 种"),
    ],
)
def test_what_is_wrong_is_told_and_the_old_one_stays(clerk, enter, words, why):
    answer = change(enter(clerk), **words)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert NEW not in answer.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(OLD)


def test_two_presses_are_one_change(clerk, enter):
    client, act = enter(clerk), str(uuid.uuid4())
    answers = [change(client, act_id=act) for _ in range(2)]

    assert {answer.url for answer in answers} == {"/desk/nanmen/"}
    assert AuditEntry.objects.filter(action="accounts.change_password", actor_id=clerk.pk).count() == 1


def test_the_same_form_with_another_password_is_no_repeat(clerk, enter):
    client, act = enter(clerk), str(uuid.uuid4())
    change(client, act_id=act)
    answer = change(client, old=NEW, new="Songshu-3391", act_id=act)

    assert answer.status_code == 422
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)


def test_guessing_the_old_password_shuts_the_login_and_time_opens(clerk, enter):
    client = enter(clerk)
    for _ in range(5):
        change(client, old="wrong")

    assert change(client).status_code == 422
    assert Client().post("/accounts/login", {"login": clerk.login, "password": OLD}).status_code == 422
    with clock.at(MORNING + dt.timedelta(minutes=30)):
        assert change(client).status_code == 302


def test_who_has_not_logged_in_is_led_to_the_door(db):
    assert Client().get(PAGE).url == f"/accounts/login?next={PAGE}"


def test_who_was_never_posted_finds_no_such_page(place, enter):
    assert enter(User.objects.create(login="none", name="无岗")).get(PAGE).status_code == 404


@pytest.mark.parametrize(("who", "page"), [("clerk", "/desk/nanmen/"), ("zhou", "/serve/nanmen/")])
def test_it_is_reached_from_desk_and_serve_pages(place, enter, who, page):
    assert f'href="{PAGE}"' in enter(place.users[who]).get(page).content.decode()


@given(st.text(max_size=20))
def test_the_validator_says_what_the_rule_says(password):
    faults = password_faults(password, least=8, kinds=3)
    try:
        RulebookValidator().validate(password)
        said = 0
    except ValidationError as wrong:
        said = len(wrong.messages)

    assert said == len(faults)
