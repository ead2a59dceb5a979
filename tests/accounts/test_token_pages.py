"""Tokens for programs: made and shown once, listed, ended; within the days of the rulebook."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from linli.accounts.models import Token
from linli.accounts.tokens import bearer_of
from linli.core import clock
from linli.core.audit import AuditEntry
from tests.accounts.inviting import DESK, press
from tests.conftest import MORNING

TODAY = MORNING.date()
DAY = dt.timedelta(days=1)
PAGE = "/desk/nanmen/mine/tokens"


def form(place, who: str, **more: Any) -> dict[str, Any]:
    posting = place.users[who].postings.get(community=place.community)
    return {
        "act_id": str(uuid.uuid4()),
        "posting": str(posting.pk),
        "name": "大厅屏幕",
        "until": TODAY + DAY,
        **more,
    }


def make(client: Client, place, who: str, **more: Any) -> str:
    page = client.post(f"{PAGE}/make", form(place, who, **more)).content.decode()
    found = re.search(r'value="(linli_[\w-]{43})"', page)
    assert found, page
    return found[1]


def end(client: Client, row: Token):
    return client.post(f"{PAGE}/{row.pk}/end", {"act_id": str(uuid.uuid4())}, follow=True)


def test_a_token_is_shown_once_and_opens_what_the_posting_opens(place, enter):
    client = enter(place.users["clerk"])
    token = make(client, place, "clerk", may_write="on")
    bearer = bearer_of(token, place.community)

    assert bearer.may_write
    assert bearer.actor.plays("clerk")
    assert token not in client.get(PAGE).content.decode()
    assert token not in str(Token.objects.values()) + str(AuditEntry.objects.values())
    assert AuditEntry.objects.get(action="accounts.make_token").actor_name == "clerk"


def test_a_double_press_makes_one_and_says_that_it_was_shown(place, enter):
    client, typed = enter(place.users["clerk"]), form(place, "clerk")
    client.post(f"{PAGE}/make", typed)
    answer = client.post(f"{PAGE}/make", typed, follow=True)

    assert "只显示一次" in answer.content.decode()
    assert Token.objects.count() == 1


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (0, 200), (365, 200), (366, 422)])
def test_its_last_day_lies_within_a_year(place, enter, days, status):
    typed = form(place, "clerk", until=TODAY + days * DAY)

    assert enter(place.users["clerk"]).post(f"{PAGE}/make", typed).status_code == status


def test_it_opens_nothing_after_its_last_day_or_when_ended(place, enter):
    client = enter(place.users["clerk"])
    token = make(client, place, "clerk")
    with clock.at(MORNING + 2 * DAY):
        assert bearer_of(token, place.community) is None
    end(client, Token.objects.get())

    assert bearer_of(token, place.community) is None
    assert "已经结束了" in end(client, Token.objects.get()).content.decode()
    assert AuditEntry.objects.filter(action="accounts.end_token").count() == 1


def test_it_ends_with_the_posting(place, enter):
    token = make(enter(place.users["clerk"]), place, "clerk")
    posting = place.users["clerk"].postings.get()
    press(enter(place.users["secretary"]), posting, "end_posting", last_day=TODAY, at_once="on")

    assert bearer_of(token, place.community) is None
    assert "已结束" in enter(place.users["secretary"]).get(PAGE).content.decode()


def test_nobody_makes_one_for_the_posting_of_another(place, enter):
    answer = enter(place.users["secretary"]).post(f"{PAGE}/make", form(place, "clerk"))

    assert answer.status_code == 422
    assert not Token.objects.exists()


@pytest.mark.parametrize("who", ["grid_worker", "zhou"])
def test_tokens_are_for_the_desk(place, enter, who):
    assert enter(place.users[who]).get(PAGE).status_code == 403


def test_the_secretary_sees_and_ends_all_of_the_community_a_clerk_the_own(place, other_place, enter):
    make(enter(place.users["clerk"]), place, "clerk")
    make(enter(place.users["secretary"]), place, "secretary", name="书记的")
    row = Token.objects.get(posting__user=place.users["secretary"])

    assert "书记的" not in enter(place.users["clerk"]).get(PAGE).content.decode()
    assert end(enter(place.users["clerk"]), row).status_code == 404
    own = Token.objects.get(posting__user=place.users["clerk"])
    assert "大厅屏幕" in enter(place.users["secretary"]).get(PAGE).content.decode()
    assert end(enter(other_place.users["secretary"]), own).status_code == 404
    assert end(enter(place.users["secretary"]), own).status_code == 200
    assert Token.objects.get(pk=own.pk).ended_at


def test_who_acts_for_the_secretary_sees_no_tokens_of_others(place, enter):
    make(enter(place.users["secretary"]), place, "secretary", name="书记的")
    lent = {"act_id": str(uuid.uuid4()), "to": str(place.users["clerk"].pk), "since": TODAY, "until": TODAY}
    enter(place.users["secretary"]).post(f"{DESK}{place.users['secretary'].postings.get().pk}/delegate", lent)

    assert "书记的" not in enter(place.users["clerk"]).get(PAGE).content.decode()
