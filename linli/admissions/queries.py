"""Questions about development files and plans. Nothing here writes, and nothing here orders people by a number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, FloatField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Power

from linli.admissions import steps
from linli.admissions.judging import Due, File, Receipt, dues
from linli.admissions.models import (
    Admission,
    AdmissionHelper,
    AdmissionReview,
    AdmissionScan,
    AdmissionStep,
    AssemblyVote,
    Decision,
    YearPlan,
)
from linli.admissions.numbers import numbers
from linli.admissions.rights import FILE_VERBS, PLAN_VERBS
from linli.admissions.workflow import RUNNING, AdmissionStatus
from linli.core import clock
from linli.core.audit import kind_of
from linli.core.files.models import Attachment
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force
from linli.meetings.kinds import Kind
from linli.meetings.models import Meeting
from linli.organisations.models import Level, PartyOrganisation
from linli.party.models import PartyMember, VotingBar
from linli.party.rolls import memberships
from linli.residents.models import Person

JOINED = ("person", "branch", "member", "community")
# Older decisions are known by their paper.
SHOWN_MEETINGS = dt.timedelta(days=3 * 366)


def files_for(actor: Actor) -> QuerySet[Admission]:
    """The files that the Party organisation sees, with what a line shows."""
    rows = visible_to(Admission.objects.of(actor.community_id), actor, "admissions.view_files")
    return rows.select_related("person", "branch")


def told_of(rows: QuerySet[Admission]) -> QuerySet[Admission]:
    """With the last step (`.last_number`, `.last_on`) and all that are done, as bits of one number (`.done_bits`), so that a
    list asks no more often for many files than for one.
    """
    entries = AdmissionStep.objects.filter(community_id=OuterRef("community_id"), admission_id=OuterRef("pk"))
    last = entries.order_by("-done_on", "-number")
    bits = (
        entries.order_by()
        .values("admission_id")
        .annotate(bits=Sum(Power(Value(2), F("number")), output_field=FloatField()))
    )
    return rows.annotate(
        last_number=Subquery(last.values("number")[:1]),
        last_on=Subquery(last.values("done_on")[:1]),
        done_bits=Subquery(bits.values("bits")),
    )


def done_numbers(row: Any) -> set[int]:
    """Which steps of a row of `told_of` are done."""
    bits = int(row.done_bits or 0)
    return {step.number for step in steps.STEPS if bits >> step.number & 1}


def listed_for(actor: Actor) -> QuerySet[Admission]:
    """The rows of the ledger."""
    return told_of(files_for(actor))


def states() -> dict[str, Q]:
    """Where files stand."""
    return {status.value: Q(status=status) for status in AdmissionStatus}


def access_file(actor: Actor, pk: UUID, verb: str = "view_files") -> Admission:
    """The only way to one file: 404 if unseen, 403 if the verb is not theirs."""
    rows = Admission.objects.of(actor.community_id).select_related(*JOINED)
    return access(rows, actor, f"admissions.{verb}", see="view_files", among=FILE_VERBS, pk=pk)


def running_of(person: Person) -> QuerySet[Admission]:
    """The file of a person that is open."""
    return Admission.objects.of(person.community_id).filter(person=person, status__in=RUNNING)


def membership_of(person: Person) -> PartyMember | None:
    """The membership that the person has today."""
    return PartyMember.objects.of(person.community_id).filter(person=person, ended_on__isnull=True).first()


def entries_of(row: Admission) -> QuerySet[AdmissionStep]:
    """The steps that are done, each with its meeting and how many scans stand there (`.scan_count`)."""
    rows = AdmissionStep.objects.of(row.community_id).filter(admission=row).select_related("meeting")
    return rows.annotate(scan_count=Count("scans", filter=Q(scans__withdrawn_on=None)))


class Scan(NamedTuple):
    """A paper and its pages."""

    row: AdmissionScan
    pages: list[Attachment]


def scans_of(entry: AdmissionStep) -> list[Scan]:
    """扫描件 of a step as they came, those withdrawn as well. Two queries."""
    rows = list(AdmissionScan.objects.of(entry.community_id).filter(entry=entry).order_by("id"))
    shown = Attachment.objects.of(entry.community_id).filter(
        subject_kind=kind_of(AdmissionScan), subject_id__in=[row.pk for row in rows]
    )
    pages: dict[UUID, list[Attachment]] = defaultdict(list)
    for one in shown.select_related("file").order_by("added_at", "id"):
        pages[one.subject_id].append(one)
    return [Scan(row, pages[row.pk]) for row in rows]


def scan_of(row: Admission, pk: UUID) -> AdmissionScan | None:
    """One scan of a file that somebody may see."""
    rows = AdmissionScan.objects.of(row.community_id).filter(pk=pk, entry__admission=row)
    return rows.select_related("entry").first()


class Story(NamedTuple):
    """Everything of one file: four queries."""

    entries: dict[int, AdmissionStep]
    reviews: list[AdmissionReview]
    votes: list[AssemblyVote]
    helpers: list[AdmissionHelper]

    @property
    def file(self) -> File:
        """The same, as the rules take it."""
        return as_file(self.entries.values(), self.reviews, self.votes)


def story_of(row: Admission) -> Story:
    """Steps by number, reviews and votes as they came, helpers of today first."""
    of = row.community_id
    helpers = AdmissionHelper.objects.of(of).filter(admission=row).select_related("member__person")
    return Story(
        {one.number: one for one in entries_of(row)},
        list(AdmissionReview.objects.of(of).filter(admission=row).order_by("reviewed_on")),
        list(AssemblyVote.objects.of(of).filter(admission=row).order_by("held_at", "id")),
        list(helpers.order_by("role", F("valid_to").asc(nulls_first=True), "valid_from", "id")),
    )  # fmt: skip


def as_file(
    entries: Iterable[AdmissionStep], reviews: Iterable[AdmissionReview], votes: Iterable[AssemblyVote]
) -> File:
    """The facts of a file for the rules."""
    written = list(entries)
    return File(
        done={one.number: one.done_on for one in written},
        reviews=tuple(one.reviewed_on for one in reviews),
        extensions=tuple(
            one.months for one in votes if one.carried and one.decision == Decision.EXTEND and one.months
        ),
        receipts={one.number: Receipt(one.received_on, one.special) for one in written if one.received_on},
    )


def file_of(row: Admission) -> File:
    """The facts of one file. Three queries."""
    of = row.community_id
    return as_file(
        AdmissionStep.objects.of(of).filter(admission=row),
        AdmissionReview.objects.of(of).filter(admission=row).order_by("reviewed_on"),
        AssemblyVote.objects.of(of).filter(admission=row).order_by("held_at"),
    )


class Waiting(NamedTuple):
    """A file and what it waits for."""

    row: Admission
    due: Due


def waiting(actor: Actor) -> list[Waiting]:
    """到期提醒: what the open files wait for now or soon, by its day. Two queries."""
    of_row = {"community_id": OuterRef("community_id"), "admission_id": OuterRef("pk")}
    reviews = AdmissionReview.objects.filter(**of_row).order_by("-reviewed_on").values("reviewed_on")
    extended = AssemblyVote.objects.filter(**of_row, decision=Decision.EXTEND, carried=True).values("months")
    rows = files_for(actor).filter(status__in=RUNNING).select_related("community").prefetch_related("entries")
    found, today = [], clock.today()
    for row in rows.annotate(reviewed=Subquery(reviews[:1]), extended=Subquery(extended[:1])):
        file = as_file(row.entries.all(), [], [])
        file = replace(
            file, reviews=(row.reviewed,) if row.reviewed else (), extensions=(row.extended,) if row.extended else ()
        )  # fmt: skip
        found += [Waiting(row, due) for due in dues(file, numbers(row.community.code)) if due.is_near(today)]
    return sorted(found, key=lambda one: (one.due.on, one.row.pk))


def helpers_to_choose(row: Admission) -> QuerySet[PartyMember]:
    """Who may look after an applicant or stand for one: the members of the branch; R-06 judges them on the day."""
    here = memberships(row.branch, clock.today()).order_by().values("member")
    rows = PartyMember.objects.of(row.community_id).filter(pk__in=here).exclude(person=row.person_id)
    return rows.select_related("person").order_by("person__name", "id")


def barred_on(members: Sequence[PartyMember], day: dt.date) -> set[UUID]:
    """Who of some members has no vote on a day (留党察看 and the like)."""
    if not members:
        return set()
    rows = VotingBar.objects.of(members[0].community_id).filter(in_force(day), member__in=members)
    return set(rows.values_list("member_id", flat=True))


def meetings_of(row: Admission, kind: str) -> QuerySet[Meeting]:
    """The meetings of the branch that a step may name, the newest first."""
    rows = Meeting.objects.of(row.community_id).filter(
        organisation=row.branch_id, kind=kind, starts_at__gte=clock.now() - SHOWN_MEETINGS
    )
    return rows.filter(status__in=["held", "minuted", "filed"]).order_by("-starts_at", "-id")


def assemblies_of(row: Admission) -> QuerySet[Meeting]:
    """支部党员大会 of the branch."""
    return meetings_of(row, Kind.ASSEMBLY)


def committees_of(row: Admission) -> QuerySet[Meeting]:
    """支委会 of the branch."""
    return meetings_of(row, Kind.COMMITTEE)


def plan_branches(actor: Actor) -> QuerySet[PartyOrganisation]:
    """The branches of today that the actor works for."""
    rows = PartyOrganisation.objects.of(actor.community_id).filter(in_force(), level=Level.BRANCH)
    if not actor.everywhere("secretary", "party_worker"):
        places = actor.places("party_worker")
        rows = rows.filter(Q(pk__in=places) | Q(parent__in=places))
    return rows.order_by("name", "id")


class PlanLine(NamedTuple):
    """A branch in a year: what was planned, and what the files say was done."""

    branch: PartyOrganisation
    plan: YearPlan | None
    targets: int
    probationary: int


def plans(actor: Actor, year: int) -> list[PlanLine]:
    """计划与完成 of a year, by the name of the branch. Three queries."""
    rows = visible_to(YearPlan.objects.of(actor.community_id), actor, "admissions.view_plans")
    planned = {row.branch_id: row for row in rows.filter(year=year)}
    done = AdmissionStep.objects.of(actor.community_id).filter(done_on__year=year)
    counted: dict[Any, dict[str, int]] = defaultdict(lambda: {"targets": 0, "probationary": 0})
    for one in done.values("admission__branch").annotate(
        targets=Count("pk", filter=Q(number=steps.TARGET)),
        probationary=Count("pk", filter=Q(number=steps.ADMITTED)),
    ):
        counted[one["admission__branch"]] = one
    return [
        PlanLine(
            branch, planned.get(branch.pk), counted[branch.pk]["targets"], counted[branch.pk]["probationary"]
        )
        for branch in plan_branches(actor)
    ]


def access_plan(actor: Actor, pk: UUID, verb: str = "view_plans") -> YearPlan:
    """The only way to one plan."""
    rows = YearPlan.objects.of(actor.community_id).select_related("branch", "community")
    return access(rows, actor, f"admissions.{verb}", see="view_plans", among=PLAN_VERBS, pk=pk)
