"""Rules of development, appraisal and points (R-05, R-06, R-11): the vectors, and what holds always."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.party import checks, development  # noqa: F401  checks registers the rules
from linli.party.appraisal import Graded, judge_list
from tests.vectors import judging

MEETING = dt.datetime(2026, 5, 20, 14)
THIRD = Fraction(1, 3)


@pytest.mark.parametrize("rule", ["R-05", "R-06", "R-11"])
def test_vectors(rule: str) -> None:
    told = [*judging.vectors(rule), *judging.vectors(rule, judging.SHARED)]
    assert told
    for vector in told:
        judging.agree(rule, vector)


def test_nobody_on_probation_is_graded() -> None:
    members = [Graded("a", "正式", "优秀"), Graded("b", "预备", "合格"), Graded("c", "正式", "合格")]
    verdict = judge_list(members, share=THIRD, denominator="graded")
    assert verdict.blocks
    assert verdict.result is not None
    assert verdict.result["blocked_ids"] == ["b"]


@given(st.integers(1, 60), st.data())
def test_one_more_yes_never_turns_carried_into_lost(entitled: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(1, entitled))
    yes = data.draw(st.integers(0, present - 1))

    def carried(votes: int) -> bool:
        verdict = development.judge_admission_vote(entitled, present, votes, written=[], meeting_at=MEETING)
        return verdict.outcome == "carried"

    assert carried(yes + 1) or not carried(yes)


def test_an_opinion_filed_when_the_meeting_begins_is_late() -> None:
    late = development.Written("yes", MEETING)
    early = development.Written("yes", MEETING - dt.timedelta(minutes=1))
    for written, outcome in ((late, "lost"), (early, "carried")):
        verdict = development.judge_admission_vote(10, 9, 5, written=[written], meeting_at=MEETING)
        assert verdict.outcome == outcome


def test_more_yes_than_came_is_no_vote() -> None:
    verdict = development.judge_admission_vote(10, 8, 9, written=[], meeting_at=MEETING)
    assert (verdict.blocks, verdict.outcome) == (True, "void")
