"""流动党员: who of those away was reached in a month, and when the relation should move after them (R-09, C-11). Pure."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from linli.calendars.months import add_months, last_day, write_month
from linli.rulebook.verdict import Level, Outcome, Verdict, percent

RULE = "R-09"


class Away(NamedTuple):
    """A member away from the community: since when, and back on which day (None while away)."""

    member: str
    out_on: dt.date
    back_on: dt.date | None = None

    def floats_in(self, month: dt.date) -> bool:
        """Whether the member floats on any day of the month; the day of return still counts."""
        return self.out_on <= last_day(month) and (self.back_on is None or self.back_on >= month)


class Contact(NamedTuple):
    """A contact or a study session with a member on a day."""

    member: str
    on: dt.date


class Coverage(NamedTuple):
    """覆盖率 of a month: who floats, and who of them was reached."""

    floating: frozenset[str]
    reached: frozenset[str]

    @property
    def percent(self) -> str | None:
        """With one decimal; None where nobody floats."""
        return percent(len(self.reached), len(self.floating))

    @property
    def missing(self) -> frozenset[str]:
        """Those not yet reached."""
        return self.floating - self.reached


def coverage(month: dt.date, away: Iterable[Away], contacts: Iterable[Contact]) -> Coverage:
    """Who floats on any day of the month (its first day names it), and who of them had a contact or a session in it."""
    floating = frozenset(one.member for one in away if one.floats_in(month))
    met = {one.member for one in contacts if month <= one.on <= last_day(month)}
    return Coverage(floating, floating & met)


def judge_coverage(month: dt.date, away: Collection[Away], contacts: Collection[Contact]) -> Verdict:
    """覆盖率: everybody reached passes; nobody away is not applicable, which is not 100 percent."""
    found = coverage(month, away, contacts)
    result = {"floating": len(found.floating), "reached": len(found.reached), "coverage": found.percent}
    if not found.floating:
        reason = f"{write_month(month)} 没有流动党员，不计算覆盖率"
        return Verdict(RULE, Level.INFO, "party.floating.none", reason, Outcome.NOT_APPLICABLE, result)
    sums = (f"{len(found.reached)} ÷ {len(found.floating)} = {found.percent}%",)
    if found.missing:
        reason = f"{write_month(month)} 还有 {len(found.missing)} 名流动党员没有联系上"
        return Verdict(RULE, Level.WARN, "party.floating.missing", reason, Outcome.NOT_MET, result, sums)
    reason = f"{write_month(month)} 的流动党员都联系到了"
    return Verdict(RULE, Level.PASS, "party.floating.reached", reason, Outcome.SET, result, sums)


def due_for_transfer(
    out_on: dt.date, back_on: dt.date | None, *, fixed_place: bool, months: int, today: dt.date
) -> bool:
    """Whether the relation should move: a fixed place, and away until the day `months` months after leaving or longer."""
    return fixed_place and (back_on or today) >= add_months(out_on, months)


def judge_transfer(
    out_on: dt.date, back_on: dt.date | None, *, fixed_place: bool, months: int, today: dt.date
) -> Verdict:
    """外出六个月以上且有固定地点，应转接组织关系."""
    until, limit = back_on or today, add_months(out_on, months)
    result = {"transfer_from": limit, "until": until}
    sums = (f"{out_on} + {months} 个月 = {limit}", f"{until} {'≥' if until >= limit else '<'} {limit}")
    if due_for_transfer(out_on, back_on, fixed_place=fixed_place, months=months, today=today):
        reason = f"外出满 {months} 个月且有固定地点，应转接组织关系"
        return Verdict(RULE, Level.WARN, "party.floating.transfer", reason, Outcome.DUE, result, sums)
    reason = "没有固定地点，不必转接" if not fixed_place else f"外出不满 {months} 个月，不必转接"
    return Verdict(RULE, Level.PASS, "party.floating.stays", reason, Outcome.NOT_YET, result, sums)
