"""疑似重复: at the desk an order shows what is open in much the same words, wherever it is."""

import datetime as dt

from linli.core import clock
from linli.core.search import index
from linli.orders import nearby
from tests.conftest import MORNING

LAMP = "三栋二单元门口的路灯坏了好几天，晚上老人出门看不见路，请派人来修"
AGAIN = "三栋二单元门口路灯坏了三四天，晚上老人看不见路，请尽快派人来修"
DRAIN = "菜市场后面的下水道又堵住，污水流到人行道上，夏天臭味很大"


def alike(order):
    return [other.number for other in nearby.others(order)[1]]


def test_what_is_open_in_much_the_same_words_is_shown_and_nothing_else(place):
    lamp, again, drain = place.submit(LAMP), place.submit(AGAIN), place.submit(DRAIN)
    place.order("withdrawn", text=LAMP)
    index.sweep()

    assert alike(lamp) == [again.number]
    assert alike(again) == [lamp.number]
    assert alike(drain) == []


def test_what_lies_long_back_is_another_matter(place):
    place.submit(LAMP)
    with clock.at(MORNING + dt.timedelta(days=40)):
        again = place.submit(AGAIN)
        index.fill()

        assert alike(again) == []


def test_a_text_that_says_too_little_is_compared_with_nothing(place):
    order, _other = place.submit("你好"), place.submit("你好")
    index.sweep()

    assert alike(order) == []


def test_the_desk_reads_it_on_the_page_and_finds_it_first_where_it_joins(place, enter):
    lamp, again = place.order("admitted", text=LAMP), place.submit(AGAIN)
    for _ in range(3):
        place.submit(DRAIN)
    index.sweep()
    client = enter(place.users["clerk"])

    page = client.get(f"/desk/nanmen/orders/{lamp.number}").content.decode()
    form = client.get(f"/desk/nanmen/orders/{lamp.number}/merge").content.decode()

    assert "可能是同一件事" in page
    assert again.number in page
    assert form.index(again.number) == min(form.index(other.number) for other in nearby.beside(lamp))
