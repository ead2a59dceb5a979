"""Figures about orders: the whole days of the window, and only what the resident confirmed."""

import datetime as dt

from linli.core import clock
from linli.core.figures import REGISTER
from linli.orders import actions
from linli.orders.models import Order, ResidentGroup

FIRST, LAST = dt.date(2021, 1, 1), dt.date(2021, 7, 5)
WINDOW = (FIRST, LAST)


def moment(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.BEIJING)


def order(place, confirmed, status="confirmed", *, pressing=True):
    """An order pressed and confirmed at a moment."""
    start = moment(confirmed)
    with clock.at(start - dt.timedelta(hours=1)):
        made = place.order()
        clerk = place.actor("clerk")
        actions.admit(
            made, category=made.category, building=None, pressing=pressing, by=clerk, version=made.version
        )
    way = ["dispatch", "accept", "resolve", "confirm", "close"]
    names = {"dispatched": 1, "accepted": 2, "resolved": 3, "confirmed": 4, "closed": 5}
    with clock.at(start):
        for verb in way[: names[status]]:
            place.take(made, verb)
    return made


def test_f82_pressing_matters_confirmed_in_the_window(place, other_place):
    def value():
        return REGISTER["F82"].value(place.community, WINDOW, LAST)

    first = order(place, "2021-01-01 00:00:00")
    order(place, "2021-07-05 23:59:59")
    order(place, "2021-03-03 10:00:00", "closed")
    assert value() == 3
    order(place, "2020-12-31 23:59:59")
    order(place, "2021-07-06 00:00:00")
    order(place, "2021-03-03 10:00:00", pressing=False)
    order(place, "2021-03-03 10:00:00", "resolved")
    order(place, "2021-03-03 10:00:00", "dispatched")
    order(other_place, "2021-03-03 10:00:00")
    reopened = order(place, "2021-03-03 10:00:00")
    with clock.at(moment("2021-03-04 10:00:00")):
        place.take(reopened, "reopen")
    assert value() == 3
    assert REGISTER["F82"].value(place.community, WINDOW, dt.date(2021, 7, 4)) == 2, "as of the day before"
    assert REGISTER["F82"].value(place.community, None, LAST) == 4, "without a window, from the beginning"
    Order.objects.filter(pk=first.pk).delete()
    assert value() == 2


def test_f80_groups_in_force(place, other_place):
    def text():
        return REGISTER["F80"].text(place.community, None, LAST)

    by, yesterday = place.actor("clerk"), LAST - dt.timedelta(days=1)
    groups = [
        actions.add_group(place.community, name=f"{n}群", since=LAST if n else FIRST, by=by)
        for n in range(21)
    ]
    assert text() == "二十多"
    actions.add_group(place.community, name="明天的群", since=LAST + dt.timedelta(days=1), by=by)
    actions.add_group(place.community, name="解散的群", since=FIRST, until=yesterday, by=by)
    actions.add_group(other_place.community, name="别处的群", since=FIRST, by=other_place.actor("clerk"))
    assert REGISTER["F80"].value(place.community, None, LAST) == 21
    ResidentGroup.objects.filter(pk=groups[0].pk).delete()
    assert (REGISTER["F80"].value(place.community, None, LAST), text()) == (20, "二十")


def test_the_desk_tags_a_pressing_matter(place, enter):
    asked = place.order()
    client = enter(place.users["clerk"])
    address = f"/desk/nanmen/orders/{asked.number}/admit"
    page = client.get(address).content.decode()
    from linli.core.keys import uuid7

    client.post(
        address,
        {"act_id": uuid7(), "version": asked.version, "category": asked.category_id, "pressing": "on"},
    )

    assert 'name="pressing"' in page
    assert "急难愁盼" in page
    assert Order.objects.get(pk=asked.pk).pressing
