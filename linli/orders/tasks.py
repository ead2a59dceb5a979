"""What the worker does for orders: it warns before the deadline, and closes at night."""

import datetime as dt
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop

from linli.accounts.models import User
from linli.core import clock
from linli.core.rights import Actor
from linli.core.tasks import daily, every, task
from linli.core.workflow import Overtaken
from linli.notifications.queries import users_told
from linli.orders import actions, hot, learning, telling
from linli.orders.models import DispatchPlan, Order, TrainedModel
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


@task("orders.make_plan")
def make_plan(plan: str) -> None:
    """派单方案: make what was asked for; made again it comes out the same, unless the orders have gone on."""
    from linli.orders import planner  # numpy and scipy, for the worker alone

    planner.make(DispatchPlan.objects.select_related("community").get(pk=UUID(plan)))


@daily("orders.train", at="02:30")
def train() -> None:
    """推荐: learn anew from what has ended since, in each community that has enough of it."""
    for community in Community.objects.all():
        learning.train(community)


@daily("orders.group", at="04:10")
def group() -> None:
    """热点问题: group this month and, in its first days, the one before anew."""
    today = clock.today()
    months = {hot.first_day(day) for day in (today, today - dt.timedelta(days=3))}
    for community in Community.objects.all():
        for month in months:
            hot.group(community, month)


@every("orders.suggest", minutes=1)
def suggest() -> None:
    """推荐分类: for what came in since, in the communities that have learnt something."""
    learnt = TrainedModel.objects.values("community").distinct()
    for community in Community.objects.filter(pk__in=learnt):
        learning.suggest_in(community)


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
