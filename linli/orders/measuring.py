"""三率: the orders of a window as R-26 counts them. Counted from the records each time; nothing is stored."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.orders import rates
from linli.orders.models import Degree, Order, Rating
from linli.orders.workflow import DONE, OPEN, OrderStatus
from linli.places.models import Community
from linli.rulebook import book

# R-26 counts “solved” and “mostly solved” alike, and so for “satisfied”.
SOLVED = {Degree.YES: "解决", Degree.MOSTLY: "基本解决", Degree.NO: "未解决"}
SATISFIED = {Degree.YES: "满意", Degree.MOSTLY: "基本满意", Degree.NO: "不满意", "": ""}
# Not our matter, or goes on under another number: it is appraised there or nowhere.
LEFT_OUT = (OrderStatus.DECLINED, OrderStatus.MERGED)
FIELDS = (
    "status", "submitted_at", "contacted_at", "due_at", "resolved_at", "unreached_at", "solved", "satisfied",
    "entered_by_id", "confirmed_in_call",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """The rates of a window, and what the page says beside them."""

    rates: rates.Rates
    enough: bool
    few: bool
    silent: int
    contacted: int
    unreached: int
    entered: int
    by_call: int
    whole: int
    contact_hours: int
    reach_percent: int
    few_answers: int


def orders_in(community: Community, first: dt.date, last: dt.date) -> QuerySet[Order]:
    """The orders that were submitted in the window and are appraised; not those asked, done and confirmed within one
    household or one desk (M-11).
    """
    start = dt.datetime.combine(first, dt.time(), clock.BEIJING)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), clock.BEIJING)
    rows = Order.objects.of(community).filter(submitted_at__gte=start, submitted_at__lt=end)
    return rows.exclude(status__in=LEFT_OUT).filter(own_circle=False)


def measure(community: Community, first: dt.date, last: dt.date) -> Measured:
    """响应率, 解决率, 满意率 of the orders of a window (R-26), in one query."""
    # The last word about what was done last; about an earlier round only while the matter is open again.
    last_word = Rating.objects.filter(
        Q(order__resolved_at__isnull=True) | Q(given_at__gte=F("order__resolved_at")),
        community_id=OuterRef("community_id"),
        order=OuterRef("pk"),
    )
    newest = last_word.order_by("-given_at", "-id")
    rows = orders_in(community, first, last).annotate(
        solved=Subquery(newest.values("solved")[:1]), satisfied=Subquery(newest.values("satisfied")[:1])
    )
    held = list(rows.values(*FIELDS))
    counted = [_as_counted(row) for row in held]
    today = clock.today()
    numbers: dict[str, Any] = {
        name: int(book.value(code, on=today, at=community.code))
        for name, code in (
            ("contact_hours", "orders.contact.hours"),
            ("reach_percent", "orders.rates.reach_percent"),
            ("few_answers", "orders.rates.few"),
        )
    }
    found = rates.count(counted, contact_hours=numbers["contact_hours"], as_of=clock.now())
    return Measured(
        rates=found,
        enough=found.enough(numbers["reach_percent"]),
        few=found.solved.whole < numbers["few_answers"],
        contacted=sum(one.contacted_minutes is not None and not one.withdrawn for one in counted),
        unreached=sum(row["unreached_at"] is not None for row in held),
        entered=sum(row["entered_by_id"] is not None for row in held),
        by_call=sum(row["confirmed_in_call"] for row in held),
        whole=len(held),
        silent=sum(bool(one.answer and not one.answer.satisfied) for one in counted),
        **numbers,
    )


def _as_counted(row: dict[str, Any]) -> rates.Order:
    said = row["solved"]
    spent = row["contacted_at"] - row["submitted_at"] if row["contacted_at"] else None
    return rates.Order(
        contacted_minutes=None if spent is None else -(-spent // dt.timedelta(minutes=1)),
        answer=rates.Answer(SOLVED[said], SATISFIED[row["satisfied"]]) if said else None,
        withdrawn=row["status"] == OrderStatus.WITHDRAWN,
        to_call=row["status"] in DONE,
        due=None if row["status"] == OrderStatus.WAITING else row["due_at"],  # its clock stands still
        resolved=row["resolved_at"],
    )


# The numbers that open their rows; those of answers open nothing, for nobody sees whose answer it is (M-12).
BEHIND = {
    "not_contacted": _("Not contacted yet"),
    "overdue_open": _("Open and overdue"),
    "unreached": _("Not reached in the end"),
    "withdrawn": _("Withdrawn by the requester"),
}


def rows_of(key: str) -> Q:
    """The orders behind a number of the page."""
    return {
        "overdue_open": Q(status__in=OPEN, paused_at__isnull=True, due_at__lt=clock.now()),
        "unreached": Q(unreached_at__isnull=False),
        "withdrawn": Q(status=OrderStatus.WITHDRAWN),
        "not_contacted": Q(contacted_at__isnull=True) & ~Q(status=OrderStatus.WITHDRAWN),
    }[key]


class Line(NamedTuple):
    """One rate as the page shows it: `text` is None where there is no denominator."""

    name: Any
    rate: rates.Rate
    formula: Any
    hidden: bool = False
    grey: bool = False


def lines(found: Measured) -> list[Line]:
    """The three rates, and the two that always stand beside them, each with its formula in words."""
    three, grey = found.rates, not found.enough
    return [
        Line(
            _("Response rate"), three.response,
            _("first word from the community within %(hours)d hours / all that are counted")
            % {"hours": found.contact_hours},
        ),
        Line(_("Solved rate"), three.solved, _("answered solved or mostly solved / answered"), found.few, grey),
        Line(
            _("Satisfied rate"), three.satisfied, _("answered satisfied or mostly satisfied / answered"),
            found.few, grey,
        ),
        Line(_("Reach rate"), three.reach, _("answered on the page, by telephone or on paper / to be asked")),
        Line(_("On-time rate"), three.on_time, _("resolved within the deadline / deadline passed, open ones included")),
    ]  # fmt: skip


def beside(found: Measured, query: str) -> list[tuple[Any, int, str]]:
    """The numbers beside the rates, each with the address of its rows."""
    waiting = found.rates.response.whole - found.contacted
    numbers = {
        "overdue_open": found.rates.overdue_open,
        "not_contacted": waiting,
        "unreached": found.unreached,
        "withdrawn": found.rates.withdrawn,
    }
    return [(BEHIND[key], number, f"{query}&rows={key}") for key, number in numbers.items()]
