"""党内选举计票 (R-07): candidates, ballots, who is elected by either reading of the law. Pure: no Django, no clock.

Source: 中国共产党基层组织选举工作条例 (2020). Whether the majority is of those entitled or of those present is read
differently by different sources, so both are counted, and where they differ the chief scrutineer rules, not software.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-07"
ELIGIBLE, PRESENT, MOST = "eligible", "present", "most"


@dataclass(frozen=True)
class Tally:
    """得票: who got how many votes."""

    name: str
    votes: int


@dataclass(frozen=True)
class Poll:
    """一次投票: how many might vote, came, how many ballots went out and came back, for how many seats."""

    eligible: int
    present: int
    seats: int
    ballots_out: int
    ballots_in: int


@dataclass(frozen=True)
class Elected:
    """当选 by one reading, the most votes first; those level at the last seat vote again."""

    names: tuple[str, ...]
    again: tuple[str, ...]


def judge_candidates(seats: int, candidates: int, *, surplus: Fraction) -> Verdict:
    """差额: a fifth more candidates than seats."""
    least = ceil(seats * (1 + surplus))
    arithmetic = (f"{seats} × (1 + {surplus}) = {float(seats * (1 + surplus)):g}，进一为 {least}",)
    result = {"min_candidates": least}
    if candidates < least:
        reason = f"应选 {seats} 名，候选人差额不少于应选人数的 20%，至少 {least} 名，现有 {candidates} 名"
        return Verdict(RULE, Level.BLOCK, "election.surplus", reason, Outcome.NOT_MET, result, arithmetic)
    return Verdict(RULE, Level.PASS, "election.surplus", "差额符合", Outcome.SET, result, arithmetic)


def judge_ballot(seats: int, marked: Sequence[str]) -> Verdict:
    """选票: as many names as seats, or fewer, is valid; more is void; one name counts once."""
    count = len(set(marked))
    arithmetic = (f"所选 {count} 名 ≤ 应选 {seats} 名",)
    if count > seats:
        reason = f"所选 {count} 名，多于应选 {seats} 名，为无效票"
        return Verdict(
            RULE, Level.BLOCK, "election.ballot", reason, Outcome.VOID, {"valid": False}, arithmetic
        )
    return Verdict(RULE, Level.PASS, "election.ballot", "有效票", Outcome.SET, {"valid": True}, arithmetic)


def elected_over(tallies: Sequence[Tally], seats: int, denominator: int) -> Elected:
    """Those with more than half of `denominator`; the most votes first, no more than there are seats."""
    enough = sorted(
        (one for one in tallies if one.votes * 2 > denominator), key=lambda one: one.votes, reverse=True
    )
    if len(enough) <= seats:
        return Elected(tuple(one.name for one in enough), ())
    last = enough[seats - 1].votes
    if enough[seats].votes < last:
        return Elected(tuple(one.name for one in enough[:seats]), ())
    above = tuple(one.name for one in enough if one.votes > last)
    return Elected(above, tuple(one.name for one in enough if one.votes == last))


def judge_election(
    poll: Poll,
    tallies: Sequence[Tally],
    *,
    quorum: Fraction,
    denominator: str,
    ruling: str = "",
    again: bool = False,
) -> Verdict:
    """计票: whether the vote was held validly, and who is elected by the reading that counts here.

    `again`: those level at the last seat vote once more; then it is also read that the most votes are enough. `ruling`
    is the reading on which the chief scrutineer settled a conflict.
    """
    refused = _refusal(poll, tallies, quorum)
    readings = {
        ELIGIBLE: elected_over(tallies, poll.seats, poll.eligible),
        PRESENT: elected_over(tallies, poll.seats, poll.present),
    }
    if again:
        readings[MOST] = elected_over(tallies, poll.seats, 0)
    counts = readings[ruling or denominator]
    conflict = len(set(readings.values())) > 1
    result: dict[str, object] = {
        "elected_by_eligible": list(readings[ELIGIBLE].names),
        "elected_by_present": list(readings[PRESENT].names),
        "revote": list(readings[ELIGIBLE].again),
        "revote_by_present": list(readings[PRESENT].again),
        "conflict": conflict,
        "elected": list(counts.names),
        "vacant": poll.seats - len(counts.names),
    }
    if again:
        result["elected_by_most"] = list(readings[MOST].names)
    arithmetic = _arithmetic(poll, tallies, quorum)
    if refused:
        code, reason, outcome = refused
        nothing = {**result, "elected": [], "vacant": poll.seats}
        return Verdict(RULE, Level.BLOCK, code, reason, outcome, nothing, arithmetic)
    level, outcome, reason = _outcome(poll, counts, conflict=conflict and not ruling)
    if ruling:
        result["again"] = list(counts.again)
    return Verdict(RULE, level, "election.count", reason, outcome, result, arithmetic)


def judge_opening(poll: Poll, *, quorum: Fraction) -> Verdict:
    """开会: whether so many have come that a vote may be held, and no more ballots go out than people are there."""
    arithmetic = _arithmetic(poll, (), quorum)
    if refused := _refusal(poll, (), quorum):
        code, reason, outcome = refused
        return Verdict(RULE, Level.BLOCK, code, reason, outcome, {"held": False}, arithmetic)
    return Verdict(
        RULE, Level.PASS, "election.quorum", "到会人数符合", Outcome.SET, {"held": True}, arithmetic
    )


def _refusal(poll: Poll, tallies: Sequence[Tally], quorum: Fraction) -> tuple[str, str, Outcome] | None:
    """Why the vote is void or was never held: code, reason, outcome."""
    if poll.present > poll.eligible:
        return "election.present", f"到会 {poll.present} 人，多于应到 {poll.eligible} 人", Outcome.VOID
    if poll.present < quorum * poll.eligible:
        reason = f"到会 {poll.present} 人，不足应到 {poll.eligible} 人的 {quorum}，不能选举"
        return "election.quorum", reason, Outcome.INQUORATE
    if poll.ballots_in > poll.ballots_out:
        reason = f"收回 {poll.ballots_in} 张，多于发出 {poll.ballots_out} 张，选举无效，应当重选"
        return "election.ballots", reason, Outcome.VOID
    if poll.ballots_out > poll.present:
        reason = f"发出 {poll.ballots_out} 张，多于到会 {poll.present} 人"
        return "election.ballots", reason, Outcome.VOID
    if most := [one for one in tallies if one.votes > poll.ballots_in]:
        reason = f"{most[0].name} 得 {most[0].votes} 票，多于收回的 {poll.ballots_in} 张"
        return "election.votes", reason, Outcome.VOID
    return None


def _arithmetic(poll: Poll, tallies: Sequence[Tally], quorum: Fraction) -> tuple[str, ...]:
    return (
        f"到会 {poll.present}，应到 {poll.eligible} 的 {quorum} 为 {float(quorum * poll.eligible):g}，须不少于",
        f"发出 {poll.ballots_out} 张，收回 {poll.ballots_in} 张",
        *(
            f"{one.name}：{one.votes} × 2 = {one.votes * 2}，须超过应到 {poll.eligible}（另一种读法：到会 {poll.present}）"
            for one in tallies
        ),
    )


def _outcome(poll: Poll, counts: Elected, *, conflict: bool) -> tuple[Level, Outcome, str]:
    if conflict:
        reason = "按应到和按到会得出的结果不同，请总监票人依据文件裁定，写明出处"
        return Level.WARN, Outcome.CONFLICT, reason
    if counts.again:
        return Level.WARN, Outcome.TIE, f"{'、'.join(counts.again)} 票数相等，就他们再投一次"
    if len(counts.names) < poll.seats:
        reason = f"当选 {len(counts.names)} 名，缺 {poll.seats - len(counts.names)} 名，另行选举或经半数以上同意减少名额"
        return Level.WARN, Outcome.NOT_MET, reason
    return Level.PASS, Outcome.CARRIED, f"当选：{'、'.join(counts.names)}"
