"""Response, solved and satisfied rates of orders (响应率、解决率、满意率, R-26). Pure: no Django, no clock.

Source: 北京市接诉即办工作条例 第32条 (the three rates are the core of the appraisal); how they are counted
varies by year and is the platform's reading. Denominators always show; who could not be reached is neither
satisfied nor dissatisfied; withdrawn orders leave all rates; an exclusion needs a second person and a
reason and never comes from the one who handled the order.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from linli.rulebook.verdict import Level, Outcome, Verdict, percent

RULE = "R-26"
SOLVED = frozenset({"解决", "基本解决", "已解决"})
SATISFIED = frozenset({"满意", "基本满意", "非常满意"})
MINUTES = 60


@dataclass(frozen=True)
class Answer:
    """What the requester said when called back (回访): solved or not, satisfied or not."""

    solved: str
    satisfied: str

    @property
    def valid(self) -> bool:
        """Did the requester say anything?"""
        return bool(self.solved or self.satisfied)


@dataclass(frozen=True)
class Exclusion:
    """An order left out of the appraisal (剔除), who marked it, who agreed, and why."""

    marked_by: str
    second_person: str
    reason: str


@dataclass(frozen=True)
class Order:
    """What the rates need to know of one order; `to_call` is off while no call-back is due yet."""

    handler: str = ""
    contacted_minutes: int | None = None
    answer: Answer | None = None
    withdrawn: bool = False
    exclusion: Exclusion | None = None
    to_call: bool = True
    due: dt.date | None = None
    resolved: dt.date | None = None

    @property
    def exclusion_fault(self) -> str:
        """Why the exclusion does not hold; empty if it does, or if there is none."""
        if self.exclusion is None:
            return ""
        people = {self.exclusion.marked_by, self.exclusion.second_person}
        if self.handler and self.handler in people:
            return "承办人不能剔除自己办的单"
        if len(people) != 2 or "" in people:  # noqa: PLR2004  two people
            return "剔除要有第二人同意"
        return "" if self.exclusion.reason.strip() else "剔除要写明理由"


@dataclass(frozen=True)
class Rate:
    """A rate with its numerator and denominator (率)."""

    part: int
    whole: int

    @property
    def text(self) -> str | None:
        """One decimal, half up; None without a denominator, shown as —."""
        return percent(self.part, self.whole)

    def as_list(self) -> list[int | str | None]:
        """`[81, 90, "90.0"]`."""
        return [self.part, self.whole, self.text]


@dataclass(frozen=True)
class Rates:
    """The three rates and what always stands beside them."""

    response: Rate
    solved: Rate
    satisfied: Rate
    reach: Rate
    on_time: Rate
    overdue_open: int
    unreached: int
    withdrawn: int
    excluded: int

    def enough(self, reach_percent: int) -> bool:
        """Were enough requesters reached; otherwise the page shows grey 样本不足."""
        return self.reach.part * 100 >= reach_percent * self.reach.whole


def count(orders: Sequence[Order], *, contact_hours: int, as_of: dt.date | None = None) -> Rates:
    """The rates of these orders; an exclusion that does not hold is not honoured."""
    withdrawn = [order for order in orders if order.withdrawn]
    rest = [order for order in orders if not order.withdrawn]
    assessed = [order for order in rest if order.exclusion is None or order.exclusion_fault]
    answers = [order.answer for order in assessed if order.answer and order.answer.valid]
    called = sum(order.to_call or bool(order.answer and order.answer.valid) for order in assessed)
    minutes = [order.contacted_minutes for order in assessed]
    in_time = sum(spent is not None and spent <= contact_hours * MINUTES for spent in minutes)
    passed = [order for order in assessed if order.due and as_of and _passed(order.due, as_of)]
    return Rates(
        response=Rate(in_time, len(assessed)),
        solved=Rate(sum(answer.solved in SOLVED for answer in answers), len(answers)),
        satisfied=Rate(sum(answer.satisfied in SATISFIED for answer in answers), len(answers)),
        reach=Rate(len(answers), called),
        on_time=Rate(sum(_on_time(order) for order in passed), len(passed)),
        overdue_open=sum(order.resolved is None for order in passed),
        unreached=called - len(answers),
        withdrawn=len(withdrawn),
        excluded=len(rest) - len(assessed),
    )


def _passed(due: dt.date, as_of: dt.date) -> bool:
    """Has the deadline passed? A whole day ends with the day, a moment with itself."""
    if isinstance(due, dt.datetime):
        return (isinstance(as_of, dt.datetime) and due < as_of) or due.date() < _day(as_of)
    return due < _day(as_of)


def _on_time(order: Order) -> bool:
    """Resolved within the deadline (按时办结)?"""
    if order.resolved is None or order.due is None:
        return False
    if isinstance(order.resolved, dt.datetime) and isinstance(order.due, dt.datetime):
        return order.resolved <= order.due
    return _day(order.resolved) <= _day(order.due)


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def judge_rates(
    orders: Sequence[Order], *, contact_hours: int, reach_percent: int, as_of: dt.date | None = None
) -> Verdict:
    """The rates as a verdict; an exclusion by the handler, by one person or without a reason blocks."""
    rates = count(orders, contact_hours=contact_hours, as_of=as_of)
    result = _result(rates, reach_percent)
    sums = _sums(rates)
    faults = [(n, order.exclusion_fault) for n, order in enumerate(orders) if order.exclusion_fault]
    if faults:
        reason = f"{faults[0][1]}（共 {len(faults)} 件）"
        result["bad_exclusions"] = [n for n, _ in faults]
        return Verdict(
            RULE, Level.BLOCK, "orders.rates.bad_exclusion", reason, Outcome.CONFLICT, result, sums
        )
    if rates.response.whole == 0:
        reason = "没有可考核的单，三率记为 —"
        return Verdict(RULE, Level.INFO, "orders.rates.empty", reason, Outcome.NOT_APPLICABLE, result, sums)
    reason = "；".join(sums[:3])
    if not rates.enough(reach_percent):
        reason += f"；回访到的不足 {reach_percent}%，样本不足"
    return Verdict(RULE, Level.INFO, "orders.rates", reason, Outcome.AMOUNT, result, sums)


def _result(rates: Rates, reach_percent: int) -> dict[str, object]:
    return {
        "response": rates.response.as_list(),
        "solved": rates.solved.as_list(),
        "satisfied": rates.satisfied.as_list(),
        "reach": rates.reach.as_list(),
        "on_time": rates.on_time.as_list(),
        "overdue_open": rates.overdue_open,
        "unreached": rates.unreached,
        "withdrawn": rates.withdrawn,
        "excluded": rates.excluded,
        "sample_too_small": not rates.enough(reach_percent),
    }


def _sums(rates: Rates) -> tuple[str, ...]:
    named = (
        ("响应率", rates.response),
        ("解决率", rates.solved),
        ("满意率", rates.satisfied),
        ("回访到率", rates.reach),
        ("按时办结率", rates.on_time),
    )
    return tuple(
        f"{name} {rate.part}/{rate.whole} = {rate.text + '%' if rate.text else '—'}" for name, rate in named
    )
