"""民主评议党员 (R-05): how many may be graded excellent, and who is graded. Pure: no Django, no clock.

Source: 支部工作条例 article 18. A grade is given by the committee's opinion, never by votes alone; none has consequences
of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-05"
EXCELLENT, PROBATIONARY = "优秀", "预备"
ALL, GRADED = "all", "graded"


@dataclass(frozen=True)
class Graded:
    """Somebody of the list: full or on probation, with a grade or none yet."""

    key: str
    status: str
    grade: str


def judge_cap(excellent: int, whole: int, *, share: Fraction, blocked: Sequence[str] = ()) -> Verdict:
    """优秀比例: at most a third of those who are graded (or of all, where a place says so)."""
    most = whole * share.numerator // share.denominator
    result = {
        "excellent": excellent,
        "graded": whole,
        "max_excellent": most,
        "blocked_ids": list(blocked),
    }
    arithmetic = (f"{excellent} ≤ {whole} × {share.numerator}/{share.denominator}，最多 {most} 名",)
    if blocked:
        reason = "预备党员参加评议，不评定等次"
        return Verdict(
            RULE, Level.BLOCK, "appraisal.probationary", reason, Outcome.NOT_MET, result, arithmetic
        )
    if excellent > most:
        reason = f"优秀一般不超过 {share.numerator}/{share.denominator}，最多 {most} 名，现有 {excellent} 名"
        return Verdict(RULE, Level.WARN, "appraisal.cap", reason, Outcome.NOT_MET, result, arithmetic)
    return Verdict(RULE, Level.PASS, "appraisal.cap", "优秀比例符合", Outcome.SET, result, arithmetic)


def judge_list(members: Sequence[Graded], *, share: Fraction, denominator: str) -> Verdict:
    """评定名单: nobody on probation has a grade (C-05), and the share of the excellent is kept."""
    blocked = [one.key for one in members if one.grade and one.status == PROBATIONARY]
    graded = [one for one in members if one.grade]
    whole = len(graded) if denominator == GRADED else len(members)
    excellent = sum(one.grade == EXCELLENT for one in graded)
    return judge_cap(excellent, whole, share=share, blocked=blocked)
