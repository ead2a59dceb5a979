"""民主评议党员: a round is opened, led on, and closed; what is said, counted and decided in it. No grade has consequences."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move, start, write_fact
from linli.meetings.models import Meeting
from linli.organisations.models import PartyOrganisation
from linli.organisations.models.party import Level
from linli.party import appraisals
from linli.party.models import (
    AppraisalRound,
    Grade,
    GradeWord,
    MutualOpinion,
    PartyMember,
    SelfReview,
    SheetCount,
)
from linli.rulebook.verdict import Level as Weight


@transaction.atomic
def open_appraisal(
    branch: PartyOrganisation, *, year: int, by: Actor, round_id: UUID | None = None
) -> AppraisalRound:
    """开启评议: of a branch, once a year."""
    if branch.level not in {Level.BRANCH, Level.GENERAL_BRANCH}:
        raise DomainError(
            _("Members belong to a branch; %(name)s is none."), field="branch", name=branch.name
        )
    if year > clock.today().year:
        raise DomainError(_("This year has not come yet."), field="year")
    rows = AppraisalRound.objects.of(branch.community_id).filter(branch=branch, year=year)
    if rows.exclude(status=appraisals.S.CALLED_OFF).exists():
        raise DomainError(_("There is an appraisal of this branch and year already."), field="year")
    row = AppraisalRound(
        id=round_id or keys.uuid7(), community_id=branch.community_id, branch=branch, year=year,
        opened_on=clock.today(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            start(row, by=by)
    except IntegrityError as same:
        raise Overtaken from same
    return row


def ask_self_reviews(row: AppraisalRound, *, by: Actor, version: int) -> None:
    """开始个人自评: from now on members say what they think of themselves."""
    move(row, "ask_self_reviews", by=by, version=version)


@transaction.atomic
def hold_test(row: AppraisalRound, *, ballots_out: int, ballots_in: int, by: Actor, version: int) -> None:
    """民主测评: how many sheets went out and came in. More in than out is no valid test."""
    if ballots_in > ballots_out:
        raise DomainError(
            _("%(more)d sheets came in and %(out)d went out: the test is not valid; hold it again."),
            field="ballots_in", more=ballots_in, out=ballots_out,
        )  # fmt: skip
    if not ballots_in:
        raise DomainError(_("How many sheets came in?"), field="ballots_in")
    move(
        row, "hold_test", by=by, version=version, ballots_out=ballots_out, ballots_in=ballots_in,
        tested_on=clock.today(),
    )  # fmt: skip


def ask_opinions(row: AppraisalRound, *, by: Actor, version: int) -> None:
    """提出评定意见: the committee gives its opinion of each member."""
    move(row, "ask_opinions", by=by, version=version)


@transaction.atomic
def close_appraisal(row: AppraisalRound, *, cap_reason: str = "", by: Actor, version: int) -> None:
    """结束评议 (R-05): every graded member has a self-review, nobody on probation a grade; more than a third excellent only
    with a written reason. What people are does not change.
    """
    lines = appraisals.lines_of(row)
    if not any(line.grade for line in lines):
        raise DomainError(_("Nobody is graded yet."))
    if lacking := appraisals.lacking_reviews(lines):
        names = ", ".join(line.member.person.name for line in lacking)
        raise DomainError(_("Graded without a self-review (R-05): %(names)s."), names=names)
    verdict = appraisals.verdict_of(row, lines)
    if verdict.blocks:
        raise DomainError(_("A probationary member takes part and has no grade (R-05)."))
    if verdict.level == Weight.WARN and not cap_reason:
        raise DomainError(
            _("More than the share that is usual (R-05): %(sum)s. To close it anyway, write down why."),
            field="cap_reason", sum=verdict.arithmetic[0],
        )  # fmt: skip
    if verdict.level != Weight.WARN:
        cap_reason = ""
    move(row, "close_appraisal", by=by, version=version, cap_reason=cap_reason, closed_on=clock.today())


def call_off_appraisal(row: AppraisalRound, *, reason: str, by: Actor, version: int) -> None:
    """撤销评议, with the reason: another may be opened for the same year."""
    move(row, "call_off_appraisal", by=by, version=version, note=reason)


@transaction.atomic
def write_self_review(
    row: AppraisalRound,
    member: PartyMember,
    *,
    words: str,
    from_paper: bool = False,
    seen: str = "",
    by: Actor,
) -> SelfReview:
    """个人自评: in the member's own words, by the member or written down from the paper; until it is closed it may be said
    anew. `seen` is the state of the words that somebody saw. Raises Overtaken.
    """
    _of_the_branch(row, member, "write_self_review")
    if not words:
        raise DomainError(_("A few words, please."), field="words")
    own = SelfReview.objects.of(row.community_id).filter(round=row, member=member, from_paper=False)
    if from_paper and own.exists():
        raise DomainError(_("The member has written it; these words are the member's."), field="words")
    values = {"words": words, "from_paper": from_paper, "written_on": clock.today()}
    return _say(row, "write_self_review", SelfReview, member, values, seen=seen, by=by)


@transaction.atomic
def note_opinion(row: AppraisalRound, member: PartyMember, *, words: str, by: Actor) -> MutualOpinion:
    """党员互评: what was said in the meeting about a member, without who said it."""
    _of_the_branch(row, member, "note_opinion")
    write_fact(row, "note_opinion", by=by)
    made = MutualOpinion(
        community_id=row.community_id, round=row, member=member, words=words, written_on=clock.today()
    )
    made.full_clean()
    made.save(force_insert=True)
    return made


@transaction.atomic
def correct_opinion(
    row: AppraisalRound, opinion: MutualOpinion, *, words: str, by: Actor, seen: str
) -> MutualOpinion:
    """更正互评: what was written down wrong is put right until the round is closed; the words before stay in the books. The
    audit names the round and no opinion, as when it was noted. Raises Overtaken where somebody else was faster.
    """
    write_fact(row, "correct_opinion", by=by)
    rows = MutualOpinion.objects.of(row.community_id).filter(round=row).select_for_update()
    held = rows.get(pk=opinion.pk)
    if held.replaced_on or state_of(held) != seen:
        raise Overtaken
    made = MutualOpinion(
        community_id=row.community_id, round=row, member_id=held.member_id, words=words, written_on=held.written_on
    )  # fmt: skip
    made.full_clean()
    made.save(force_insert=True)
    held.replaced_on = clock.today()
    held.save(update_fields=["replaced_on"])
    return made


class Marks(NamedTuple):
    """How many sheets said what of a member."""

    excellent: int = 0
    qualified: int = 0
    basic: int = 0
    unqualified: int = 0


@transaction.atomic
def count_test(
    row: AppraisalRound, member: PartyMember, marks: Marks, *, seen: str = "", by: Actor
) -> SheetCount:
    """计票: the sheets of one member. They are no more than came in; a sheet may leave a member out."""
    _of_the_branch(row, member, "count_test")
    _refuse_probationary(row, member, "excellent")
    if sum(marks) > (row.ballots_in or 0):
        raise DomainError(
            _("%(marks)d marks, but only %(sheets)d sheets came in."), field="excellent", marks=sum(marks),
            sheets=row.ballots_in or 0,
        )  # fmt: skip
    return _say(row, "count_test", SheetCount, member, marks._asdict(), seen=seen, by=by)


@transaction.atomic
def grade(
    row: AppraisalRound,
    member: PartyMember,
    *,
    grade: str,
    opinion: str,
    meeting: Meeting | None = None,
    seen: str = "",
    by: Actor,
) -> Grade:
    """评定等次 (R-05): with the opinion of the committee, never by votes alone. A probationary member has no grade."""
    _of_the_branch(row, member, "grade")
    _refuse_probationary(row, member, "grade")
    if grade not in GradeWord.values:
        raise DomainError(_("Please choose one."), field="grade")
    if not opinion:
        raise DomainError(
            _("The committee's opinion, please: a grade is not given by votes alone (R-05)."), field="opinion"
        )
    if meeting and meeting.organisation_id != row.branch_id:
        raise DomainError(_("This is no meeting of this branch."), field="meeting")
    values = {"grade": grade, "opinion": opinion, "meeting": meeting}
    return _say(row, "grade", Grade, member, values, seen=seen, by=by)


def _refuse_probationary(row: AppraisalRound, member: PartyMember, field: str) -> None:
    if not member.is_full(appraisals.day_of(row)):
        raise DomainError(_("A probationary member takes part and has no grade (R-05)."), field=field)


def _of_the_branch(row: AppraisalRound, member: PartyMember, verb: str) -> None:
    row.workflow.target(verb, row.status)
    if appraisals.member_in(row, member.pk) is None:
        raise DomainError(_("This member is not of this branch."), field="member")


def _say(
    row: AppraisalRound,
    verb: str,
    model: Any,
    member: PartyMember,
    values: dict[str, Any],
    *,
    seen: str,
    by: Actor,
) -> Any:
    """Write down what a round holds once of a member, or put other words in its place. Raises Overtaken where it stands
    otherwise than somebody saw it.
    """
    write_fact(row, verb, by=by)
    rows = model.objects.of(row.community_id).select_for_update(of=("self",))
    held = rows.filter(round=row, member=member).first()
    if (state_of(held) if held else "") != seen:
        raise Overtaken
    made = held or model(community_id=row.community_id, round=row, member=member)
    for name, value in values.items():
        setattr(made, name, value)
    made.full_clean()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as same:
        raise Overtaken from same
    return made
