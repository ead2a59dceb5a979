"""支部大会表决: on admission (step 15) and on conversion (step 23), each applicant alone, by secret ballot."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.admissions import queries, steps
from linli.admissions.actions.stepping import NOTHING_SHOWN, Evidence, check, write
from linli.admissions.judging import File, Numbers
from linli.admissions.models import Admission, AssemblyVote, Decision
from linli.admissions.numbers import numbers
from linli.admissions.refusals import stop
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move
from linli.party.development import Written, judge_admission_vote, judge_probation


class Ballot(NamedTuple):
    """What the tellers wrote down: counts, and nobody's ballot. `written_filed_at`: by then all written opinions lay there."""

    held_at: dt.datetime
    entitled: int
    present: int
    yes_present: int
    no: int = 0
    abstain: int = 0
    written_yes: int = 0
    written_no: int = 0
    written_filed_at: dt.datetime | None = None

    @property
    def written(self) -> list[Written]:
        """The written opinions, as the rule takes them."""
        if self.written_filed_at is None:
            return []
        opinions = ["yes"] * self.written_yes + ["no"] * self.written_no
        return [Written(opinion, self.written_filed_at) for opinion in opinions]


@transaction.atomic
def vote(
    row: Admission, ballot: Ballot, *, decision: str, months: int | None = None, reason: str = "",
    shown: Evidence = NOTHING_SHOWN, by: Actor, version: int,
) -> AssemblyVote:  # fmt: skip
    """记下表决. Without a quorum nothing is voted; a vote that is lost is written down and the step stays open. An extension
    moves the end of probation; probation that ends without conversion is carried out by people, never by this.
    """
    number = steps.ASSEMBLY if decision == Decision.ADMIT else steps.CONVERSION
    day = ballot.held_at.astimezone(clock.BEIJING).date()
    move(row, "vote", by=by, version=version, note=decision)
    _check_moment(ballot)
    check(row, number, day, "held_at")
    _check_decision(
        row, decision, months=months, reason=reason, file=queries.file_of(row), told=numbers(row.community.code, day)
    )  # fmt: skip
    verdict = judge_admission_vote(
        ballot.entitled, ballot.present, ballot.yes_present, written=ballot.written, meeting_at=ballot.held_at
    )
    stop([verdict], row.community.code, field="present")
    carried = bool(verdict.result and verdict.result["carried"])
    made = AssemblyVote(
        community=row.community, admission=row, number=number, decision=decision, months=months, reason=reason,
        meeting=shown.meeting, carried=carried, **ballot._asdict(),
    )  # fmt: skip
    made.full_clean(exclude=["community", "admission", "meeting"])
    made.save(force_insert=True)
    if carried and decision in {Decision.ADMIT, Decision.ON_TIME}:
        write(row, number, day, shown)
    return made


def _check_moment(ballot: Ballot) -> None:
    if ballot.held_at > clock.now():
        raise DomainError(_("This day has not come yet; write it down when it has."), field="held_at")
    if ballot.yes_present + ballot.no + ballot.abstain > ballot.present:
        raise DomainError(_("More votes than people."), field="yes_present")
    if ballot.written_yes + ballot.written_no and ballot.written_filed_at is None:
        raise DomainError(_("By when were the written opinions there?"), field="written_filed_at")


def _check_decision(
    row: Admission, decision: str, *, months: int | None, reason: str, file: File, told: Numbers
) -> None:
    if (decision == Decision.EXTEND) != (months is not None):
        raise DomainError(_("Only an extension has months, and it needs them."), field="months")
    if decision in {Decision.EXTEND, Decision.CANCEL} and not reason:
        raise DomainError(_("A few words, please."), field="reason")
    if months is None:
        return
    verdict = judge_probation(
        file.done[steps.ASSEMBLY], [*file.extensions, months], None, years=told.probation_years,
        bounds=told.extension_months, leap_birthday=told.leap_birthday,
    )  # fmt: skip
    stop([verdict], row.community.code, field="months")
