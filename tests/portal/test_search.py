"""检索: one search over what an actor may see; people are not in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.core.keys import uuid7
from linli.core.rights import REGISTER
from linli.core.search import index
from linli.disclosure import actions as disclosure
from linli.orders.models import Order
from tests.conftest import MORNING

SEARCH = "/desk/nanmen/search"
NUMBERED = {
    "wishes.microwish": "W2026-0001",
    "wishes.practicaldeed": "D2026-0001",
    "surveys.survey": "Q2026-0001",
}


def test_all_that_holds_the_words_by_kind(place, enter):
    order = place.submit("巷道没有路灯")
    place.submit("下水道堵了")
    told = disclosure.publish(
        place.community,
        title="路灯检修",
        text="周三上午检修路灯。",
        signed="南门社区居民委员会",
        since=MORNING.date(),
        until=MORNING.date(),
        by=place.actor("clerk"),
    )
    index.sweep()

    page = enter(place.users["clerk"]).get(SEARCH, {"q": "路灯"}).content.decode()

    assert f"/desk/nanmen/orders/{order.number}" in page
    assert f"/desk/nanmen/announcements/{told.code}" in page
    assert "下水道" not in page


def test_a_number_and_a_code_are_found_before_the_worker_was_there(place, enter):
    order = place.submit("巷道没有路灯")
    client = enter(place.users["clerk"])

    for named in (order.number, order.code):
        assert f"/desk/nanmen/orders/{order.number}" in client.get(SEARCH, {"q": named}).content.decode()


def test_a_grid_worker_finds_what_lies_in_the_own_grid_alone(place, enter):
    mine, other = (
        place.buildings[0],
        next(b for b in place.buildings if b.grid_id != place.buildings[0].grid_id),
    )
    seen, unseen = place.submit("路灯坏了", building=mine), place.submit("路灯坏了", building=other)
    index.sweep()

    page = enter(place.users["grid_worker"]).get(SEARCH, {"q": "路灯"}).content.decode()

    shown = {order.number for order in (seen, unseen) if order.number in page}
    allowed = {
        order.number
        for order in Order.objects.all()
        if order.grid_id in place.actor("grid_worker").places("grid_worker")
    }
    assert shown == allowed
    assert len(shown) == 1


def test_who_asked_finds_nothing(place, enter):
    place.submit("巷道没有路灯", contact_name="张三", contact_phone="13900006021")
    index.sweep()
    client = enter(place.users["clerk"])

    for person in ("张三", "13900006021", "6021"):
        page = client.get(SEARCH, {"q": person}).content.decode()
        assert "没有找到" in page


@pytest.mark.parametrize("query", ["", "？", "\x00", "x" * 500])
def test_a_strange_query_finds_nothing_and_breaks_nothing(place, enter, query):
    place.submit("巷道没有路灯")
    index.sweep()

    assert "orders/2026-" not in enter(place.users["clerk"]).get(SEARCH, {"q": query}).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_it_asks_little_however_much_is_found(place, enter, rows):
    for _ in range(rows):
        place.submit("巷道没有路灯")
    index.sweep()
    client = enter(place.users["clerk"])
    client.get(SEARCH, {"q": "路灯"})

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(SEARCH, {"q": "路灯"})

    about = [
        q["sql"]
        for q in asked.captured_queries
        if "core_searchentry" in q["sql"] or "orders_order" in q["sql"]
    ]
    assert len(about) == 2


@pytest.mark.parametrize("code", index.KINDS)
def test_every_kind_that_is_searched_has_its_right_and_its_page(code):
    kind = index.KINDS[code]
    view, attribute = kind.page
    named = {"pk": str(uuid7()), "code": "K7P4M2"}.get(attribute, NUMBERED.get(code, "2026-0001"))

    assert kind.right in REGISTER
    assert reverse(view, args=["nanmen", named])
