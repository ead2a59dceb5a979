"""Somebody acts in another's posting: from a day to a day, named in every act, and never more than lent."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from linli.accounts import delegations
from linli.accounts.models import Delegation, Posting, User
from linli.accounts.queries import actor_in
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from tests.accounts.inviting import DESK, press
from tests.conftest import MORNING
from tests.people import person

TODAY = MORNING.date()
DAY = dt.timedelta(days=1)
MINE = "/desk/nanmen/mine/"


def posting_of(place, name: str) -> Posting:
    return place.users[name].postings.get(community=place.community)


def lend(place, enter, whose: str, to: str, *, by: str = "", **more: Any) -> Any:
    """Through the page, by the holder of the posting unless another is named."""
    form = {
        "act_id": str(uuid.uuid4()),
        "to": str(place.users[to].pk),
        "since": TODAY,
        "until": TODAY + DAY,
        **more,
    }
    return enter(place.users[by or whose]).post(f"{DESK}{posting_of(place, whose).pk}/delegate", form)


@pytest.fixture
def lent(place, enter) -> Delegation:
    assert lend(place, enter, "clerk", "grid_worker").url == MINE
    return Delegation.objects.get()


def admit(client: Client, order: Any) -> Any:
    form = {
        "act_id": str(uuid.uuid4()),
        "version": order.version,
        "category": str(order.category_id),
        "building": str(order.building_id or ""),
    }
    return client.post(f"/desk/nanmen/orders/{order.number}/admit", form)


def test_who_acts_does_the_work_and_the_audit_says_for_whom(place, enter, lent):
    order = place.order()  # of no grid: nothing for a grid worker
    answer = admit(enter(place.users["grid_worker"]), order)
    entry = AuditEntry.objects.get(action="orders.admit")

    assert answer.status_code == 302
    assert (entry.actor_name, entry.on_behalf_of, entry.posting_id) == (
        "grid_worker",
        "clerk",
        posting_of(place, "clerk").pk,
    )


def test_in_the_own_grid_one_acts_for_oneself(place, enter, lent):
    order = place.order(building=next(b for b in place.buildings if b.grid_id == place.grids[0].pk))
    admit(enter(place.users["grid_worker"]), order)

    assert AuditEntry.objects.get(action="orders.admit").on_behalf_of == ""


def test_of_two_lenders_the_one_who_reaches_the_matter_is_named(place, enter, lent):
    other = person(place, "other_worker", "grid_worker", place_id=place.grids[1].pk)
    lend(place, enter, "other_worker", "grid_worker")
    order = place.order(building=next(b for b in place.buildings if b.grid_id == place.grids[1].pk))
    Delegation.objects.exclude(posting__user=other).update(ended_at=clock.now())
    admit(enter(place.users["grid_worker"]), order)

    assert AuditEntry.objects.get(action="orders.admit").on_behalf_of == "other_worker"


def test_the_head_of_every_page_says_for_whom_one_acts(place, enter, lent):
    assert "代clerk" in enter(place.users["grid_worker"]).get("/desk/nanmen/").content.decode()
    assert "代clerk" not in enter(place.users["clerk"]).get("/desk/nanmen/").content.decode()


def test_it_holds_from_its_first_to_its_last_day(place, enter):
    lend(place, enter, "clerk", "grid_worker", since=TODAY + DAY, until=TODAY + 2 * DAY)
    held = {}
    for shift in range(4):
        with clock.at(MORNING + shift * DAY):
            held[shift] = actor_in(place.users["grid_worker"], place.community).plays("clerk")

    assert held == {0: False, 1: True, 2: True, 3: False}


@pytest.mark.parametrize("who", ["clerk", "grid_worker", "secretary"])
def test_lender_delegate_and_secretary_end_it_at_once(place, enter, lent, who):
    client, form = enter(place.users[who]), {"act_id": str(uuid.uuid4())}
    answers = [client.post(f"{MINE}delegations/{lent.pk}/end", form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert not actor_in(place.users["grid_worker"], place.community).plays("clerk")
    assert AuditEntry.objects.filter(action="accounts.end_delegation").count() == 1


def test_somebody_else_ends_nothing(place, enter, lent):
    person(place, "clerk2", "clerk")
    form = {"act_id": str(uuid.uuid4())}

    assert enter(place.users["clerk2"]).post(f"{MINE}delegations/{lent.pk}/end", form).status_code == 404
    assert enter(place.users["zhou"]).post(f"{MINE}delegations/{lent.pk}/end", form).status_code == 403


def test_ending_twice_is_told(place, enter, lent):
    client = enter(place.users["clerk"])
    for _ in range(2):
        answer = client.post(f"{MINE}delegations/{lent.pk}/end", {"act_id": str(uuid.uuid4())}, follow=True)

    assert "已经结束了" in answer.content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"since": TODAY - DAY}, "开始日期不能早于今天"),
        ({"until": TODAY - DAY}, "最后一天"),
        ({"until": TODAY + 30 * DAY}, "一次最多 30 天"),
        ({"since": TODAY + DAY, "until": TODAY}, "最后一天"),
    ],
)
def test_days_that_cannot_be_are_told(place, enter, more, said):
    answer = lend(place, enter, "clerk", "grid_worker", **more)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Delegation.objects.exists()


def test_thirty_days_are_allowed(place, enter):
    assert lend(place, enter, "clerk", "grid_worker", until=TODAY + 29 * DAY).status_code == 302


def test_the_same_days_are_not_lent_twice(place, enter, lent):
    person(place, "clerk2", "clerk")

    assert lend(place, enter, "clerk", "clerk2").status_code == 422
    assert (
        lend(place, enter, "clerk", "clerk2", since=TODAY + 2 * DAY, until=TODAY + 2 * DAY).status_code == 302
    )


def test_nobody_lends_to_oneself_to_a_stranger_or_to_a_volunteer(place, other_place, enter):
    for to in (place.users["clerk"], other_place.users["clerk"], place.users["zhou"]):
        with pytest.raises(DomainError):
            delegations.delegate(
                posting_of(place, "clerk"), to=to, since=TODAY, until=TODAY, by=place.actor("clerk")
            )
        form = {"act_id": str(uuid.uuid4()), "to": str(to.pk), "since": TODAY, "until": TODAY}
        page = f"{DESK}{posting_of(place, 'clerk').pk}/delegate"
        assert enter(place.users["clerk"]).post(page, form).status_code == 422


def test_a_lent_posting_is_not_lent_on(place, enter, lent):
    person(place, "clerk2", "clerk")
    answer = lend(place, enter, "clerk", "clerk2", by="grid_worker", since=TODAY, until=TODAY)

    assert answer.status_code == 404


def test_a_lent_secretary_lends_ends_and_posts_nothing(place, enter):
    lend(place, enter, "secretary", "clerk")
    client = enter(place.users["clerk"])

    assert client.get(DESK).status_code == 403
    assert client.get(f"{DESK}invite").status_code == 403
    assert client.get(f"{DESK}{posting_of(place, 'grid_worker').pk}/delegate").status_code == 404
    assert press(client, posting_of(place, "grid_worker"), "drop_factors").status_code == 403


def test_a_secretary_lends_for_anybody_here_and_for_nobody_elsewhere(place, other_place, enter):
    answer = lend(place, enter, "clerk", "grid_worker", by="secretary")

    assert answer.url == f"{DESK}{posting_of(place, 'clerk').pk}"
    assert AuditEntry.objects.get(action="accounts.delegate").actor_name == "secretary"
    other = other_place.users["clerk"].postings.get()
    assert enter(place.users["secretary"]).get(f"{DESK}{other.pk}/delegate").status_code == 404


def test_it_ends_with_the_posting(place, enter, lent):
    desk = enter(place.users["secretary"])
    press(desk, posting_of(place, "clerk"), "end_posting", last_day=TODAY, at_once="on")

    assert not actor_in(place.users["grid_worker"], place.community).plays("clerk")
    assert "已结束" in enter(place.users["grid_worker"]).get(MINE).content.decode()


def test_who_has_left_acts_for_nobody(place, enter, lent):
    desk = enter(place.users["secretary"])
    press(desk, posting_of(place, "grid_worker"), "end_posting", last_day=TODAY, at_once="on")

    assert actor_in(place.users["grid_worker"], place.community).offices == ()
    assert enter(place.users["grid_worker"]).get("/desk/nanmen/").status_code == 404


def test_who_acts_never_closes_the_own_work(place, enter):
    lend(place, enter, "secretary", "grid_worker")
    order = place.order("dispatched")
    type(order).objects.filter(pk=order.pk).update(handler=place.users["grid_worker"], team=None)
    order.refresh_from_db()
    for verb in ("accept", "resolve"):
        place.take(order, verb, taker="grid_worker")
    place.take(order, "confirm")
    form = {"act_id": str(uuid.uuid4()), "version": order.version}
    answer = enter(place.users["grid_worker"]).post(f"/desk/nanmen/orders/{order.number}/close", form)

    assert answer.status_code == 403
    order.refresh_from_db()
    assert order.status == "confirmed"


def test_who_acts_for_somebody_never_closes_what_that_one_did(place, enter):
    lend(place, enter, "secretary", "grid_worker")
    order = place.order("dispatched")
    type(order).objects.filter(pk=order.pk).update(handler=place.users["secretary"], team=None)
    order.refresh_from_db()
    for verb in ("accept", "resolve"):
        place.take(order, verb, taker="secretary")
    place.take(order, "confirm")
    form = {"act_id": str(uuid.uuid4()), "version": order.version}

    assert (
        enter(place.users["grid_worker"]).post(f"/desk/nanmen/orders/{order.number}/close", form).status_code
        == 403
    )


def test_a_double_press_lends_once(place, enter):
    form = {"act_id": str(uuid.uuid4())}

    assert [lend(place, enter, "clerk", "grid_worker", **form).status_code for _ in range(2)] == [302, 302]
    assert Delegation.objects.count() == 1


def test_the_own_page_and_the_secretarys_show_it(place, enter, lent):
    page = enter(place.users["clerk"]).get(MINE).content.decode()
    own = enter(place.users["grid_worker"]).get(MINE).content.decode()
    desk = enter(place.users["secretary"]).get(f"{DESK}{posting_of(place, 'clerk').pk}").content.decode()

    assert page.index("谁代理我") < page.index("grid_worker") < page.index("我代理谁")
    assert own.index("我代理谁") < own.index("生效中")
    assert "谁代理这个岗位" in desk


def test_pages_ask_the_same_for_any_number_of_delegations(place, enter, django_assert_max_num_queries):
    for n in range(8):
        day = TODAY + n * DAY
        Delegation.objects.create(
            community=place.community, posting=posting_of(place, "clerk"), to=place.users["grid_worker"],
            valid_from=day, valid_to=day,
        )  # fmt: skip
    client = enter(place.users["clerk"])
    client.get(MINE)

    with django_assert_max_num_queries(2 + 4):  # session and user stand outside the budget
        client.get(MINE)


def test_a_disabled_colleague_is_not_offered(place, enter):
    User.objects.filter(pk=place.users["grid_worker"].pk).update(is_active=False)

    assert lend(place, enter, "clerk", "grid_worker").status_code == 422


def test_long_names_and_posts_fit_the_audit(place, enter):
    User.objects.filter(pk=place.users["clerk"].pk).update(name="长" * 60)
    Posting.objects.filter(user=place.users["clerk"]).update(title="岗" * 40)
    lend(place, enter, "clerk", "grid_worker")
    admit(enter(place.users["grid_worker"]), place.order())
    entry = AuditEntry.objects.get(action="orders.admit")

    assert len(entry.actor_title) == 80
    assert entry.on_behalf_of == "长" * 60
