"""What the worker does for orders: it warns before the deadline, and closes at night."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_noop

from linli.accounts.models import User
from linli.core import clock
from linli.core.rights import Actor
from linli.core.tasks import daily, every
from linli.core.workflow import Overtaken
from linli.notifications.queries import users_told
from linli.orders import actions, telling
from linli.orders.models import Order
from linli.orders.workflow import RUNNING, OrderStatus
from linli.places.models import Community
from linli.rulebook import book


@daily("orders.close_confirmed", at="03:10")
def close_confirmed() -> None:
    """结案: close what was confirmed, or given up calling about, some days ago (orders.close.after_days). Running twice
    closes once.
    """
    for community in Community.objects.all():
        days = int(book.value("orders.close.after_days", on=clock.today(), at=community.code))
        before = clock.now() - dt.timedelta(days=days)
        machine = Actor(community.pk, "Linli")
        for order in Order.objects.of(community).filter(
            Q(status=OrderStatus.CONFIRMED, confirmed_at__lt=before)
            | Q(status=OrderStatus.UNREACHED, unreached_at__lt=before)
        ):
            try:
                actions.close(order, by=machine, version=order.version)
            except Overtaken:  # somebody at the desk was quicker
                continue


# A worker that stood still for longer warns of no deadline that lies so far back.
LATEST = dt.timedelta(days=7)
SOON = gettext_noop(
    "%(number)s %(subject)s: due on %(due)s. Who cannot do it sends it back, and the desk finds somebody."
)
DUE = gettext_noop(
    "%(number)s %(subject)s: the promised time, %(due)s, has come. Please tell the resident how it goes."
)


SILENT = gettext_noop(
    "%(number)s %(subject)s: the resident has not answered the question for days. Ring them, or send it back and go on."
)


def _patience(community: Community) -> dt.timedelta:
    """How long an answer of the requester is waited for before the desk hears of it (orders.ask.days)."""
    return dt.timedelta(days=int(book.value("orders.ask.days", on=clock.today(), at=community.code)))


@every("orders.warn", minutes=10)
def warn() -> None:
    """提醒: some hours before the deadline (orders.warn.hours) and when it has come, whom the matter is with, else the
    desk; once each.
    """
    for community in Community.objects.all():
        _warn_in(community)


def _warn_in(community: Community) -> None:
    now = clock.now()
    ahead = dt.timedelta(hours=int(book.value("orders.warn.hours", on=now.date(), at=community.code)))
    near = Order.objects.of(community).filter(
        status__in=RUNNING, due_at__gt=now - LATEST, due_at__lte=now + ahead
    )
    silent = Order.objects.of(community).filter(
        status=OrderStatus.WAITING, paused_at__lte=now - _patience(community)
    )
    orders = list((near | silent).select_related("community", "category", "accepted_by", "handler", "team"))
    told = users_told(community, ["orders.soon", "orders.due", "orders.silent"], orders)
    for order in orders:
        code, text = ("orders.due", DUE) if order.due_at <= now else ("orders.soon", SOON)
        if order.status == OrderStatus.WAITING:
            code, text = "orders.silent", SILENT
        users = [
            user for user in _with(order) if (order.pk, code, order.due_at.isoformat(), user.pk) not in told
        ]
        if users:
            telling.of_time(order, code, text, users)


def _with(order: Order) -> list[User]:
    """Whom the order is with: one person, or the desk."""
    if order.status == OrderStatus.WAITING:
        return list(telling.desk_of(order))
    who = None if order.status == OrderStatus.ADMITTED else order.accepted_by or order.handler
    return [who] if who else list(telling.desk_of(order))
