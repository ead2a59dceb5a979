"""办理期限: the deadline of an order, from the rulebook (R-25) and the working days, and how it is said."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.calendars.workdays import workdays_between
from linli.core import clock
from linli.orders import deadlines
from linli.orders.deadlines import LeftKind
from linli.orders.models import Order
from linli.rulebook import book


def due_of(kind: str, submitted: dt.datetime, *, at: str) -> dt.datetime:
    """When an order of this kind is due; `at` is the community's division code."""
    day = submitted.astimezone(clock.BEIJING).date()
    return deadlines.due_at(
        submitted, **_term(kind, day, at), end_of_day=book.value("orders.deadline.end_of_day", on=day, at=at)
    )


def _term(kind: str, day: dt.date, at: str) -> dict[str, Any]:
    """The limit and its unit that hold for a kind on a day, in a place."""
    return book.value(f"orders.deadline.{kind}", on=day, at=at)


@dataclass(frozen=True)
class TimeLeft:
    """What the bar shows: the share used, the words, and whether it is over."""

    share: Fraction
    words: str
    over: bool


def time_left(order: Order) -> TimeLeft:
    """The time of an open order, as a share and in words (还剩 1 个工作日 / 超了 3 小时)."""
    now = clock.now()
    submitted = order.submitted_at.astimezone(clock.BEIJING)
    term = _term(order.category.kind, submitted.date(), order.community.code)
    left = deadlines.left(order.due_at, now, unit=term["unit"])
    share = deadlines.time_used(order.submitted_at, order.due_at, now)
    return TimeLeft(share, _words(left), left.over)


def time_taken(order: Order) -> str:
    """用时: from the request until the clock stopped, in working days; within one of them in hours. "" while it runs."""
    if order.stopped_at is None:
        return ""
    start, end = (moment.astimezone(clock.BEIJING) for moment in (order.submitted_at, order.stopped_at))
    if days := workdays_between(start.date(), end.date()):
        return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}
    hours = (end - start) // dt.timedelta(hours=1)
    if hours:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return _("less than an hour")


def _words(left: deadlines.Left) -> str:
    n = left.amount
    said = {
        LeftKind.WORKDAYS_LEFT: ngettext("%(n)d working day left", "%(n)d working days left", n),
        LeftKind.DAYS_LEFT: ngettext("%(n)d day left", "%(n)d days left", n),
        LeftKind.HOURS_LEFT: ngettext("%(n)d hour left", "%(n)d hours left", n),
        LeftKind.MINUTES_LEFT: ngettext("%(n)d minute left", "%(n)d minutes left", n),
        LeftKind.DAYS_OVER: ngettext("%(n)d day late", "%(n)d days late", n),
        LeftKind.HOURS_OVER: ngettext("%(n)d hour late", "%(n)d hours late", n),
        LeftKind.MINUTES_OVER: ngettext("%(n)d minute late", "%(n)d minutes late", n),
    }
    return said[left.kind] % {"n": n}
