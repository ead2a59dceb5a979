"""Deadlines, contact, closing and wishes of orders (三单制, R-25). Pure: no Django, no clock.

Source: no national deadline exists for a community's own orders; the limits are the platform's defaults
or the local table, always rows of the rulebook. The duty of the first taker (首接负责制), a reasoned
extension and telling the requester follow 北京市接诉即办工作条例. Closing (结案) needs evidence and the
requester's answer, or enough failed call-backs (then 未回访到, never 满意).
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from linli.calendars.months import add_months
from linli.calendars.workdays import add_workdays, is_provisional, is_workday, next_workday, workdays_between
from linli.rulebook.verdict import Level, Outcome, Verdict, plain

RULE = "R-25"
BEIJING = ZoneInfo("Asia/Shanghai")
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)
MIDNIGHT = "24:00"
UNREACHED = "未回访到"
UNSOLVED = "未解决"


class Unit(StrEnum):
    """What a limit is counted in: 工作日, 自然日, 小时, 月."""

    WORKDAYS = "workdays"
    DAYS = "days"
    HOURS = "hours"
    MONTHS = "months"


PERIODS: dict[Unit, Callable[[dt.date, int], dt.date]] = {
    Unit.WORKDAYS: add_workdays,
    Unit.DAYS: lambda start, n: start + n * DAY,
    Unit.MONTHS: add_months,
}


def due_day(submitted: dt.date, *, limit: int, unit: str, holiday_shift: bool = False) -> dt.date:
    """The last day (到期日) of a period that begins the day after; with `holiday_shift` never a day off."""
    last = PERIODS[Unit(unit)](submitted, limit)
    return next_workday(last) if holiday_shift else last


def end_of(day: dt.date, end_of_day: dt.time | str) -> dt.datetime:
    """The moment a day's business ends (民法典 第203条: 停止业务活动的时间); 24:00 is the next midnight."""
    if end_of_day == MIDNIGHT:
        return dt.datetime.combine(day + DAY, dt.time(), BEIJING)
    if isinstance(end_of_day, str):
        end_of_day = dt.time.fromisoformat(end_of_day)
    return dt.datetime.combine(day, end_of_day, BEIJING)


def due_at(submitted: dt.datetime, *, limit: int, unit: str, end_of_day: dt.time | str) -> dt.datetime:
    """The moment an order is due (到期时间); hours run on, days end with the business day."""
    local = _local(submitted)
    if Unit(unit) is Unit.HOURS:
        return local + limit * HOUR
    return end_of(due_day(local.date(), limit=limit, unit=unit), end_of_day)


def after_pauses(
    due: dt.datetime,
    pauses: Iterable[tuple[dt.datetime, dt.datetime]],
    *,
    unit: str,
    end_of_day: dt.time | str,
) -> dt.datetime:
    """The new due moment when the clock stood still while the requester was asked (问询期间停表).

    Hours are given back as they passed; days and working days as many as the pauses held, so a
    question answered on the same day moves nothing.
    """
    spans = [(_local(start), _local(end)) for start, end in pauses]
    due = _local(due)
    if Unit(unit) is Unit.HOURS:
        return due + sum((end - start for start, end in spans), dt.timedelta())
    if Unit(unit) is Unit.WORKDAYS:
        lost = sum(workdays_between(start.date(), end.date()) for start, end in spans)
    else:
        lost = sum((end.date() - start.date()).days for start, end in spans)
    if not lost:
        return due
    day = due.date() if end_of_day != MIDNIGHT else due.date() - DAY
    return end_of(add_workdays(day, lost) if Unit(unit) is Unit.WORKDAYS else day + lost * DAY, end_of_day)


def office_due(asked: dt.datetime, *, minutes: int, opens: str, closes: str) -> dt.datetime:
    """By when something is done within so many minutes of office hours (工作时间) on working days."""
    start, length = _local(asked), dt.timedelta(minutes=minutes)
    day = start.date()
    while True:
        begins = dt.datetime.combine(day, dt.time.fromisoformat(opens), BEIJING)
        ends = dt.datetime.combine(day, dt.time.fromisoformat(closes), BEIJING)
        first = max(start, begins)
        if is_workday(day) and first < ends:
            if length <= ends - first:
                return first + length
            length -= ends - first
        day += DAY


