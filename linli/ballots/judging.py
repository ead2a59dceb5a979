"""What R-07 says of an election as it stands: the pure rules, fed from the books and the rulebook."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.ballots import elections
from linli.ballots.models import PartyElection, Poll, Round
from linli.core.errors import DomainError
from linli.rulebook import book
from linli.rulebook.verdict import Verdict

QUORUM, SURPLUS, DENOMINATOR = (f"party.election.{name}" for name in ("quorum", "surplus", "denominator"))


def _share(code: str, on: dt.date, at: str) -> Fraction:
    return Fraction(book.value(code, on=on, at=at))


def source_of(code: str, on: dt.date, at: str) -> str:
    """出处 of a number, as the rulebook has it."""
    return book.parameter(code, on=on, at=at).source


def judged_candidates(row: PartyElection, seats: int, candidates: int) -> Verdict:
    """差额 on the day of the meeting."""
    surplus = _share(SURPLUS, row.meeting_on, row.community.code)
    return elections.judge_candidates(seats, candidates, surplus=surplus)


def judged_opening(row: PartyElection, poll: Poll, *, present: int, ballots_out: int, on: dt.date) -> Verdict:
    """到会人数和发出选票 before a vote begins."""
    numbers = elections.Poll(row.eligible or 0, present, poll.seats, ballots_out, 0)
    return elections.judge_opening(numbers, quorum=_share(QUORUM, on, row.community.code))


def judged_count(
    poll: Poll, at: str, *, ballots_in: int, votes: Iterable[tuple[str, int]], ruling: str = ""
) -> Verdict:
    """计票: one count by both readings; `ruling` is the reading that the chief scrutineer chose."""
    on = poll.held_on or dt.date.min
    numbers = elections.Poll(
        poll.eligible or 0, poll.present or 0, poll.seats, poll.ballots_out or 0, ballots_in
    )
    return elections.judge_election(
        numbers, [elections.Tally(name, number) for name, number in votes], quorum=_share(QUORUM, on, at),
        denominator=book.value(DENOMINATOR, on=on, at=at), ruling=ruling, again=poll.kind == Round.TIE,
    )  # fmt: skip


def refuse(verdict: Verdict, source: str, *, field: str) -> None:
    """A verdict that blocks stops the act: with its words and numbers, the rule and where it stands. Raises DomainError."""
    if verdict.blocks:
        raise DomainError(
            _("%(reason)s (%(rule)s, %(source)s). What was typed is kept."),
            field=field, reason=verdict.reason, rule=verdict.rule, source=source,
        )  # fmt: skip


def names(result: Any, key: str) -> list[str]:
    """A list of names of a verdict's result."""
    found: Mapping[str, Any] = result
    return list(found.get(key, []))
