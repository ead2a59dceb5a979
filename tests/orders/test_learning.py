"""Suggested kinds and hot issues, in the product: learnt from the community's own history, shown at the desk."""

import datetime as dt

import pytest
from django.utils.html import strip_tags

from linli.core import clock
from linli.orders import hot, learning
from linli.orders.models import HotIssue, Order, Suggestion, TrainedModel
from linli.orders.tasks import group, suggest, train

WORDS = {"停车": "消防通道被车堵住，车位乱停", "环境卫生": "垃圾桶满了没人清运，楼道有异味"}


@pytest.fixture
def taught(place):
    """A community with sixty messages taken in with a label from elsewhere."""
    for number in range(60):
        name = list(WORDS)[number % 2]
        text = f"{WORDS[name]}{'，请快点' * (number % 3)}"
        place.submit(
            text=text, category=place.category(name), channel="hotline", external_number=f"H{number}"
        )
    Order.objects.update(status="declined", ended_at=clock.now())
    return place


def test_it_learns_once_and_again_when_there_is_more(taught):
    train()
    train()
    kept = TrainedModel.objects.get()
    assert (kept.version, kept.rows, kept.first) == (1, 60, 60)
    for number in range(5):
        taught.submit(
            text=f"车位{number}",
            category=taught.category("停车"),
            channel="hotline",
            external_number=f"N{number}",
        )
    train()
    old, new = TrainedModel.objects.order_by("version")
    assert (old.content, new.rows) == (b"", 65)


def test_a_community_with_little_history_learns_nothing(place):
    place.order("closed")
    assert learning.train(place.community) is None


def test_no_community_learns_from_another(taught, other_place):
    assert learning.learnable(other_place.community) == []
    assert learning.train(other_place.community) is None


def test_a_new_order_gets_one_suggestion_with_its_reason(taught):
    train()
    order = taught.submit(text="车位被人乱停了，堵住通道", category=taught.category("别的"))
    suggest()
    suggest()
    said = Suggestion.objects.get()
    assert (said.order_id, said.category.name, said.percent) == (order.pk, "停车", 100)
    assert all(word in order.text for word in said.words)


def test_the_desk_finds_it_chosen_and_reads_why(taught, enter):
    train()
    order = taught.submit(text="车位被人乱停了，堵住通道", category=taught.category("别的"))
    suggest()
    page = enter(taught.users["clerk"]).get(f"/desk/nanmen/orders/{order.number}/admit").content.decode()
    assert f'value="{taught.category("停车").pk}" selected' in page
    said = strip_tags(page)
    assert "建议：停车" in said
    assert "居民选的是“别的”" in said


def test_what_is_not_clear_is_not_said(taught, enter):
    train()
    order = taught.submit(text="车位被人乱停了", category=taught.category("别的"))
    suggest()
    Suggestion.objects.update(percent=59)
    page = enter(taught.users["clerk"]).get(f"/desk/nanmen/orders/{order.number}/admit").content.decode()
    assert "建议：" not in strip_tags(page)


def three_lamps(place):
    for text in (
        "东巷路灯不亮，晚上看不见路",
        "东巷的路灯坏了，请来修路灯",
        "东巷路灯坏了好几天，晚上不敢走",
    ):
        place.submit(text=text, place="东巷")
    place.submit(text="想问老年证怎么办", category=place.category("政策咨询"))


def test_hot_issues_show_the_orders_behind_them(place, enter, django_assert_max_num_queries):
    three_lamps(place)
    group()
    issue = HotIssue.objects.get()
    assert issue.members.count() == 3
    page = enter(place.users["clerk"]).get("/desk/nanmen/orders/hot").content.decode()
    assert page.count("/desk/nanmen/orders/20") == 3
    assert "老年证" not in page
    with django_assert_max_num_queries(2):
        hot.hot(place.actor("clerk"), hot.first_day(clock.today()))


def test_grouping_again_changes_nothing_and_withdrawn_ones_leave(place):
    three_lamps(place)
    group()
    group()
    assert HotIssue.objects.count() == 1
    place.take(Order.objects.order_by("number").first(), "withdraw")
    assert hot.group(place.community, hot.first_day(clock.today())) == 0


@pytest.mark.parametrize("month", ["", "x", "2026-13", "2099-01", "2025-12"])
def test_any_month_is_a_page(place, enter, month):
    answer = enter(place.users["clerk"]).get(f"/desk/nanmen/orders/hot?month={month}")
    assert answer.status_code == 200


def test_a_month_begins_on_its_first_day():
    assert hot.first_day(dt.date(2026, 3, 10)) == dt.date(2026, 3, 1)
