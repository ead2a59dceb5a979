"""What somebody holds of orders: those taken and not done, and those handed to them in person (交接)."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.holdings import Holding, declare
from linli.core.rights import Actor
from linli.orders import actions
from linli.orders.models import Order
from linli.orders.workflow import OPEN, OrderStatus


def open_orders(posting: Any) -> QuerySet[Order]:
    """The orders that would be without owner, the oldest first."""
    taken = Q(status__in=OPEN, accepted_by=posting.user_id)
    handed = Q(status=OrderStatus.DISPATCHED, handler=posting.user_id)
    return Order.objects.of(posting.community_id).filter(taken | handed).order_by("submitted_at", "id")


def hand_on(order: Order, posting: Any, *, taker: User, by: Actor, note: str) -> None:
    """Back to the desk, and from there to the successor; where the requester wants somebody else, it stays at the desk."""
    has_it = order.accepted_by_id == posting.user_id
    if order.status != OrderStatus.ADMITTED:  # the desk has it already: passed on, and nobody took it
        actions.send_back(order, note=note, by=by, version=order.version, release=has_it)
    if not order.exclusions.filter(user=taker).exists():
        actions.dispatch(order, handler=taker, note=note, by=by, version=order.version, release=has_it)


declare(Holding("orders.open", _("Open orders"), _("go to the successor"), open_orders, hand_on))
