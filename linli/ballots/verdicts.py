"""R-07 for `linli verdict`: elections of Party committees."""

from fractions import Fraction

from linli.ballots.elections import (
    ELIGIBLE,
    PRESENT,
    Poll,
    Tally,
    judge_ballot,
    judge_candidates,
    judge_election,
)
from linli.rulebook.fields import count, list_of, record, text
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict

TALLY = record("得票", name=text("姓名"), votes=count("票数"))


@rule(
    "R-07",
    "elect",
    fields={
        "eligible": count("应到"),
        "present": count("到会"),
        "seats": count("应选", least=1),
        "ballots_out": count("发出"),
        "ballots_in": count("收回"),
        "tallies": list_of(TALLY),
    },
    params={
        "quorum": Param(text("份额，如 4/5"), "party.election.quorum"),
        "denominator": Param(text("分母", choices=(ELIGIBLE, PRESENT)), "party.election.denominator"),
    },
    example={
        "check": "elect", "eligible": 40, "present": 32, "seats": 1, "ballots_out": 32, "ballots_in": 32,
        "tallies": [{"name": "甲", "votes": 21}],
    },
    default=True,
)  # fmt: skip
def elect(given: Given) -> Verdict:
    """Who is elected, by both readings of the majority (计票)."""
    poll = Poll(
        given["eligible"], given["present"], given["seats"], given["ballots_out"], given["ballots_in"]
    )
    tallies = [Tally(one["name"], one["votes"]) for one in given["tallies"]]
    return judge_election(
        poll, tallies, quorum=Fraction(given.param("quorum")), denominator=given.param("denominator")
    )


@rule(
    "R-07",
    "candidates",
    fields={"seats": count("应选", least=1), "candidates": count("候选人")},
    params={"surplus": Param(text("份额，如 1/5"), "party.election.surplus")},
    example={"check": "candidates", "seats": 5, "candidates": 6},
)
def candidates(given: Given) -> Verdict:
    """Whether there are enough candidates (差额)."""
    return judge_candidates(given["seats"], given["candidates"], surplus=Fraction(given.param("surplus")))


@rule(
    "R-07",
    "ballot",
    fields={"seats": count("应选", least=1), "marked": list_of(text("姓名"))},
    example={"check": "ballot", "seats": 3, "marked": ["甲", "乙"]},
)
def ballot(given: Given) -> Verdict:
    """Whether a ballot is valid (选票)."""
    return judge_ballot(given["seats"], given["marked"])
