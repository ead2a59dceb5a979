"""回访任务 (R-26): which resolved orders somebody rings about, all of them or a sample. Who did the work never finds it here,
and who asked to be rung at certain hours is there at those hours alone (N-18).
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from linli.core import clock
from linli.core.rights import Actor, visible_to
from linli.notifications.hours import Hours
from linli.orders.models import CallBack, Order, Way
from linli.orders.workflow import OrderStatus
from linli.places.models import Community
from linli.residents.models import Reach, phone_index
from linli.rulebook import book

SHOWN = 100


def percent(community: Community) -> int:
    """How many of a hundred resolved orders are rung about (orders.callback.percent)."""
    return int(book.value("orders.callback.percent", on=clock.today(), at=community.code))


def in_sample(key: UUID, share: int) -> bool:
    """Whether an order is in a sample of so many of a hundred: drawn by its own key, so that nobody chooses, and the same
    at each look. The last bits of a key are random (RFC 9562).
    """
    return key.int % 100 < share


def to_call_back(community: Community, actor: Actor) -> list[Order]:
    """Resolved orders whose requester left a telephone and has not answered on the page for some hours, the longest
    waiting first, each with the moments `.missed` at which nobody answered. Three queries.
    """
    now = clock.now()
    hours = int(book.value("orders.callback.hours", on=now.date(), at=community.code))
    share = percent(community)
    rows = visible_to(Order.objects.of(community), actor, "orders.call_back").filter(
        status=OrderStatus.RESOLVED, resolved_at__lte=now - dt.timedelta(hours=hours)
    )
    waiting = rows.select_related("category", "building__compound").order_by("resolved_at", "id")
    found = [order for order in waiting[: 10 * SHOWN] if order.contact_phone and in_sample(order.pk, share)]
    return _with_failures(_at_this_hour(actor, found, now)[:SHOWN])


def _with_failures(orders: list[Order]) -> list[Order]:
    """Each with the moments at which nobody answered."""
    if not orders:
        return []
    rows = CallBack.objects.of(orders[0].community_id).filter(
        order__in=[order.pk for order in orders], way=Way.CALL, answered=False
    )
    missed: dict[UUID, list[dt.datetime]] = {}
    for key, moment in rows.order_by("happened_at").values_list("order_id", "happened_at"):
        missed.setdefault(key, []).append(moment)
    for order in orders:
        order.missed = missed.get(order.pk, [])  # type: ignore[attr-defined]
    return orders


def _at_this_hour(actor: Actor, orders: Iterable[Order], now: dt.datetime) -> list[Order]:
    """Without those whose requester wants to be rung at other hours."""
    found = list(orders)
    reaches = Reach.objects.of(actor.community_id).filter(
        person__phone_index__in={phone_index(order.contact_phone) for order in found}, from_hour__isnull=False
    )
    hours = {
        phone: Hours(first, last or 24)
        for phone, first, last in reaches.values_list("person__phone_index", "from_hour", "to_hour")
    }
    return [
        order
        for order in found
        if (span := hours.get(phone_index(order.contact_phone))) is None or span.hold(now)
    ]
