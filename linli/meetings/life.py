"""R-04 组织生活会、民主生活会: one a year, as a rule in the fourth quarter, with a list of problems. Pure: no Django, no clock.

支部工作条例 第17、19条. A 民主生活会 is for the leading body of a Party committee; a branch holds a 组织生活会.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from linli.meetings.cadence import HELD, State
from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-04"
ORGANISATION_LIFE, DEMOCRATIC_LIFE = "组织生活会", "民主生活会"
COMMITTEE = "党委"
FOURTH_QUARTER = 10


@dataclass(frozen=True)
class Problem:
    """One item of the list of problems (问题清单): of whom, and until when it is put right."""

    leader: str
    due: dt.date | None


@dataclass(frozen=True)
class Session:
    """A meeting as the rule sees it."""

    on: dt.date
    kind: str
    state: str = "minuted"
    has_minutes: bool = True
    problems: tuple[Problem, ...] = ()


def judge_life(
    level: str,
    year: int,
    sessions: Iterable[Session],
    leaders: Iterable[str],
    today: dt.date,
    *,
    required: int = 1,
    from_month: int = FOURTH_QUARTER,
) -> Verdict:
    """Was there one in the year, with minutes and a list that names each leader and a day for each item?"""
    kinds = {ORGANISATION_LIFE, DEMOCRATIC_LIFE} if level == COMMITTEE else {ORGANISATION_LIFE}
    held = sorted(
        (row for row in sessions if row.kind in kinds and row.on.year == year and row.on <= today),
        key=lambda row: (row.on, row.kind),
    )
    good = [row for row in held if row.state in HELD and row.has_minutes]
    if len(good) < required:
        return _lacking(year, len(good), required, today)
    wants = _wants(good, set(leaders), from_month)
    result = {"status": State.MET.value, "counted": len(good), "wants": wants}
    sums = tuple(f"{row.on.isoformat()}：问题清单 {len(row.problems)} 条" for row in good)
    if wants:
        return Verdict(RULE, Level.WARN, "meetings.life.wants", "；".join(wants), Outcome.SET, result, sums)
    return Verdict(
        RULE, Level.PASS, "meetings.life.met", f"{year} 年开了 {len(good)} 次", Outcome.SET, result, sums
    )


def _lacking(year: int, count: int, required: int, today: dt.date) -> Verdict:
    over = today > dt.date(year, 12, 31)
    state = State.MISSING if over else State.NOT_YET
    return Verdict(
        RULE,
        Level.WARN if over else Level.INFO,
        f"meetings.life.{state.name.lower()}",
        f"{year} 年的组织生活会，要 {required} 次，有记录的 {count} 次",
        Outcome.MISSING if over else Outcome.NOT_YET,
        {"status": state.value, "counted": count, "wants": []},
    )


def _wants(good: list[Session], leaders: set[str], from_month: int) -> list[str]:
    """What a human should look at, in the order in which the regulation asks for it."""
    wants = []
    if not any(row.on.month >= from_month for row in good):
        wants.append("一般放在第四季度")
    problems = [one for row in good for one in row.problems]
    if not problems:
        wants.append("没有问题清单")
    elif missing := sorted(leaders - {one.leader for one in problems}):
        wants.append(f"问题清单里没有 {'、'.join(missing)}")
    if any(one.due is None for one in problems):
        wants.append("有的问题没有整改日期")
    return wants


def judge_scope(kind: str, level: str) -> Verdict:
    """May an organisation of this level hold a meeting of this kind?"""
    if kind == DEMOCRATIC_LIFE and level != COMMITTEE:
        reason = f"民主生活会是党委领导班子开的，{level}应为组织生活会"
        return Verdict(
            RULE, Level.WARN, "meetings.life.scope", reason, Outcome.NOT_MET, {"proper": ORGANISATION_LIFE}
        )
    return Verdict(
        RULE, Level.PASS, "meetings.life.proper", f"{level}可以开{kind}", Outcome.SET, {"proper": kind}
    )
