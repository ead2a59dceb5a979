"""发展党员 (R-06): the intervals, ages, votes and deadlines of the 25 steps. Pure: no Django, no clock.

Source: 中国共产党发展党员工作细则 (2014) and the flow chart of its 25 steps. Intervals, votes and ages stop an act; deadlines
warn.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from linli.calendars.months import add_months, anniversary, full_years
from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-06"
FULL = "正式"
CONTACT, SPONSOR = "培养联系人", "入党介绍人"
TALK, APPROVAL = "谈话", "审批"
# Who may approve: a committee of the basic level or above; a general branch and a branch may not.
APPROVERS = ("基层党委", "党委", "大党委")


def judge_activist_time(
    activist_on: dt.date, target_on: dt.date, *, years: int, leap_birthday: str
) -> Verdict:
    """确定发展对象: at the earliest a year after somebody became an activist."""
    earliest = anniversary(activist_on, years, leap_birthday=leap_birthday)
    arithmetic = (f"{activist_on} + {years} 年 = {earliest}", f"拟确定 {target_on}")
    result = {"earliest": earliest}
    if target_on < earliest:
        reason = f"确定为积极分子满 {years} 年，最早 {earliest}"
        return Verdict(RULE, Level.BLOCK, "develop.too_early", reason, Outcome.NOT_MET, result, arithmetic)
    return Verdict(RULE, Level.PASS, "develop.time", "培养考察满期", Outcome.DATE, result, arithmetic)


def judge_age(born: dt.date, applied: dt.date, *, least: int, leap_birthday: str) -> Verdict:
    """申请入党的年龄 (党章第一条): full years on the day of the application."""
    age = full_years(born, applied, leap_birthday=leap_birthday)
    arithmetic = (f"{born} 出生，{applied} 满 {age} 岁，须满 {least} 岁",)
    if age < least:
        reason = f"年满 {least} 岁才能申请入党，现满 {age} 岁"
        return Verdict(RULE, Level.BLOCK, "develop.age", reason, Outcome.NOT_MET, {"age": age}, arithmetic)
    return Verdict(RULE, Level.PASS, "develop.age", "年龄符合", Outcome.SET, {"age": age}, arithmetic)


def judge_training(days: int, hours: Decimal, *, least_days: int, least_hours: int) -> Verdict:
    """集中培训: at least so many days or so many hours (C-07)."""
    arithmetic = (f"{days} 天 ≥ {least_days} 天，或 {hours} 学时 ≥ {least_hours} 学时",)
    result = {"days": days, "hours": hours}
    if days >= least_days or hours >= least_hours:
        return Verdict(RULE, Level.PASS, "develop.training", "培训时间足够", Outcome.SET, result, arithmetic)
    reason = f"集中培训不少于 {least_days} 天或 {least_hours} 学时"
    return Verdict(RULE, Level.BLOCK, "develop.training", reason, Outcome.NOT_MET, result, arithmetic)


@dataclass(frozen=True)
class Written:
    """书面意见 of somebody who does not come: counts if filed before the meeting begins."""

    opinion: str
    filed_at: dt.datetime


def judge_admission_vote(
    entitled: int, present: int, yes_present: int, *, written: Sequence[Written], meeting_at: dt.datetime
) -> Verdict:
    """支部大会表决: more than half of those entitled are present; more than half of those entitled say yes (C-04, C-06)."""
    in_time = [one for one in written if one.filed_at < meeting_at]
    yes = yes_present + sum(one.opinion == "yes" for one in in_time)
    quorate = present * 2 > entitled
    carried = quorate and yes * 2 > entitled
    result = {"quorum": quorate, "yes_counted": yes, "carried": carried, "entitled": entitled}
    arithmetic = (
        f"到会 {present} × 2 = {present * 2}，应到 {entitled}，须超过",
        f"赞成 {yes_present} + 会前书面 {yes - yes_present} = {yes}；{yes} × 2 = {yes * 2}，须超过应到 {entitled}",
    )
    if yes_present > present or present + len(in_time) > entitled:
        reason = (
            f"票数不合：应到 {entitled}，到会 {present}，到会赞成 {yes_present}，会前书面意见 {len(in_time)}"
        )
        return Verdict(RULE, Level.BLOCK, "develop.count", reason, Outcome.VOID, result, arithmetic)
    if not quorate:
        reason = f"有表决权的到会 {present} 人，未超过应到 {entitled} 人的半数，不能表决"
        return Verdict(RULE, Level.BLOCK, "develop.quorum", reason, Outcome.INQUORATE, result, arithmetic)
    if carried:
        return Verdict(RULE, Level.PASS, "develop.carried", "通过", Outcome.CARRIED, result, arithmetic)
    reason = f"赞成 {yes}，未超过应到 {entitled} 人的半数，未通过"
    return Verdict(RULE, Level.PASS, "develop.lost", reason, Outcome.LOST, result, arithmetic)


def judge_probation(
    passed: dt.date,
    extensions: Sequence[int],
    decided_on: dt.date | None,
    *,
    years: int,
    bounds: tuple[int, int],
    leap_birthday: str,
) -> Verdict:
    """预备期: a year from the assembly, extended once at most by six to twelve months; decided when it is over."""
    ends = add_months(anniversary(passed, years, leap_birthday=leap_birthday), sum(extensions))
    said = f"{passed} + {years} 年" + "".join(f" + {months} 个月" for months in extensions)
    arithmetic, result = (f"{said} = {ends}",), {"probation_ends": ends}
    least, most = bounds
    reason = ""
    if len(extensions) > 1:
        reason = "预备期只能延长一次"
    elif any(not least <= months <= most for months in extensions):
        reason = f"延长预备期不能少于 {least} 个月，最长不超过 {most} 个月"
    elif decided_on is not None and decided_on < ends:
        reason = f"预备期到 {ends} 届满，转正不能在此之前讨论决定"
    if reason:
        return Verdict(RULE, Level.BLOCK, "develop.probation", reason, Outcome.NOT_MET, result, arithmetic)
    return Verdict(
        RULE, Level.PASS, "develop.probation", f"预备期到 {ends}", Outcome.DATE, result, arithmetic
    )


@dataclass(frozen=True)
class Helper:
    """Who looks after an applicant, or stands for one."""

    status: str
    on_probation: bool


def judge_helpers(role: str, people: Sequence[Helper], *, sponsors: int) -> Verdict:
    """培养联系人 (one or two) and 入党介绍人 (two): full members, none of them under 留党察看."""
    least, most = (1, sponsors) if role == CONTACT else (sponsors, sponsors)
    words = f"{role}应为 {least} 至 {most} 名正式党员" if least < most else f"{role}应为 {most} 名正式党员"
    result = {"count": len(people), "least": least, "most": most}
    unfit = sum(one.status != FULL or one.on_probation for one in people)
    arithmetic = (f"现有 {len(people)} 名，其中不能担任的 {unfit} 名",)
    if unfit or not least <= len(people) <= most:
        reason = f"{words}，受留党察看处分的不能担任" if unfit else f"{words}，现有 {len(people)} 名"
        return Verdict(RULE, Level.BLOCK, "develop.people", reason, Outcome.NOT_MET, result, arithmetic)
    return Verdict(RULE, Level.PASS, "develop.people", words, Outcome.SET, result, arithmetic)


def judge_deadline(step: str, start: dt.date, done: dt.date | None, *, months: int) -> Verdict:
    """时限: so many months from the day the file came; being late warns and stops nothing."""
    due = add_months(start, months)
    result, arithmetic = {"due": due}, (f"{start} + {months} 个月 = {due}",)
    if done is not None and done > due:
        reason = f"{step}应在 {due} 前完成，实际 {done}"
        return Verdict(RULE, Level.WARN, "develop.late", reason, Outcome.NOT_MET, result, arithmetic)
    reason = f"{step}应在 {due} 前完成"
    return Verdict(RULE, Level.PASS, "develop.deadline", reason, Outcome.DATE, result, arithmetic)


def judge_approver(level: str) -> Verdict:
    """审批权: a committee of the basic level approves members; a general branch cannot."""
    if level in APPROVERS:
        return Verdict(
            RULE, Level.PASS, "develop.approver", f"{level}有审批权", Outcome.SET, {"level": level}
        )
    reason = f"{level}不能审批党员，须报基层党委"
    return Verdict(RULE, Level.BLOCK, "develop.approver", reason, Outcome.NOT_MET, {"level": level})
