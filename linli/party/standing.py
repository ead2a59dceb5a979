"""党龄与提醒: from when years in the Party count, who may get the medal of fifty years, and what is missing (R-10, C-12).

Nothing here changes what a member is: software warns and lists facts, the assembly decides (党章第九条). Pure.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from linli.calendars.months import add_months, full_years, write_month
from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-10"
MEDAL_MONTH, MEDAL_DAY = 7, 1
ASSEMBLY, APPROVAL = "assembly", "approval"
DUTIES = {"organisational_life": "组织生活", "dues": "党费", "assigned_work": "党分配的工作"}


class Era(NamedTuple):
    """A time in which one way of counting held: from the assembly or from the superior's approval, and how much probation."""

    first: dt.date
    last: dt.date | None
    counts: str
    probation_months: int


def eras(rows: Sequence[Mapping[str, Any]]) -> tuple[Era, ...]:
    """The table as the rulebook writes it."""
    return tuple(
        Era(_day(row["from"]), _day(row["to"]) if row["to"] else None, row["counts"], row["probation_months"])
        for row in rows
    )


def _day(written: Any) -> dt.date:
    return written if isinstance(written, dt.date) else dt.date.fromisoformat(written)


def era_of(joined: dt.date, table: Sequence[Era]) -> Era | None:
    """The era in which somebody joined; None before the table begins."""
    return next(
        (era for era in table if era.first <= joined and (era.last is None or joined <= era.last)), None
    )


def count_from(joined: dt.date, table: Sequence[Era], *, extension_months: int = 0) -> dt.date | None:
    """党龄起算日: the day of becoming a full member. `joined` is the day that counted in its era. None where no era is known."""
    era = era_of(joined, table)
    if era is None:
        return None
    return add_months(joined, era.probation_months + extension_months)


def medal_day(year: int) -> dt.date:
    """1 July."""
    return dt.date(year, MEDAL_MONTH, MEDAL_DAY)


def medal_years(since: dt.date, year: int, *, leap_birthday: str) -> int:
    """Whole years in the Party on 1 July of a year."""
    return full_years(since, medal_day(year), leap_birthday=leap_birthday)


def first_medal(since: dt.date, *, years: int, leap_birthday: str) -> dt.date:
    """The first 1 July with so many whole years."""
    year = since.year + years
    return medal_day(year if medal_years(since, year, leap_birthday=leap_birthday) >= years else year + 1)


def judge_medal(since: dt.date, year: int, *, years: int, leap_birthday: str) -> Verdict:
    """光荣在党50年: a candidate is a name for people to look at, and no more."""
    full = medal_years(since, year, leap_birthday=leap_birthday)
    result = {"full_years": full, "candidate": full >= years}
    sums = (f"{since} 至 {medal_day(year)}：满 {full} 年", f"{full} {'≥' if full >= years else '<'} {years}")
    if full >= years:
        reason = f"到 {medal_day(year)} 党龄满 {years} 年，列入人选，由支部核对"
        return Verdict(RULE, Level.INFO, "party.medal.candidate", reason, Outcome.SET, result, sums)
    reason = f"到 {medal_day(year)} 党龄 {full} 年，不满 {years} 年"
    return Verdict(RULE, Level.PASS, "party.medal.not_yet", reason, Outcome.NOT_YET, result, sums)


def judge_era(
    joined: dt.date, table: Sequence[Era], *, extension_months: int, years: int, leap_birthday: str
) -> Verdict:
    """从哪天起算党龄: by the table of eras."""
    since = count_from(joined, table, extension_months=extension_months)
    era = era_of(joined, table)
    if since is None or era is None:
        reason = f"{joined} 早于 {table[0].first}，请按档案核定"
        return Verdict(
            RULE, Level.INFO, "party.era.unknown", reason, Outcome.NOT_APPLICABLE, {"count_from": None}
        )
    medal = first_medal(since, years=years, leap_birthday=leap_birthday)
    start = "支部大会通过之日" if era.counts == ASSEMBLY else "上级批准之日"
    probation = f"预备期 {era.probation_months} 个月" if era.probation_months else "没有预备期"
    sums = (f"{start} {joined}，{probation}，延长 {extension_months} 个月 = {since}",)
    result = {
        "count_from": since, "full_on": since, "counts": era.counts, "probation_months": era.probation_months,
        "medal_on": medal,
    }  # fmt: skip
    return Verdict(RULE, Level.PASS, "party.era", f"党龄自 {since} 起算", Outcome.DATE, result, sums)


def run_until(as_of: dt.date, missing: Collection[dt.date], excused: Collection[dt.date] = ()) -> int:
    """How many months in a row, up to and with a month, lack a duty. A month with a documented reason stops the count."""
    count, month, lacking = 0, as_of, set(missing) - set(excused)
    while month in lacking:
        count, month = count + 1, add_months(month, -1)
    return count


def stage_of(run: int, thresholds: Collection[int]) -> int:
    """The highest threshold that a run has reached; 0 below the first."""
    return max((one for one in thresholds if run >= one), default=0)


def judge_lapse(
    as_of: dt.date,
    missing: Mapping[str, Collection[dt.date]],
    excused: Mapping[str, Collection[dt.date]],
    *,
    warn_months: Sequence[int],
    months: int,
) -> Verdict:
    """连续几个月没有: each duty is counted for itself, never added. Nobody's standing changes by it."""
    runs = {duty: run_until(as_of, missing.get(duty) or (), excused.get(duty) or ()) for duty in DUTIES}
    stage = stage_of(max(runs.values()), {*warn_months, months})
    result = {"runs": runs, "stage": stage, "status_changed": False, "case_file": stage >= months}
    sums = tuple(f"{DUTIES[duty]}：到 {write_month(as_of)} 连续 {run} 个月" for duty, run in runs.items())
    if not stage:
        reason = f"没有哪一项连续缺满 {min(warn_months)} 个月"
        return Verdict(RULE, Level.PASS, "party.lapse.none", reason, Outcome.NOT_YET, result, sums)
    named = "、".join(DUTIES[duty] for duty, run in runs.items() if run >= stage)
    reason = f"{named}连续缺满 {stage} 个月，请先谈心了解原因；党籍由支部大会决定，系统不改"
    return Verdict(RULE, Level.WARN, "party.lapse.warn", reason, Outcome.DUE, result, sums)
