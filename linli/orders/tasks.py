"""What the worker does for orders at night."""

import datetime as dt

from linli.core import clock
from linli.core.rights import Actor
from linli.core.tasks import daily
from linli.core.workflow import Overtaken
from linli.orders import actions
from linli.orders.models import Order
from linli.orders.workflow import OrderStatus
from linli.places.models import Community
from linli.rulebook import book


@daily("orders.close_confirmed", at="03:10")
def close_confirmed() -> None:
    """结案: close what the requester confirmed some days ago (orders.close.after_days). Running twice closes once."""
    for community in Community.objects.all():
        days = int(book.value("orders.close.after_days", on=clock.today(), at=community.code))
        before = clock.now() - dt.timedelta(days=days)
        machine = Actor(community.pk, "Linli")
        for order in Order.objects.of(community).filter(
            status=OrderStatus.CONFIRMED, confirmed_at__lt=before
        ):
            try:
                actions.close(order, by=machine, version=order.version)
            except Overtaken:  # somebody at the desk was quicker
                continue
