"""检索索引: filled by the worker, never across communities, never more than there is."""

import datetime as dt

import pytest

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.search import index
from linli.core.search.models import SearchEntry
from linli.orders.models import Order
from tests.conftest import MORNING
from tests.kept import settled


def found(place, query):
    return set(Order.objects.filter(pk__in=index.found(place.community.pk, Order, query)))


def test_a_new_order_is_found_once_the_worker_has_been_there(place):
    order = place.submit("巷道没有路灯")
    assert found(place, "路灯") == set()

    index.sweep()

    assert found(place, "路灯") == {order}
    assert found(place, "没有 巷道") == {order}, "every word, in any order"
    assert found(place, "路灯 下水道") == set()


@pytest.mark.parametrize(
    "query", ["", "？！", "\ue000", "'", '"', "a:*", "路灯' | 'x", "NEAR(路灯)", "路灯 OR 水"]
)
def test_a_query_is_words_and_never_a_language(place, query):
    place.submit("下水道堵了")
    index.sweep()

    assert found(place, query) == set()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("WiFi 连不上", "wif"),
        ("ＷＩＦＩ连不上", "WiFi"),
        ("𠮷祥街口", "𠮷祥"),
        ("𱎃字", "𱎃"),
        ("Straße Ünal", "straß"),
        ("été", "été"),
    ],
)
def test_words_of_every_script_are_found(place, text, query):
    order = place.submit(f"这里 {text}")
    index.sweep()

    assert found(place, query) == {order}


def test_another_community_is_never_found(place):
    with clock.at(MORNING - dt.timedelta(minutes=1)):
        other = settled("longmen", "350824001004")
    theirs = other.submit("巷道没有路灯")
    index.sweep()

    assert found(place, "路灯") == set()
    assert found(other, "路灯") == {theirs}


def test_the_sweep_writes_nothing_twice_and_what_has_changed_anew(place):
    order = place.submit("巷道没有路灯")
    index.sweep()
    before = SearchEntry.objects.get()
    index.sweep()
    assert SearchEntry.objects.get().digest == before.digest

    Order.objects.filter(pk=order.pk).update(text="下水道堵了", subject="下水道")
    index.sweep()

    assert SearchEntry.objects.get().pk == before.pk
    assert found(place, "下水道") == {order}
    assert found(place, "路灯") == set()


def test_what_the_sweep_missed_is_kept_at_night_and_what_has_gone_is_left_out(place):
    order, gone = place.submit("巷道没有路灯"), place.submit("路灯坏了")
    index.sweep()
    SearchEntry.objects.filter(subject_id=order.pk).delete()
    AuditEntry.objects.filter(subject_id=gone.pk).delete()
    gone.delete()

    index.fill()

    assert found(place, "路灯") == {order}
    assert SearchEntry.objects.filter(subject_id=gone.pk).count() == 0


def test_an_act_of_long_ago_is_left_to_the_night(place):
    place.submit("巷道没有路灯")
    with clock.at(MORNING + dt.timedelta(hours=1)):
        index.sweep()
        assert not SearchEntry.objects.exists()
        index.fill()

    assert SearchEntry.objects.count() == 1


def test_rebuilding_says_how_many(place):
    place.submit("巷道没有路灯")

    assert index.rebuild()["orders.order"] == 1
    assert index.rebuild()["orders.order"] == 1


def test_a_removed_entry_leaves_no_word_behind(place):
    place.submit("巷道没有路灯")
    index.sweep()
    SearchEntry.objects.all().delete()

    assert found(place, "路灯") == set()


def test_no_kind_is_declared_twice():
    with pytest.raises(ValueError, match="searched already"):
        index.declare(index.KINDS["orders.order"])
