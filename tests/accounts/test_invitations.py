"""Coming by invitation: the link is good once and for some hours, and nobody finds it out."""

import datetime as dt
import logging
import re
import uuid

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from linli.accounts import invitations
from linli.accounts.models import Invitation, Posting, User
from linli.core import clock, keys
from linli.core.audit import AuditEntry
from linli.rulebook import book
from tests.accounts.inviting import DESK, GOOD, come, invite, press, token_on, typed
from tests.conftest import MORNING

NOT_GOOD = "这个链接不能用"


@pytest.fixture
def desk(place, enter) -> Client:
    return enter(place.users["secretary"])


def test_the_invited_person_chooses_a_password_and_is_in(desk):
    token, phone = invite(desk), Client()
    page = phone.get(f"/accounts/invited/{token}").content.decode()
    answer = come(phone, token)

    assert "王小川" in page
    assert "nanmen社区" in page
    assert answer.url == "/desk/nanmen/"
    assert phone.get(answer.url).status_code == 200
    knock = Client().post("/accounts/login", {"login": "wang@nanmen", "password": GOOD})
    assert knock.url == "/desk/nanmen/"


def test_the_code_on_paper_leads_where_the_link_leads(desk):
    token = invite(desk)
    for words in (invitations.show_token(token), invitations.show_token(token).lower().replace("-", " ")):
        assert Client().post("/accounts/invited", {"code": words}).url == f"/accounts/invited/{token}"
    assert Client().post("/accounts/invited", {"code": token[:-1]}).status_code == 422


def test_a_link_is_good_to_its_last_minute(desk):
    token = invite(desk)
    hours = book.value("accounts.invitation.hours", on=MORNING.date())
    end = MORNING + dt.timedelta(hours=hours)

    with clock.at(end - dt.timedelta(minutes=1)):
        assert Client().get(f"/accounts/invited/{token}").status_code == 200
    with clock.at(end):
        assert Client().get(f"/accounts/invited/{token}").status_code == 404
        assert come(Client(), token).status_code == 404


def test_a_link_is_good_once(desk):
    token = invite(desk)
    come(Client(), token)
    other = come(Client(), token, "Ganlan-8264")

    assert other.status_code == 404
    assert User.objects.get(login="wang@nanmen").check_password(GOOD)


def test_two_presses_of_one_form_set_one_password_and_the_second_is_led_on(desk):
    token, phone, act = invite(desk), Client(), str(uuid.uuid4())
    first = come(phone, token, act_id=act)
    same, lost_cookie = come(phone, token, act_id=act), come(Client(), token, act_id=act)

    assert first.url == same.url == "/desk/nanmen/"
    assert lost_cookie.url == "/accounts/login"
    assert AuditEntry.objects.filter(action="accounts.take_up").count() == 1


def test_wrong_used_old_and_foreign_tokens_get_one_and_the_same_page(desk):
    used, old = invite(desk), invite(desk, login="li@nanmen", name="李向东")
    come(Client(), used)
    Invitation.objects.filter(used_at__isnull=True).update(expires_at=clock.now())
    pages = [
        Client().get(f"/accounts/invited/{word}")
        for word in (used, old, old[:6] + used[6:], invitations.new_token(), "AAAAAA", "%00", "文")
    ]

    assert {page.status_code for page in pages} == {404}
    assert NOT_GOOD in pages[0].content.decode()
    # Only the form of the language carries the address back and a token of its own.
    own = re.compile(r'name="(next|csrfmiddlewaretoken)" value="[^"]*"')
    assert len({own.sub("", page.content.decode()) for page in pages}) == 1


def test_who_guesses_the_rest_of_a_token_is_shut_out_for_a_while(desk):
    token, guesser = invite(desk), Client()
    for _ in range(5):
        wrong = token[:6] + invitations.new_token()[6:]
        assert guesser.get(f"/accounts/invited/{wrong}").status_code == 404

    assert Client().get(f"/accounts/invited/{token}").status_code == 404
    with clock.at(MORNING + dt.timedelta(minutes=30)):
        assert Client().get(f"/accounts/invited/{token}").status_code == 200


