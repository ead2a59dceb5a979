"""The rules R-02 and R-03 on the rows of a community: the same pure functions that `linli verdict` calls, with its numbers."""

import datetime as dt
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.errors import DomainError
from linli.meetings.kinds import NEEDS_QUORUM
from linli.meetings.models import Meeting
from linli.meetings.voting import Votes, has_quorum, judge_vote
from linli.rulebook import book
from linli.rulebook.verdict import Outcome, Verdict

QUORUM, MAJORITY = "party.vote.quorum", "party.vote.majority"


def day_of(meeting: Meeting) -> dt.date:
    """The day of the meeting in Beijing."""
    return meeting.starts_at.astimezone(clock.BEIJING).date()


def share(code: str, meeting: Meeting) -> Fraction:
    """A share of the rulebook on the day of the meeting."""
    return Fraction(book.value(code, on=day_of(meeting), at=meeting.community.code))


def refuse_without_quorum(meeting: Meeting) -> None:
    """DomainError with the rule, its source and the numbers where a kind that decides had no quorum (R-03, C-03)."""
    entitled, present = meeting.entitled or 0, meeting.present or 0
    if meeting.kind not in NEEDS_QUORUM or has_quorum(entitled, present, share(QUORUM, meeting)):
        return
    row = book.row(QUORUM, on=day_of(meeting), at=meeting.community.code)
    raise DomainError(
        _("Of %(entitled)s entitled to vote %(present)s came, fewer than half (%(sum)s): without a quorum it is not filed and nothing is resolved. What is written stays. Rule %(rule)s, %(source)s."),
        entitled=entitled, present=present, sum=f"{present} × 2 = {present * 2} < {entitled}", rule="R-03", source=row.source,
    )  # fmt: skip


def judge_motion(meeting: Meeting, *, yes: int, no: int, abstain: int) -> Verdict:
    """R-03 with the denominator of those entitled (应到会). DomainError with the numbers where it cannot be voted on."""
    votes = Votes(meeting.entitled or 0, meeting.present or 0, yes, no, abstain)
    said = judge_vote(votes, quorum=share(QUORUM, meeting), majority=share(MAJORITY, meeting))
    if not said.blocks:
        return said
    if said.outcome == Outcome.CONFLICT:
        row = book.row(MAJORITY, on=day_of(meeting), at=meeting.community.code)
        raise DomainError(
            _("%(cast)s votes (%(yes)s yes), but only %(present)s of those entitled were present. Rule %(rule)s, %(source)s."),
            field="yes", cast=yes + no + abstain, yes=yes, present=votes.present, rule="R-03", source=row.source,
        )  # fmt: skip
    row = book.row(QUORUM, on=day_of(meeting), at=meeting.community.code)
    raise DomainError(
        _("Of %(entitled)s entitled to vote %(present)s came, fewer than half: nothing can be voted on. Rule %(rule)s, %(source)s."),
        field="yes", entitled=votes.entitled, present=votes.present, rule="R-03", source=row.source,
    )  # fmt: skip
