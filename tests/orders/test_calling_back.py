"""Call-backs (R-26): who is rung, by whom, when; all or a sample that nobody chooses."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core import clock
from linli.orders import actions
from linli.orders.calling_back import in_sample, to_call_back
from linli.orders.models import Order
from linli.residents.models import Person, Reach
from tests.orders.test_pages import queries_of
from tests.people import person

PAGE = "/desk/nanmen/orders/call_backs"


@pytest.fixture
def done(place):
    """An order that zhou resolved five hours ago, whose requester left a telephone."""
    order = place.order("resolved", contact_phone="13900004466")
    Order.objects.filter(pk=order.pk).update(resolved_at=clock.now() - dt.timedelta(hours=5))
    return order


def waiting(place, name="clerk"):
    return [order.pk for order in to_call_back(place.community, place.actor(name))]


def test_who_left_a_telephone_is_rung_after_some_hours(place, done):
    place.order("resolved", contact_phone="13900004467")  # just now
    without = place.order("resolved")
    Order.objects.filter(pk=without.pk).update(resolved_at=clock.now() - dt.timedelta(hours=5))
    assert waiting(place) == [done.pk]


def test_who_did_it_never_finds_it_there(place, done):
    person(place, "both", "clerk")
    Order.objects.filter(pk=done.pk).update(accepted_by=place.users["both"])
    assert waiting(place, "both") == []
    assert waiting(place) == [done.pk]


def test_who_asked_for_other_hours_is_not_there_now(place, done):
    someone = Person(community=place.community, name="魏")
    someone.phone = "13900004466"
    someone.save()
    Reach.objects.create(community=place.community, person=someone, from_hour=18, to_hour=21)
    assert waiting(place) == []
    with clock.at(clock.now() + dt.timedelta(hours=10)):  # the evening of that day
        assert waiting(place) == [done.pk]


def test_the_page_says_how_often_nobody_answered(place, done, enter):
    done.refresh_from_db()
    actions.call_back(done, way="call", answered=False, by=place.actor("clerk"), version=done.version)
    page = enter(place.users["clerk"]).get(PAGE).content.decode()
    assert f"/desk/nanmen/orders/{done.number}/call_back" in page
    assert "打过 1 次没人接" in page


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_as_often_for_one_as_for_many(place, enter, count):
    for number in range(count):
        place.order("resolved", contact_phone=f"139000055{number:02d}")
    Order.objects.update(resolved_at=clock.now() - dt.timedelta(hours=5))
    client = enter(place.users["clerk"])
    client.get(PAGE)
    assert len(queries_of(lambda: client.get(PAGE))) <= 4


def test_a_member_has_no_call_backs(place, enter):
    assert enter(place.users["zhou"]).get(PAGE).status_code in {403, 404}


@given(st.lists(st.uuids(version=4), min_size=1, max_size=30), st.integers(0, 100), st.integers(0, 100))
def test_a_larger_sample_holds_the_smaller(keys, one, other):
    small, large = sorted((one, other))
    assert {key for key in keys if in_sample(key, small)} <= {key for key in keys if in_sample(key, large)}
    assert not any(in_sample(key, 0) for key in keys)
    assert all(in_sample(key, 100) for key in keys)


def test_a_sample_is_about_its_share():
    keys = [uuid.UUID(int=number * 7919) for number in range(10_000)]
    assert 2800 < sum(in_sample(key, 30) for key in keys) < 3200