def time_used(submitted: dt.datetime, due: dt.datetime, now: dt.datetime) -> Fraction:
    """The share of the time that is used (时间进度): 0 at the start, 1 when due, more when late."""
    whole = (due - submitted) // dt.timedelta(microseconds=1)
    gone = (now - submitted) // dt.timedelta(microseconds=1)
    if whole <= 0:
        return Fraction(int(now >= due))
    return max(Fraction(0), Fraction(gone, whole))


class LeftKind(StrEnum):
    """Which words to use: 还剩 ... or 超了 ..."""

    WORKDAYS_LEFT = "workdays_left"
    DAYS_LEFT = "days_left"
    HOURS_LEFT = "hours_left"
    MINUTES_LEFT = "minutes_left"
    MINUTES_OVER = "minutes_over"
    HOURS_OVER = "hours_over"
    DAYS_OVER = "days_over"


@dataclass(frozen=True)
class Left:
    """How much time is left, or by how much it is over (还剩 1 个工作日, 超了 1 天)."""

    kind: LeftKind
    amount: int

    @property
    def over(self) -> bool:
        """Is the deadline past?"""
        return self.kind in {LeftKind.MINUTES_OVER, LeftKind.HOURS_OVER, LeftKind.DAYS_OVER}


def left(due: dt.datetime, now: dt.datetime, *, unit: str) -> Left:
    """Time left in the largest unit that fits, rounded down; on the last day hours, then minutes."""
    due, now = _local(due), _local(now)
    if now > due:
        return _span(now - due, LeftKind.DAYS_OVER, LeftKind.HOURS_OVER, LeftKind.MINUTES_OVER)
    kind = Unit(unit)
    if kind is Unit.HOURS:
        return _span(due - now, LeftKind.DAYS_LEFT, LeftKind.HOURS_LEFT, LeftKind.MINUTES_LEFT)
    if due.date() > now.date() and due - now >= HOUR:
        workdays = workdays_between(now.date(), due.date())
        if kind is Unit.WORKDAYS and workdays:
            return Left(LeftKind.WORKDAYS_LEFT, workdays)
        return Left(LeftKind.DAYS_LEFT, (due.date() - now.date()).days)
    if due - now >= HOUR:
        return Left(LeftKind.HOURS_LEFT, (due - now) // HOUR)
    return Left(LeftKind.MINUTES_LEFT, (due - now) // MINUTE)


def _span(span: dt.timedelta, days: LeftKind, hours: LeftKind, minutes: LeftKind) -> Left:
    if span >= DAY:
        return Left(days, span // DAY)
    if span >= HOUR:
        return Left(hours, span // HOUR)
    return Left(minutes, span // MINUTE)


def _local(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError("a deadline needs an aware moment")
    return moment.astimezone(BEIJING)


def judge_contact(
    submitted: dt.datetime, contacted: dt.datetime | None, *, hours: int, now: dt.datetime | None = None
) -> Verdict:
    """First contact (首次联系) within so many hours; the last minute still counts."""
    due = submitted + hours * HOUR
    result = {"due": due}
    sums = (f"{plain(submitted)} + {hours} 小时 = {plain(due)}",)
    if contacted is not None and contacted < submitted:
        return Verdict(
            RULE,
            Level.BLOCK,
            "orders.contact.wrong_order",
            "联系时间早于提交时间，记录有误",
            None,
            result,
            sums,
        )
    done = contacted or now
    if done is not None and done > due:
        reason = f"应在 {plain(due)} 前联系诉求人，已超时"
        return Verdict(RULE, Level.WARN, "orders.contact.late", reason, Outcome.NOT_MET, result, sums)
    if contacted is None:
        reason = f"还没有联系诉求人，最迟 {plain(due)}"
        return Verdict(RULE, Level.INFO, "orders.contact.not_yet", reason, Outcome.NOT_YET, result, sums)
    return Verdict(RULE, Level.PASS, "orders.contact.in_time", "按时联系了诉求人", Outcome.DATE, result, sums)


@dataclass(frozen=True)
class Extension:
    """More time for an order (延期): how much, why, and whether the requester was told."""

    limit: int
    reason: str
    told: bool


UNIT_WORDS = {Unit.WORKDAYS: "个工作日", Unit.DAYS: "天", Unit.HOURS: "小时", Unit.MONTHS: "个月"}


def judge_deadline(
    submitted: dt.date,
    done: dt.date | None,
    *,
    limit: int,
    unit: str,
    holiday_shift: bool = False,
    extension: Extension | None = None,
    today: dt.date | None = None,
) -> Verdict:
    """Was the order done within its limit (办结时限)? Days are compared as days, hours as moments.

    An extension counts only with a reason and if the requester was told of it.
    """
    due = _due(submitted, limit=limit, unit=unit, holiday_shift=holiday_shift)
    sums = [f"{plain(submitted)} + {limit} {UNIT_WORDS[Unit(unit)]} = {plain(due)}（当天不算）"]
    if extension and extension.reason.strip() and extension.told:
        due = _due(due, limit=extension.limit, unit=unit, holiday_shift=holiday_shift)
        sums.append(f"延长 {extension.limit} {UNIT_WORDS[Unit(unit)]}：{plain(due)}")
    elif extension:
        sums.append("延期没有说明理由或没有告知诉求人，不计")
    if is_provisional(due):
        sums.append(f"{due.year} 年放假安排尚未公布，日期为暂定")
    ended = _comparable(done, due)
    result = {"due": due}
    if ended is not None and ended < _comparable_start(submitted, due):
        reason = "办结时间早于提交时间，记录有误"
        return Verdict(RULE, Level.BLOCK, "orders.deadline.wrong_order", reason, None, result, tuple(sums))
    reference = ended or _comparable(today, due)
    if reference is not None and reference > due:
        reason = f"应在 {plain(due)} 前办结，已超时"
        return Verdict(RULE, Level.WARN, "orders.deadline.late", reason, Outcome.NOT_MET, result, tuple(sums))
    if ended is None:
        reason = f"最迟 {plain(due)} 办结"
        return Verdict(RULE, Level.INFO, "orders.deadline.open", reason, Outcome.NOT_YET, result, tuple(sums))
    return Verdict(RULE, Level.PASS, "orders.deadline.in_time", "按时办结", Outcome.DATE, result, tuple(sums))


def _due(start: dt.date, *, limit: int, unit: str, holiday_shift: bool) -> dt.date:
    if Unit(unit) is not Unit.HOURS:
        day = start.date() if isinstance(start, dt.datetime) else start
        return due_day(day, limit=limit, unit=unit, holiday_shift=holiday_shift)
    moment = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    return moment + limit * HOUR


def _comparable(value: dt.date | None, due: dt.date) -> dt.date | None:
    """`value` as a day or a moment, whichever `due` is; a bare day stands for its first moment."""
    if value is None:
        return None
    if isinstance(due, dt.datetime):
        return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return value.date() if isinstance(value, dt.datetime) else value


def _comparable_start(submitted: dt.date, due: dt.date) -> dt.date:
    if isinstance(due, dt.datetime):
        return submitted if isinstance(submitted, dt.datetime) else dt.datetime.combine(submitted, dt.time())
    return submitted.date() if isinstance(submitted, dt.datetime) else submitted


@dataclass(frozen=True)
class Confirmation:
    """The requester's answer (评单): who gave it, and what it was."""

    by: str
    answer: str


@dataclass(frozen=True)
class CallBack:
    """One call-back (回访) by another person; an answered call is never a failed one."""

    on: dt.date
    answered: bool
    answer: str = ""
    by: str = ""


def judge_closing(
    *,
    requester: str,
    acceptors: Collection[str],
    proxies: Collection[str],
    evidence: bool,
    confirmation: Confirmation | None,
    callbacks: Sequence[CallBack],
    min_failed: int,
    min_distinct_days: int,
) -> Verdict:
    """May the order be closed (结案)? Integrity of the record: these checks block."""
    if not evidence:
        return _refused("no_evidence", "没有办结证据，不能结案", Outcome.MISSING)
    if confirmation and confirmation.by in acceptors:
        return _refused("self_confirmed", "接单人不能确认自己办的单", Outcome.CONFLICT)
    if confirmation and confirmation.by != requester and confirmation.by not in proxies:
        return _refused("stranger", "确认人不是诉求人，也不是登记的代办人", Outcome.CONFLICT)
    answer = confirmation.answer if confirmation else _answer_by_call(callbacks, acceptors)
    if answer:
        return _answered(answer)
    return _unanswered(callbacks, acceptors, min_failed, min_distinct_days)


def _answer_by_call(callbacks: Iterable[CallBack], acceptors: Collection[str]) -> str:
    """The last answer given in a call-back that somebody else made."""
    answers = [
        call.answer
        for call in sorted(callbacks, key=lambda call: call.on)
        if call.answered and call.by not in acceptors
    ]
    return next((answer for answer in reversed(answers) if answer), "")


def _answered(answer: str) -> Verdict:
    outcome, reason = None, f"诉求人已答复：{answer}"
    if answer == UNSOLVED:
        outcome, reason = Outcome.NOT_MET, "诉求人答复未解决，应当重办"
    return Verdict(RULE, Level.PASS, "orders.close.answered", reason, outcome, {"result": answer})


def _unanswered(
    callbacks: Iterable[CallBack], acceptors: Collection[str], min_failed: int, min_distinct_days: int
) -> Verdict:
    """No answer: enough failed call-backs on enough different days close as 未回访到."""
    failed = [call for call in callbacks if not call.answered and call.by not in acceptors]
    days = len({call.on for call in failed})
    sums = (
        f"未接通的回访 {len(failed)} 次，至少 {min_failed} 次",
        f"分布在 {days} 天，至少 {min_distinct_days} 天",
    )
    if len(failed) >= min_failed and days >= min_distinct_days:
        reason = f"{len(failed)} 次回访都没有联系上，记为未回访到，不算满意"
        return Verdict(RULE, Level.PASS, "orders.close.unreached", reason, None, {"result": UNREACHED}, sums)
    reason = "诉求人还没有答复，未接通的回访次数或天数不够"
    return Verdict(RULE, Level.BLOCK, "orders.close.no_answer", reason, Outcome.NOT_YET, None, sums)


def _refused(code: str, reason: str, outcome: Outcome) -> Verdict:
    return Verdict(RULE, Level.BLOCK, f"orders.close.{code}", reason, outcome)


@dataclass(frozen=True)
class Wish:
    """A micro-wish (微心愿) as far as lighting it goes."""

    fulfilled: bool
    confirmed: bool
    wisher: str = ""
    confirmed_by: str = ""
    claimants: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()

    @property
    def lit(self) -> bool:
        """Lit (点亮): fulfilled and confirmed by the wisher, never by the one who fulfilled it."""
        if not (self.fulfilled and self.confirmed) or (
            self.confirmed_by and self.confirmed_by in self.claimants
        ):
            return False
        known = not (self.wisher and self.confirmed_by)
        return known or self.confirmed_by in (self.wisher, *self.proxies)


def tally_wishes(wishes: Sequence[Wish]) -> Verdict:
    """How many wishes are lit (点亮数); fulfilled but unconfirmed ones are shown beside, not inside."""
    lit = sum(wish.lit for wish in wishes)
    waiting = sum(wish.fulfilled and not wish.lit for wish in wishes)
    result = {"lit": lit, "unconfirmed": waiting, "total": len(wishes)}
    reason = f"点亮 {lit} 个；实现了还没有确认的 {waiting} 个，不计入"
    return Verdict(RULE, Level.INFO, "orders.wishes.lit", reason, Outcome.AMOUNT, result)