def test_opening_ones_own_link_often_shuts_nobody_out(desk):
    token = invite(desk)
    answers = {Client().get(f"/accounts/invited/{token}").status_code for _ in range(12)}

    assert answers == {200}


def test_the_token_is_nowhere_in_clear(desk, caplog):
    caplog.set_level(logging.DEBUG)
    token = invite(desk)
    Client().get(f"/accounts/invited/{token[:6]}{invitations.new_token()[6:]}")
    come(Client(), token)
    groups = invitations.show_token(token).split("-")

    stored = "".join(str(model._base_manager.values_list()) for model in apps.get_models())
    said = "".join(record.getMessage() for record in caplog.records if record.name.startswith("linli"))
    assert len(stored) > 1000
    assert [group for group in groups if group in stored or group in said] == []
    assert GOOD not in stored


def test_a_newer_link_ends_the_older(desk, place):
    first = invite(desk)
    posting = Posting.objects.get(user__login="wang@nanmen")
    second = token_on(press(desk, posting, "renew"))

    assert Client().get(f"/accounts/invited/{first}").status_code == 404
    assert Client().get(f"/accounts/invited/{second}").status_code == 200


def test_a_link_can_be_taken_back_once(desk):
    token = invite(desk)
    posting = Posting.objects.get(user__login="wang@nanmen")

    assert press(desk, posting, "take_back").status_code == 302
    assert Client().get(f"/accounts/invited/{token}").status_code == 404
    assert press(desk, posting, "take_back").status_code == 422


def test_the_link_is_shown_to_the_first_press_only(desk):
    form = typed()
    first, second = (desk.post(f"{DESK}invite", form) for _ in range(2))

    assert token_on(first)
    assert first["Cache-Control"].count("no-store")
    assert second.url == DESK
    assert Invitation.objects.count() == Posting.objects.filter(user__login="wang@nanmen").count() == 1
    assert AuditEntry.objects.filter(action="accounts.invite").count() == 1


def test_who_begins_later_comes_in_now_and_sees_the_desk_on_the_first_day(desk):
    first_day = MORNING + dt.timedelta(days=2)
    token, phone = invite(desk, since=first_day.date()), Client()

    assert come(phone, token).url == "/"
    assert phone.get("/desk/nanmen/").status_code == 404
    with clock.at(first_day):
        phone.post("/accounts/login", {"login": "wang@nanmen", "password": GOOD})
        assert phone.get("/desk/nanmen/").status_code == 200


def test_a_disabled_login_is_not_opened_by_a_link(desk):
    token = invite(desk)
    User.objects.filter(login="wang@nanmen").update(is_active=False)

    assert come(Client(), token).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        ("Ab1-", "Ab1-", "至少 8 个字符"),
        ("abcdefghij", "abcdefghij", "至少用 3 种"),
        ("Password123", "Password123", "太常见"),
        ("Wang@nanmen-1", "Wang@nanmen-1", "登录名"),
        (GOOD, "Fenghuang-72", "不一样"),
        ("", "", "请设一个密码"),
    ],
)
def test_a_bad_password_is_told_and_the_link_stays_good(desk, password, again, why):
    token = invite(desk)
    answer = come(Client(), token, password, again=again)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert come(Client(), token).status_code == 302


@given(st.text(alphabet=keys.CODE_ALPHABET, min_size=24, max_size=24), st.sampled_from(["-", " ", "", "－"]))
def test_a_token_survives_being_written_by_hand(token, mark):
    written = invitations.show_token(token).replace("-", mark).lower()

    assert invitations.read_token(written) == token


@given(st.text())
def test_anything_typed_is_a_whole_token_or_none(words):
    token = invitations.read_token(words)

    assert token == "" or (len(token) == 24 and set(token) <= set(keys.CODE_ALPHABET))


def test_every_token_is_another():
    assert len({invitations.new_token() for _ in range(500)}) == 500
