"""F18, F82, F83, F89: what was lit, met and solved, over wishes, deeds and orders."""

import datetime as dt
import json

import pytest

from linli.core import clock
from linli.core.counting import Happened, Is, Unit
from linli.core.figures import REGISTER
from linli.core.figures import Figure as PlainFigure
from linli.core.sums import Every, Sum
from linli.orders import actions as orders
from linli.orders.models import Order
from linli.wishes.models import MicroWish
from tests.wishes.wishing import begun, confirmed, take, wished

FIRST, LAST = dt.date(2021, 1, 1), dt.date(2021, 7, 5)
WINDOW = (FIRST, LAST)


def moment(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.BEIJING)


def order(place, when, status="confirmed", *, category="路灯照明", pressing=True):
    """An order pressed and confirmed at a moment."""
    start = moment(when)
    with clock.at(start - dt.timedelta(hours=1)):
        made = place.order(category=place.category(category))
        orders.admit(
            made, category=made.category, building=None, pressing=pressing, by=place.actor("clerk"), version=made.version
        )  # fmt: skip
    names = ["admitted", "dispatched", "accepted", "resolved", "confirmed", "closed"]
    with clock.at(start):
        for verb in ["dispatch", "accept", "resolve", "confirm", "close"][: names.index(status)]:
            place.take(made, verb)
    return made


def wish(place, when, status="lit", **more):
    with clock.at(moment(when)):
        return wished(place, status, **more)


def value(place, key, window=WINDOW, as_of=LAST):
    return REGISTER[key].value(place.community, window, as_of)


def test_f83_wishes_lit_in_the_window(place, other_place):
    wish(place, "2021-01-01 00:00:00")
    wish(place, "2021-07-05 23:59:59")
    assert value(place, "F83") == 2
    wish(place, "2020-12-31 23:59:59")
    wish(place, "2021-07-06 00:00:00")
    wish(place, "2021-03-03 10:00:00", "fulfilled")
    wish(place, "2021-03-03 10:00:00", "claimed")
    wish(other_place, "2021-03-03 10:00:00")
    own = wish(place, "2021-03-03 10:00:00")
    MicroWish.objects.filter(pk=own.pk).update(own_circle=True)

    assert value(place, "F83") == 2
    assert value(place, "F83", as_of=dt.date(2021, 7, 4)) == 1


def test_f83_tells_what_staff_wrote_down_and_what_was_confirmed_in_a_call(place):
    wish(place, "2021-03-03 10:00:00")
    wish(place, "2021-03-03 10:00:00", by="clerk")

    shares = REGISTER["F83"].shares_of(place.community, WINDOW, LAST)

    assert [(part, whole) for _words, part, whole in shares] == [(1, 2), (0, 2)]


def test_f18_adds_lit_wishes_and_confirmed_needs(place):
    wish(place, "2021-03-03 10:00:00")
    order(place, "2021-03-03 10:00:00", category="帮扶代办")
    order(place, "2021-03-03 10:00:00", "closed", category="帮扶代办")
    assert value(place, "F18") == 3
    order(place, "2021-03-03 10:00:00", "resolved", category="帮扶代办")
    order(place, "2021-03-03 10:00:00")
    wish(place, "2021-03-03 10:00:00", "fulfilled")

    assert value(place, "F18") == 3
    answer = REGISTER["F18"].answer(place.community, WINDOW, LAST)
    assert (answer["value"], len(set(answer["rows"])), answer["text"]) == (3, 3, "3")
    for words in ("微心愿", "诉求工单", "日常生活的需求", "已点亮"):
        assert words in answer["formula"]


def test_f89_asks_every_need_for_its_three_stamps_and_wants_one(place):
    assert value(place, "F89") is False, "none is no yes"
    wish(place, "2021-03-03 10:00:00")
    assert value(place, "F89") is False, "wishes are apart"
    order(place, "2021-03-03 10:00:00", category="帮扶代办")
    assert value(place, "F89") is True
    assert value(place, "F89", None) is True
    from linli.core.audit import AuditEntry

    bare = order(place, "2021-03-03 10:00:00", category="帮扶代办")
    AuditEntry.objects.filter(subject_id=bare.pk, action="orders.dispatch").delete()
    assert value(place, "F89") is False
    answer = REGISTER["F89"].answer(place.community, WINDOW, LAST)
    assert (answer["value"], len(answer["rows"])) == (False, 2)
    assert json.dumps(answer["value"]) == "false"


def test_f82_pressing_matters_confirmed_in_the_window(place, other_place):
    first = order(place, "2021-01-01 00:00:00")
    order(place, "2021-07-05 23:59:59")
    order(place, "2021-03-03 10:00:00", "closed")
    assert value(place, "F82") == 3
    order(place, "2020-12-31 23:59:59")
    order(place, "2021-07-06 00:00:00")
    order(place, "2021-03-03 10:00:00", pressing=False)
    order(place, "2021-03-03 10:00:00", "resolved")
    order(other_place, "2021-03-03 10:00:00")
    reopened = order(place, "2021-03-03 10:00:00")
    with clock.at(moment("2021-03-04 10:00:00")):
        place.take(reopened, "reopen")
    assert value(place, "F82") == 3
    assert value(place, "F82", as_of=dt.date(2021, 7, 4)) == 2, "as of the day before"
    assert value(place, "F82", None) == 4, "without a window, from the beginning"
    Order.objects.filter(pk=first.pk).delete()
    assert value(place, "F82") == 2


def test_f82_counts_a_matter_once_that_is_an_order_and_a_deed(place):
    matter = order(place, "2021-03-03 10:00:00")
    with clock.at(moment("2021-03-04 10:00:00")):
        confirmed(place, pressing=True, origin=matter)
        assert value(place, "F82") == 1
        confirmed(place, pressing=True)
        confirmed(place)
        begun(place, pressing=True)

    assert value(place, "F82") == 2


def test_a_sum_takes_no_kind_of_record_twice_and_nothing_that_is_no_count():
    plain = PlainFigure(
        id="X", name="", unit=Unit("x", "x"), model=MicroWish, where=(Is("status", "lit"),), period=Happened("lit_at"),
        leaves_out="", right="wishes.desk",
    )  # fmt: skip
    rough = PlainFigure(id="Y", name="", unit=plain.unit, model=Order, rounded=True, leaves_out="", right="")
    for parts in ((plain, plain), (plain, rough)):
        with pytest.raises(ValueError, match="X"):
            Sum(id="X", name="", unit=plain.unit, parts=parts, leaves_out="")
    assert Every(id="Z", name="", of=plain, holds=None, words="", leaves_out="").parts == (plain,)


@pytest.mark.parametrize("key", ["F18", "F82", "F83", "F89"])
def test_the_page_of_the_figure_shows_its_records_of_every_kind(place, enter, key):
    wish(place, "2021-03-03 10:00:00")
    need = order(place, "2021-03-03 10:00:00", category="帮扶代办")
    take(place, wished(place, "published"), "claim")

    page = enter(place.users["clerk"]).get(f"/desk/nanmen/figures/{key}")
    text = page.content.decode()

    assert page.status_code == 200
    assert (f"orders/{need.number}" in text) == (key != "F83")
    assert ("W2021-0001" in text) == (key in {"F18", "F83"})
