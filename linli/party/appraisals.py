"""Questions about appraisals (民主评议党员). Nothing here writes; a member finds the own alone (R-05)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.meetings.models import Meeting
from linli.meetings.workflow import MeetingStatus
from linli.organisations.models import PartyOrganisation
from linli.party import appraisal, numbers, rolls
from linli.party.appraisal import Graded, judge_list
from linli.party.models import (
    AppraisalRound,
    BranchMembership,
    Grade,
    GradeWord,
    MutualOpinion,
    PartyMember,
    SelfReview,
    SheetCount,
)
from linli.party.rights import ROUND_VERBS
from linli.party.workflow import AppraisalStatus
from linli.rulebook.verdict import Verdict

SEE = "party.view_appraisals"
S = AppraisalStatus
FULL, PROBATIONARY = "正式", appraisal.PROBATIONARY
MEETINGS = 40
# The words of the rule for the words of the books.
OF_THE_RULE = {GradeWord.EXCELLENT: appraisal.EXCELLENT}


def rounds_for(actor: Actor) -> QuerySet[AppraisalRound]:
    """The rounds that the actor sees, the newest year first."""
    rows = visible_to(AppraisalRound.objects.of(actor.community_id), actor, SEE)
    return rows.select_related("branch", "community").order_by("-year", "branch__name", "id")


def access_round(actor: Actor, pk: UUID, verb: str = "view_appraisals") -> AppraisalRound:
    """The only way at the desk to one round: 404 if unseen, 403 if the verb is not theirs."""
    rows = AppraisalRound.objects.of(actor.community_id).select_related("branch", "community")
    return access(rows, actor, f"party.{verb}", see="view_appraisals", among=ROUND_VERBS, pk=pk)


def day_of(row: AppraisalRound) -> dt.date:
    """The day whose roll counts: of closing, else today."""
    return row.closed_on or clock.today()


@dataclass(frozen=True)
class Line:
    """A member in a round: what is there and what is not."""

    member: PartyMember
    full: bool
    reviewed: bool
    counted: bool
    grade: str

    @property
    def grade_words(self) -> str:
        """The grade in words, "" without one."""
        return str(GradeWord(self.grade).label) if self.grade else ""


def lines_of(row: AppraisalRound) -> list[Line]:
    """Everybody of the branch on the day that counts, by name, and what is there of each. One query."""
    day = day_of(row)
    about = {"community": row.community_id, "round": row.pk, "member": OuterRef("member")}
    rows = rolls.memberships(row.branch, day).annotate(
        reviewed=Exists(SelfReview.objects.filter(**about)),
        counted=Exists(SheetCount.objects.filter(**about)),
        graded=Subquery(Grade.objects.filter(**about).values("grade")[:1]),
    )
    lines: dict[UUID, Line] = {}
    for one in rows:
        lines[one.member_id] = Line(
            one.member, one.member.is_full(day), one.reviewed, one.counted, one.graded or ""
        )
    return list(lines.values())


def member_in(row: AppraisalRound, pk: UUID) -> BranchMembership | None:
    """A member of the branch on the day that counts; None where the person is none."""
    return rolls.memberships(row.branch, day_of(row)).filter(member=pk).first()


def verdict_of(row: AppraisalRound, lines: list[Line]) -> Verdict:
    """优秀比例 (R-05): the arithmetic of the grades so far."""
    told = numbers.review_numbers(row.community.code)
    members = [
        Graded(
            str(line.member.pk), FULL if line.full else PROBATIONARY,
            OF_THE_RULE.get(GradeWord(line.grade), line.grade) if line.grade else "",
        )
        for line in lines
    ]  # fmt: skip
    return judge_list(members, share=told.share, denominator=told.denominator)


def lacking_reviews(lines: list[Line]) -> list[Line]:
    """Who has a grade and no self-review."""
    return [line for line in lines if line.grade and not line.reviewed]


@dataclass(frozen=True)
class Sheet:
    """What a round holds of one member."""

    review: SelfReview | None
    opinions: list[MutualOpinion]
    count: SheetCount | None
    grade: Grade | None


def sheet_of(row: AppraisalRound, member: PartyMember) -> Sheet:
    """What was said of a member. Four queries."""
    about: dict[str, Any] = {"round": row, "member": member}
    opinions = (
        MutualOpinion.objects.of(row.community_id)
        .filter(**about, replaced_on=None)
        .order_by("written_on", "id")
    )
    return Sheet(
        SelfReview.objects.of(row.community_id).filter(**about).first(),
        list(opinions),
        SheetCount.objects.of(row.community_id).filter(**about).first(),
        Grade.objects.of(row.community_id).filter(**about).select_related("meeting").first(),
    )


def opinion_of(row: AppraisalRound, member: PartyMember, pk: UUID) -> MutualOpinion | None:
    """One thing that was said of a member, as it stands."""
    rows = MutualOpinion.objects.of(row.community_id).filter(round=row, member=member)
    return rows.filter(pk=pk, replaced_on=None).first()


def grades_of(row: AppraisalRound) -> list[Grade]:
    """Who was graded how, by name."""
    rows = Grade.objects.of(row.community_id).filter(round=row)
    return list(rows.select_related("member__person", "meeting").order_by("member__person__name", "id"))


def meetings_of(branch: PartyOrganisation) -> QuerySet[Meeting]:
    """The meetings of a branch that were held, the newest first: one of them decided."""
    rows = Meeting.objects.of(branch.community_id).filter(
        organisation=branch, status__in=[MeetingStatus.HELD, MeetingStatus.MINUTED, MeetingStatus.FILED]
    )
    return rows.order_by("-starts_at", "-id")


def own_rounds(member: PartyMember) -> list[AppraisalRound]:
    """The rounds in which a member has a part, the newest first, each with `.review` and, once it is closed, `.own_grade`. Three
    queries.
    """
    branches = BranchMembership.objects.of(member.community_id).filter(member=member).order_by()
    graded = Grade.objects.of(member.community_id).filter(member=member)
    written = SelfReview.objects.of(member.community_id).filter(member=member)
    rows = AppraisalRound.objects.of(member.community_id).filter(
        Q(status__in=[S.REVIEWING, S.TESTED, S.DECIDING], branch__in=branches.filter(valid_to__isnull=True).values("branch"))
        | Q(status=S.CLOSED, pk__in=written.order_by().values("round"))
        | Q(status=S.CLOSED, pk__in=graded.order_by().values("round"))
    )  # fmt: skip
    found = list(rows.select_related("branch", "community").order_by("-year", "-id"))
    grades = {one.round_id: one for one in graded}
    reviews = {one.round_id: one for one in written}
    for row in found:
        own: Any = row
        own.review = reviews.get(row.pk)
        own.own_grade = grades.get(row.pk) if row.status == S.CLOSED else None
    return found


def own_round(member: PartyMember, pk: UUID) -> AppraisalRound | None:
    """One of them."""
    return next((row for row in own_rounds(member) if row.pk == pk), None)
