"""Coming in: who may, where it leads, and what stops a guesser."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from linli.accounts.models import Posting, User
from linli.accounts.queries import actor_in, home_of
from linli.core import clock
from tests.conftest import MORNING
from tests.people import SINCE

SECRET = "correct horse 9"


@pytest.fixture
def clerk(place) -> User:
    user = place.users["clerk"]
    user.set_password(SECRET)
    user.save()
    return user


def knock(client, login: str, password: str, **more):
    return client.post("/accounts/login", {"login": login, "password": password, **more})


def test_the_right_password_leads_to_the_own_first_page(clerk):
    assert knock(Client(), clerk.login, SECRET).url == "/desk/nanmen/"


def test_login_names_have_no_case(clerk):
    assert knock(Client(), clerk.login.upper(), SECRET).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/desk/nanmen/orders/", "/desk/nanmen/orders/"),
        ("https://evil.example/", "/desk/nanmen/"),
        ("//evil.example/", "/desk/nanmen/"),
        ("javascript:alert(1)", "/desk/nanmen/"),
    ],
)
def test_it_leads_on_only_inside_the_house(clerk, wanted, leads):
    assert knock(Client(), clerk.login, SECRET, next=wanted).url == leads


@pytest.mark.parametrize(("login", "password"), [("clerk@nanmen", "wrong"), ("nobody@nanmen", SECRET)])
def test_a_wrong_word_is_refused_without_saying_which(clerk, login, password):
    answer = knock(Client(), login, password)

    assert answer.status_code == 422
    assert "登录名和密码对不上" in answer.content.decode()
    assert password not in answer.content.decode()


def test_five_wrong_passwords_lock_and_time_opens(clerk):
    client = Client()
    for _ in range(5):
        knock(client, clerk.login, "wrong")

    assert knock(client, clerk.login, SECRET).status_code == 422
    with clock.at(MORNING + dt.timedelta(hours=1)):
        assert knock(client, clerk.login, SECRET).status_code == 302


def test_a_right_password_clears_the_count(clerk):
    for _ in range(3):
        for _ in range(4):
            knock(Client(), clerk.login, "wrong")
        assert knock(Client(), clerk.login, SECRET).status_code == 302


def test_a_disabled_user_stays_outside(clerk):
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert knock(Client(), clerk.login, SECRET).status_code == 422


def test_who_is_away_too_long_logs_in_again(clerk):
    client = Client()
    knock(client, clerk.login, SECRET)
    for minutes in (20, 40, 60):
        with clock.at(MORNING + dt.timedelta(minutes=minutes)):
            assert client.get("/desk/nanmen/").status_code == 200
    with clock.at(MORNING + dt.timedelta(minutes=91)):
        assert client.get("/desk/nanmen/").status_code == 302


def test_logging_out_ends_it(clerk):
    client = Client()
    knock(client, clerk.login, SECRET)
    client.post("/accounts/logout")

    assert client.get("/desk/nanmen/").status_code == 302


def test_a_posting_holds_from_its_first_to_its_last_day(place):
    user = User.objects.create(login="temp", name="临时")
    day = MORNING.date()
    Posting.objects.create(
        user=user,
        role="clerk",
        community=place.community,
        valid_from=day,
        valid_to=day + dt.timedelta(days=2),
    )
    held = {}
    for shift in (-1, 0, 2, 3):
        with clock.at(MORNING + dt.timedelta(days=shift)):
            held[shift] = actor_in(user, place.community).plays("clerk")

    assert held == {-1: False, 0: True, 2: True, 3: False}


def test_the_first_page_follows_from_the_posting(place):
    stranger = User.objects.create(login="none", name="无岗")

    assert home_of(place.users["clerk"]) == "/desk/nanmen/"
    assert home_of(place.users["zhou"]) == "/serve/nanmen/"
    assert home_of(stranger) == ""


def test_a_posting_elsewhere_opens_nothing_here(place, other_place):
    Posting.objects.create(
        user=place.users["qiu"], role="clerk", community=other_place.community, valid_from=SINCE
    )

    assert not actor_in(place.users["qiu"], place.community).plays("clerk")


def test_two_logins_never_differ_by_case_alone(clerk):
    with pytest.raises(ValidationError):
        User.objects.create_user("CLERK@nanmen", "同名", "another good one 7")


@pytest.mark.parametrize("weak", ["1", "password", "12345678", "clerk@nanmen"])
def test_a_weak_password_is_refused(db, weak):
    with pytest.raises(ValidationError):
        User.objects.create_user("clerk@nanmen", "弱", weak)


def test_wrong_passwords_of_another_day_are_forgotten(clerk):
    for _ in range(4):
        knock(Client(), clerk.login, "wrong")
    with clock.at(MORNING + dt.timedelta(days=1)):
        knock(Client(), clerk.login, "wrong")

        assert knock(Client(), clerk.login, SECRET).status_code == 302


def test_the_answer_does_not_tell_which_logins_exist_or_rest(clerk):
    said = set()
    for login in (clerk.login, "nobody@nanmen"):
        for _ in range(6):
            page = knock(Client(), login, "wrong").content.decode()
            said.add(page.count("登录名和密码对不上"))

    assert len(said) == 1
