"""Figures about the groups that orders come from; those that count orders stand in tests/wishes."""

import datetime as dt

from linli.core.figures import REGISTER
from linli.orders import actions
from linli.orders.models import Order, ResidentGroup

FIRST, LAST = dt.date(2021, 1, 1), dt.date(2021, 7, 5)


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
