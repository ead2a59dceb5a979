"""办理期限: the deadline of an order, from the rulebook (R-25) and the working days, and how it is said."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from linli.calendars.workdays import workdays_between
from linli.core import clock
from linli.orders import deadlines
from linli.orders.deadlines import LeftKind
from linli.orders.models import Order, Way
from linli.orders.models.order import Standing
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


def _days_end(order: Order) -> str:
    """When a day of business ends, by the rulebook of the order's day."""
    day = order.submitted_at.astimezone(clock.BEIJING).date()
    return str(book.value("orders.deadline.end_of_day", on=day, at=order.community.code))


def _term_of(order: Standing) -> dict[str, Any]:
    day = order.submitted_at.astimezone(clock.BEIJING).date()
    return _term(order.kind, day, order.code_of_place)


def resumed_due(order: Order) -> dt.datetime:
    """When a waiting order is due now that the requester has answered (问询期间停表)."""
    if order.paused_at is None:
        return order.due_at
    pause = (order.paused_at, clock.now())
    return deadlines.after_pauses(
        order.due_at, [pause], unit=_term_of(order)["unit"], end_of_day=_days_end(order)
    )


def may_extend(order: Order) -> bool:
    """Whether the rulebook allows one more extension."""
    return order.extended < int(
        book.value("orders.extension.times", on=clock.today(), at=order.community.code)
    )


def extended_due(order: Order) -> dt.datetime:
    """When an order is due with the time of one extension (延期) added to its deadline."""
    more = book.value("orders.extension.limit", on=clock.today(), at=order.community.code)
    last = order.due_at if more["unit"] == deadlines.Unit.HOURS else order.due_at - deadlines.MINUTE
    return deadlines.due_at(
        last, **more, end_of_day=_days_end(order)
    )  # midnight belongs to the day that ends


class FailedCalls(NamedTuple):
    """未接通的回访: how many and on how many days, and what R-25 asks for."""

    failed: int
    days: int
    min_failed: int
    min_days: int

    @property
    def enough(self) -> bool:
        """Whether nobody need call any more."""
        return self.failed >= self.min_failed and self.days >= self.min_days


def failed_calls(order: Order) -> FailedCalls:
    """The call-backs without an answer since the work was done."""
    rows = order.call_backs.filter(way=Way.CALL, answered=False, happened_at__gte=order.resolved_at)
    moments = rows.values_list("happened_at", flat=True)
    days = {moment.astimezone(clock.BEIJING).date() for moment in moments}
    at, today = order.community.code, clock.today()
    return FailedCalls(
        len(moments),
        len(days),
        int(book.value("orders.close.failed_callbacks", on=today, at=at)),
        int(book.value("orders.close.distinct_days", on=today, at=at)),
    )


def call_due(asked: dt.datetime, *, at: str) -> dt.datetime:
    """By when somebody is rung who asked for it: within so many minutes of office hours (orders.call.*)."""
    day = asked.astimezone(clock.BEIJING).date()
    minutes = int(book.value("orders.call.minutes", on=day, at=at))
    hours = book.value("orders.call.hours", on=day, at=at)
    return deadlines.office_due(asked, minutes=minutes, opens=hours["from"], closes=hours["to"])


@dataclass(frozen=True)
class TimeLeft:
    """What the bar shows: the share used, the words, and whether it is over."""

    share: Fraction
    words: str
    over: bool
    paused: bool = False


def time_left(order: Standing) -> TimeLeft:
    """The time of an open order, as a share and in words (还剩 1 个工作日 / 超了 3 小时)."""
    now = order.paused_at or clock.now()
    left = deadlines.left(order.due_at, now, unit=_term_of(order)["unit"])
    share = deadlines.time_used(order.submitted_at, order.due_at, now)
    if order.paused_at:
        words = _("the clock stands still: %(left)s once the answer is there") % {"left": _words(left)}
        return TimeLeft(share, words, left.over, paused=True)
    return TimeLeft(share, _words(left), left.over)


def time_taken(order: Standing) -> str:
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


LEFT = {
    LeftKind.WORKDAYS_LEFT: ngettext_lazy("%(n)d working day left", "%(n)d working days left", "n"),
    LeftKind.DAYS_LEFT: ngettext_lazy("%(n)d day left", "%(n)d days left", "n"),
    LeftKind.HOURS_LEFT: ngettext_lazy("%(n)d hour left", "%(n)d hours left", "n"),
    LeftKind.MINUTES_LEFT: ngettext_lazy("%(n)d minute left", "%(n)d minutes left", "n"),
    LeftKind.DAYS_OVER: ngettext_lazy("%(n)d day late", "%(n)d days late", "n"),
    LeftKind.HOURS_OVER: ngettext_lazy("%(n)d hour late", "%(n)d hours late", "n"),
    LeftKind.MINUTES_OVER: ngettext_lazy("%(n)d minute late", "%(n)d minutes late", "n"),
}


def _words(left: deadlines.Left) -> str:
    return LEFT[left.kind] % {"n": left.amount}
