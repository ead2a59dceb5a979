"""R-03 到会与表决: quorum and majority in meetings of the Party. Pure: no Django, no clock.

A meeting may decide when at least half of those entitled have come; a motion is carried with more than half of those
entitled, not of those present. Entitled are full members without a bar (支部工作条例 第11、12条).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-03"
HALF = Fraction(1, 2)
FULL = "正式"


@dataclass(frozen=True)
class Member:
    """One of the roll: 正式 or 预备, and whether on probation within the Party (留党察看)."""

    key: str
    status: str
    barred: bool = False

    @property
    def may_vote(self) -> bool:
        """Full members without a bar have a vote."""
        return self.status == FULL and not self.barred


@dataclass(frozen=True)
class Votes:
    """How a motion went: entitled (应到会有表决权), present of them, and what they said."""

    entitled: int
    present: int
    yes: int
    no: int = 0
    abstain: int = 0


def has_quorum(entitled: int, present: int, share: Fraction = HALF) -> bool:
    """At least half of those entitled have come; where nobody is entitled there is none."""
    return entitled > 0 and present * share.denominator >= entitled * share.numerator


def is_carried(entitled: int, yes: int, share: Fraction = HALF) -> bool:
    """More than half of those entitled said yes."""
    return yes * share.denominator > entitled * share.numerator


def judge_vote(
    votes: Votes, *, quorum: Fraction = HALF, majority: Fraction = HALF, more: tuple[str, ...] = ()
) -> Verdict:
    """Was the motion carried, lost, or could it not be voted on?"""
    enough = has_quorum(votes.entitled, votes.present, quorum)
    sums = (
        f"到会：{votes.present} × {quorum.denominator} = {votes.present * quorum.denominator} {'≥' if enough else '<'} "
        f"应到 {votes.entitled} × {quorum.numerator} = {votes.entitled * quorum.numerator}",
        *more,
    )
    said = {"entitled": votes.entitled, "present": votes.present, "yes": votes.yes, "quorum": enough}
    if wrong := _impossible(votes):
        return Verdict(
            RULE,
            Level.BLOCK,
            "meetings.vote.impossible",
            wrong,
            Outcome.CONFLICT,
            {**said, "carried": False},
            sums,
        )
    if votes.entitled == 0:
        reason = "没有有表决权的党员，不能表决"
        return Verdict(
            RULE,
            Level.BLOCK,
            "meetings.vote.nobody",
            reason,
            Outcome.NOT_APPLICABLE,
            {**said, "carried": False},
            sums,
        )
    if not enough:
        reason = f"应到会有表决权的 {votes.entitled} 人，实到 {votes.present} 人，不到半数，不能表决"
        return Verdict(
            RULE,
            Level.BLOCK,
            "meetings.vote.inquorate",
            reason,
            Outcome.INQUORATE,
            {**said, "carried": False},
            sums,
        )
    return _counted(votes, majority, said, sums)


def _counted(votes: Votes, majority: Fraction, said: dict[str, int | bool], sums: tuple[str, ...]) -> Verdict:
    carried = is_carried(votes.entitled, votes.yes, majority)
    sums = (
        *sums,
        f"赞成：{votes.yes} × {majority.denominator} = {votes.yes * majority.denominator} {'>' if carried else '≤'} "
        f"应到 {votes.entitled} × {majority.numerator} = {votes.entitled * majority.numerator}",
    )
    reason = f"应到 {votes.entitled} 人，实到 {votes.present} 人，赞成 {votes.yes} 人，{'超过' if carried else '没有超过'}应到会的半数"
    outcome = Outcome.CARRIED if carried else Outcome.LOST
    return Verdict(
        RULE,
        Level.PASS,
        f"meetings.vote.{outcome.value}",
        reason,
        outcome,
        {**said, "carried": carried},
        sums,
    )


def _impossible(votes: Votes) -> str:
    """Why the numbers cannot be, "" where they can."""
    if votes.present > votes.entitled:
        return f"实到 {votes.present} 人，多于应到 {votes.entitled} 人"
    if votes.yes > votes.present:
        return f"赞成 {votes.yes} 票，多于到会有表决权的 {votes.present} 人"
    cast = votes.yes + votes.no + votes.abstain
    if cast > votes.present:
        return f"赞成、反对、弃权共 {cast} 票，多于到会有表决权的 {votes.present} 人"
    return ""


def counted(members: Iterable[Member], present: Iterable[str], yes: Iterable[str]) -> Votes:
    """Only those entitled are counted, and a yes only of who is present; each once."""
    entitled = {member.key for member in members if member.may_vote}
    here = entitled & set(present)
    return Votes(len(entitled), len(here), len(here & set(yes)))


def judge_roll(
    members: list[Member],
    present: list[str],
    yes: list[str],
    *,
    quorum: Fraction = HALF,
    majority: Fraction = HALF,
) -> Verdict:
    """The same from the names: who has no vote is neither in the denominator nor counted."""
    votes = counted(members, present, yes)
    left = len(set(yes)) - votes.yes
    more = (f"不计 {left} 票：没有表决权或没有到会",) if left else ()
    return judge_vote(votes, quorum=quorum, majority=majority, more=more)
