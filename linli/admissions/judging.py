"""What the rules say of a step on a day, and what is due (R-06). Pure: the facts of a file and the numbers come in.

Order, intervals and ages stop an act; deadlines warn. `party.development` holds the single rules.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from linli.admissions import steps
from linli.admissions.steps import RULE, Step, judge_order
from linli.calendars.months import add_months
from linli.party import development
from linli.rulebook.verdict import Level, Outcome, Verdict

# How long before its day something is shown as coming up: a convenience of the page, no number of the law.
SOON = dt.timedelta(days=30)


@dataclass(frozen=True)
class Numbers:
    """The numbers of the rulebook, for a place and a day. Months, years, days, hours as the names say."""

    talk_months: int
    activist_years: int
    sponsors: int
    training_days: int
    training_hours: int
    assembly_months: int
    approval_months: int
    approval_special_months: int
    probation_years: int
    extension_months: tuple[int, int]
    review_months: int
    least_age: int
    leap_birthday: str


@dataclass(frozen=True)
class Receipt:
    """The day on which the superior received the papers, and whether the case is a special one."""

    on: dt.date
    special: bool = False


@dataclass(frozen=True)
class File:
    """What a file says so far. `receipts` are by the number of the assembly's step."""

    done: Mapping[int, dt.date] = field(default_factory=dict)
    reviews: tuple[dt.date, ...] = ()
    extensions: tuple[int, ...] = ()
    receipts: Mapping[int, Receipt] = field(default_factory=dict)


def judge_step(step: Step, day: dt.date, file: File, told: Numbers) -> list[Verdict]:
    """What stops or warns a step on a day; verdicts that pass are among them, for their arithmetic."""
    order = judge_order(step, day, file.done)
    if order.code in {"develop.done", "develop.order"}:
        return [order]
    more = _more(step.number, day, file, told)
    return [order, *more]


def _more(number: int, day: dt.date, file: File, told: Numbers) -> list[Verdict]:
    done = file.done
    if number == steps.TALK:
        return [development.judge_deadline(development.TALK, done[steps.APPLY], day, months=told.talk_months)]
    if number in {steps.OBSERVED, steps.PROBATION_OBSERVED}:
        return [judge_observed(done[steps.ACTIVIST if number == steps.OBSERVED else steps.ASSEMBLY], day, file.reviews)]  # fmt: skip
    if number == steps.TARGET:
        return [
            development.judge_activist_time(
                done[steps.ACTIVIST], day, years=told.activist_years, leap_birthday=told.leap_birthday
            )
        ]
    if number == steps.ASSEMBLY:
        return [
            development.judge_deadline(
                "支部大会讨论", done[steps.PRELIMINARY], day, months=told.assembly_months
            )
        ]
    if number == steps.CONVERSION:
        return [probation(file, told, day)]
    return _approval(number, day, file, told)


def _approval(number: int, day: dt.date, file: File, told: Numbers) -> list[Verdict]:
    receipt = file.receipts.get(
        {steps.ADMITTED: steps.ASSEMBLY, steps.CONVERTED: steps.CONVERSION}.get(number, 0)
    )
    if receipt is None:
        return []
    months = approval_months(receipt, told)
    return [development.judge_deadline(development.APPROVAL, receipt.on, day, months=months)]


def approval_months(receipt: Receipt, told: Numbers) -> int:
    """三个月, 特殊情况六个月."""
    return told.approval_special_months if receipt.special else told.approval_months


def probation(file: File, told: Numbers, day: dt.date | None = None) -> Verdict:
    """预备期 of a file, and whether conversion may be decided on a day. The assembly must have admitted the applicant."""
    return development.judge_probation(
        file.done[steps.ASSEMBLY], file.extensions, day, years=told.probation_years,
        bounds=told.extension_months, leap_birthday=told.leap_birthday,
    )  # fmt: skip


def judge_observed(since: dt.date, day: dt.date, reviews: tuple[dt.date, ...]) -> Verdict:
    """考察: it is concluded with at least one review of that time; later reviews say nothing of an earlier day."""
    count = sum(since <= one <= day for one in reviews)
    lines = (f"{since} 至 {day} 的考察 {count} 次，至少 1 次",)
    if not count:
        return Verdict(
            RULE, Level.BLOCK, "develop.unobserved", "还没有考察记录", Outcome.NOT_MET, {"reviews": 0}, lines
        )
    return Verdict(RULE, Level.PASS, "develop.observed", "有考察记录", Outcome.SET, {"reviews": count}, lines)


@dataclass(frozen=True)
class Due:
    """到期的事: which, on which day, and how that day was found. Computed, never stored; it warns and stops nothing."""

    kind: str
    on: dt.date
    arithmetic: str = ""

    def is_over(self, today: dt.date) -> bool:
        """The day has passed."""
        return self.on < today

    def is_near(self, today: dt.date) -> bool:
        """The day has passed or comes soon."""
        return self.on <= today + SOON


def _after(kind: str, since: dt.date, months: int) -> Due:
    due = add_months(since, months)
    return Due(kind, due, f"{since} + {months} 个月 = {due}")


def dues(file: File, told: Numbers) -> list[Due]:
    """What a file waits for, each with its day, the earliest first: talk, reviews, assembly, approvals, conversion."""
    done, found = file.done, []
    if steps.APPLY in done and steps.TALK not in done:
        found.append(_after("talk", done[steps.APPLY], told.talk_months))
    if steps.ACTIVIST in done and steps.CONVERSION not in done:
        found.append(_after("review", max([done[steps.ACTIVIST], *file.reviews]), told.review_months))
    if steps.PRELIMINARY in done and steps.ASSEMBLY not in done:
        found.append(_after("assembly", done[steps.PRELIMINARY], told.assembly_months))
    for decided, approved, kind in (
        (steps.ASSEMBLY, steps.ADMITTED, "approval"),
        (steps.CONVERSION, steps.CONVERTED, "conversion_approval"),
    ):
        if decided in done and approved not in done:
            receipt = file.receipts.get(decided)
            found.append(
                _after(kind, receipt.on, approval_months(receipt, told)) if receipt else Due("receipt", done[decided])
            )  # fmt: skip
    if steps.ADMITTED in done and steps.CONVERSION not in done:
        verdict = probation(file, told)
        found.append(Due("conversion", verdict.result["probation_ends"], verdict.arithmetic[0]))  # type: ignore[index]
    return sorted(found, key=lambda due: due.on)
