"""R-02 三会一课、主题党日: is the slot of a kind met, not yet due, missing, or not assessed? Pure: no Django, no clock.

A meeting counts when it was held, its minutes are there and, for the assembly and the committee, at least half of those
entitled had come (R-03, C-03). A slot is assessed if the organisation stood on its first day, and not due until its last
day has ended. The regulation says «as a rule» (一般): what is missing is told, it blocks nothing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from linli.meetings.slots import MONTH, QUARTER, Slot
from linli.meetings.voting import HALF, has_quorum
from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-02"
ASSEMBLY, COMMITTEE, GROUP, LECTURE, THEME_DAY = "支部党员大会", "支委会", "党小组会", "党课", "主题党日"
#: How many months a slot of a kind has.
PERIOD = {ASSEMBLY: QUARTER, COMMITTEE: MONTH, GROUP: MONTH, THEME_DAY: MONTH, LECTURE: QUARTER}
NEEDS_QUORUM = frozenset({ASSEMBLY, COMMITTEE})
HELD = frozenset({"held", "minuted", "filed"})


class State(StrEnum):
    """How a slot stands."""

    MET = "达标"
    NOT_YET = "未到期"
    MISSING = "缺"
    NOT_ASSESSED = "不考核"
    EXCUSED = "已说明"


@dataclass(frozen=True)
class Sitting:
    """A meeting as the rule sees it."""

    on: dt.date
    kind: str
    state: str
    has_minutes: bool
    entitled: int | None = None
    present: int | None = None

    def lacks(self, quorum: Fraction = HALF) -> str:
        """Why it does not count, "" where it does."""
        if self.state not in HELD:
            return "还没有开"
        if self.kind in NEEDS_QUORUM and not has_quorum(self.entitled or 0, self.present or 0, quorum):
            return f"应到 {self.entitled or 0} 人，实到 {self.present or 0} 人，不到半数"
        return "" if self.has_minutes else "没有会议记录"


@dataclass(frozen=True)
class Branch:
    """An organisation as the rule sees it."""

    founded: dt.date
    has_committee: bool = True
    has_groups: bool = True
    ended: dt.date | None = None
    # 从这天起记账: what was before stands in no book here, so nothing can be said of it.
    booked: dt.date | None = None

    def exempt(self, kind: str, slot: Slot) -> str:
        """Why the slot is not assessed, "" where it is."""
        if self.founded > slot.first:
            return f"{self.founded.isoformat()} 成立，这一期开始时还没有"
        if self.ended and self.ended < slot.last:
            return f"{self.ended.isoformat()} 撤销"
        if self.booked and self.booked > slot.last:
            return f"{self.booked.isoformat()} 起才在这里登记"
        if kind == COMMITTEE and not self.has_committee:
            return "不设支委会"
        if kind == GROUP and not self.has_groups:
            return "没有党小组"
        return ""


def judge_slot(
    branch: Branch,
    kind: str,
    slot: Slot,
    sittings: Iterable[Sitting],
    today: dt.date,
    *,
    required: int = 1,
    quorum: Fraction = HALF,
    excuse: str = "",
) -> Verdict:
    """The verdict on one slot; `excuse` is the documented reason why there was none (写明原因备案)."""
    here = sorted(
        (row for row in sittings if row.kind == kind and slot.holds(row.on) and row.on <= today), key=_order
    )
    count = sum(not row.lacks(quorum) for row in here)
    sums = tuple(f"{row.on.isoformat()}：{row.lacks(quorum) or '算一次'}" for row in here)
    head = f"{slot.name} {kind}"

    def say(level: Level, state: State, outcome: Outcome, reason: str) -> Verdict:
        result = {"status": state.value, "counted": count, "required": required}
        code = f"meetings.cadence.{state.name.lower()}"
        return Verdict(
            RULE,
            level,
            code,
            f"{head}：{reason}",
            outcome,
            result,
            (*sums, f"算数 {count} 次，要 {required} 次"),
        )

    if why := branch.exempt(kind, slot):
        return say(Level.INFO, State.NOT_ASSESSED, Outcome.NOT_APPLICABLE, why)
    if count >= required:
        return say(Level.PASS, State.MET, Outcome.SET, f"开了 {count} 次")
    if today <= slot.last:
        return say(Level.INFO, State.NOT_YET, Outcome.NOT_YET, f"到 {slot.last.isoformat()} 为止")
    if excuse:
        return say(Level.INFO, State.EXCUSED, Outcome.NOT_APPLICABLE, excuse)
    why = "；".join(dict.fromkeys(row.lacks(quorum) for row in here if row.lacks(quorum))) or "没有开"
    return say(Level.WARN, State.MISSING, Outcome.MISSING, why)


@dataclass(frozen=True)
class Given:
    """A Party lecture as the rule sees it: who gave it, in the words of the minutes."""

    on: dt.date
    lecturer: str
    state: str = "minuted"
    has_minutes: bool = True


def judge_secretary(
    year: int, lectures: Iterable[Given], secretaries: Iterable[str], today: dt.date, *, required: int = 1
) -> Verdict:
    """书记讲党课: did a secretary of the year give as many lectures as are asked for, with minutes?"""
    names = sorted(set(secretaries))
    own = sorted(
        {
            (row.on, row.lecturer)
            for row in lectures
            if row.on.year == year and row.on <= today and row.state in HELD and row.has_minutes
            and any(name in row.lecturer for name in names)
        }
    )  # fmt: skip
    sums = (*(f"{on.isoformat()}：{who}" for on, who in own), f"书记讲了 {len(own)} 次，要 {required} 次")

    def say(level: Level, state: State, outcome: Outcome, reason: str) -> Verdict:
        result = {"status": state.value, "counted": len(own), "required": required}
        code = f"meetings.secretary_lecture.{state.name.lower()}"
        return Verdict(RULE, level, code, f"{year} 书记讲党课：{reason}", outcome, result, sums)

    if not names:
        return say(Level.INFO, State.NOT_ASSESSED, Outcome.NOT_APPLICABLE, "没有登记书记")
    if len(own) >= required:
        return say(Level.PASS, State.MET, Outcome.SET, f"讲了 {len(own)} 次")
    if today <= dt.date(year, 12, 31):
        return say(Level.INFO, State.NOT_YET, Outcome.NOT_YET, f"到 {year}-12-31 为止")
    return say(Level.WARN, State.MISSING, Outcome.MISSING, f"{'、'.join(names)} 讲了 {len(own)} 次")


def _order(row: Sitting) -> tuple[dt.date, str, bool, int, int]:
    return row.on, row.state, row.has_minutes, row.entitled or 0, row.present or 0


@dataclass(frozen=True)
class Theme:
    """The theme of a theme day, and its month (the first day of it)."""

    month: dt.date
    theme: str


def judge_themes(days: Iterable[Theme], *, window: int) -> Verdict:
    """主题不重复: a month whose theme stood in one of the `window` months before it."""
    told = {(row.month.year * 12 + row.month.month - 1, "".join(row.theme.split())) for row in days}
    repeated = sorted(
        {month for month, theme in told if any((month - n, theme) in told for n in range(1, window + 1))}
    )
    months = [f"{index // 12:04d}-{index % 12 + 1:02d}" for index in repeated]
    if months:
        reason = f"{'、'.join(months)} 的主题在前 {window} 个月里用过"
        return Verdict(
            RULE, Level.WARN, "meetings.themes.repeated", reason, Outcome.NOT_MET, {"repeated_months": months}
        )
    reason = f"{len(told)} 个主题，{window} 个月内没有重复"
    return Verdict(RULE, Level.PASS, "meetings.themes.distinct", reason, Outcome.SET, {"repeated_months": []})
