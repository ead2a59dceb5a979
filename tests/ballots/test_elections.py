"""Counting of ballots (R-07): the vectors, and what holds of every vote."""

import random
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ballots.elections import ELIGIBLE, PRESENT, Poll, Tally, elected_over, judge_election
from linli.rulebook.verdict import Outcome
from tests.vectors import judging

QUORUM = Fraction(4, 5)


@pytest.mark.parametrize(
    "vector",
    [*judging.vectors("R-07"), *judging.vectors("R-07", judging.SHARED)],
    ids=lambda one: one["name"],
)
def test_vectors(vector: dict[str, Any]) -> None:
    judging.agree("R-07", vector)


@st.composite
def polls(draw: st.DrawFn) -> tuple[Poll, list[Tally]]:
    eligible = draw(st.integers(1, 60))
    present = draw(st.integers(0, eligible))
    came_back = draw(st.integers(0, present))
    votes = draw(st.lists(st.integers(0, came_back), min_size=1, max_size=8))
    seats = draw(st.integers(1, 5))
    poll = Poll(eligible, present, seats, present, came_back)
    return poll, [Tally(chr(97 + n), one) for n, one in enumerate(votes)]


@given(polls())
def test_the_stricter_reading_elects_nobody_whom_the_other_leaves_out(held: tuple[Poll, list[Tally]]) -> None:
    poll, tallies = held
    strict, wide = elected_over(tallies, 99, poll.eligible), elected_over(tallies, 99, poll.present)
    assert set(strict.names) <= set(wide.names)


@given(polls())
def test_never_more_are_elected_than_there_are_seats_and_who_is_level_goes_together(
    held: tuple[Poll, list[Tally]],
) -> None:
    poll, tallies = held
    votes = {one.name: one.votes for one in tallies}
    for denominator in (poll.eligible, poll.present):
        found = elected_over(tallies, poll.seats, denominator)
        assert len(found.names) <= poll.seats
        assert len({votes[name] for name in found.again}) <= 1
        assert all(votes[name] > votes[last] for name in found.names for last in found.again)


@given(polls(), st.integers(0, 7))
def test_one_more_vote_never_takes_a_seat_away(held: tuple[Poll, list[Tally]], which: int) -> None:
    poll, tallies = held
    which %= len(tallies)
    before = elected_over(tallies, poll.seats, poll.present)
    one = tallies[which]
    more = [*tallies[:which], Tally(one.name, one.votes + 1), *tallies[which + 1 :]]
    after = elected_over(more, poll.seats, poll.present)
    assert one.name not in before.names or one.name in after.names


@pytest.mark.parametrize(
    ("poll", "votes", "code"),
    [
        (Poll(40, 41, 1, 41, 41), 30, "election.present"),
        (Poll(40, 31, 1, 31, 31), 31, "election.quorum"),
        (Poll(40, 32, 1, 32, 33), 30, "election.ballots"),
        (Poll(40, 32, 1, 33, 32), 30, "election.ballots"),
        (Poll(40, 32, 1, 32, 30), 31, "election.votes"),
    ],
)
def test_a_count_that_cannot_be_is_refused_with_its_numbers(poll: Poll, votes: int, code: str) -> None:
    verdict = judge_election(poll, [Tally("甲", votes)], quorum=QUORUM, denominator=ELIGIBLE)
    assert (verdict.blocks, verdict.code) == (True, code)
    assert verdict.result is not None
    assert verdict.result["elected"] == []
    assert any(str(number) in verdict.reason for number in (poll.present, poll.ballots_in, poll.ballots_out))


def test_a_conflict_of_readings_is_for_people_to_settle() -> None:
    poll = Poll(40, 32, 1, 32, 32)
    for denominator, elected in ((ELIGIBLE, []), (PRESENT, ["甲"])):
        verdict = judge_election(poll, [Tally("甲", 18)], quorum=QUORUM, denominator=denominator)
        assert (verdict.level, verdict.outcome) == ("WARN", "conflict")
        assert verdict.result is not None
        assert verdict.result["elected"] == elected


@given(polls(), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(
    held: tuple[Poll, list[Tally]], chance: random.Random
) -> None:
    poll, tallies = held
    shuffled = list(tallies)
    chance.shuffle(shuffled)
    for denominator in (ELIGIBLE, PRESENT):
        one, other = (
            judge_election(poll, told, quorum=QUORUM, denominator=denominator) for told in (tallies, shuffled)
        )
        assert (one.level, one.outcome) == (other.level, other.outcome)
        for key in ("elected", "revote", "elected_by_present"):
            assert sorted(one.result[key]) == sorted(other.result[key])  # type: ignore[index]


@given(
    st.integers(1, 4).flatmap(
        lambda seats: st.tuples(st.just(seats), st.lists(st.sets(st.sampled_from("甲乙丙丁戊"), max_size=seats), min_size=1, max_size=40))
    ),
    st.integers(0, 8),
)  # fmt: skip
def test_ballots_counted_one_by_one_lead_to_the_same_people(
    told: tuple[int, list[set[str]]], away: int
) -> None:
    """An independent reckoning: every ballot is a set of names, and Python's own Counter counts them."""
    seats, ballots = told
    eligible = len(ballots) + away
    votes = Counter(name for ballot in ballots for name in ballot)
    tallies = [Tally(name, votes[name]) for name in "甲乙丙丁戊"]

    for denominator in (eligible, len(ballots)):
        enough = {name for name, number in votes.items() if number > denominator / 2}
        level = {number: {n for n in enough if votes[n] == number} for number in set(votes.values())}
        elected: set[str] = set()
        again: set[str] = set()
        for number in sorted(level, reverse=True):
            if len(elected) + len(level[number]) > seats:
                again = level[number] if len(elected) < seats else set()
                break
            elected |= level[number]
        found = elected_over(tallies, seats, denominator)
        assert (set(found.names), set(found.again)) == (elected, again)


@given(polls())
def test_a_ruling_settles_a_conflict_and_nothing_else(held: tuple[Poll, list[Tally]]) -> None:
    poll, tallies = held
    open_ = judge_election(poll, tallies, quorum=QUORUM, denominator=ELIGIBLE)
    for reading in (ELIGIBLE, PRESENT):
        ruled = judge_election(poll, tallies, quorum=QUORUM, denominator=ELIGIBLE, ruling=reading)
        assert ruled.outcome != Outcome.CONFLICT
        if open_.outcome != Outcome.CONFLICT:
            assert ruled.outcome == open_.outcome
        if not ruled.blocks:
            assert ruled.result["elected"] == open_.result[f"elected_by_{reading}"]  # type: ignore[index]
