"""Questions about pledges, goals and duty reports. Nothing here writes, and nothing here orders people by a number."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force
from linli.organisations.models import CommitteeMember, PartyOrganisation, PartyPost
from linli.party.models import BranchMembership, PartyMember
from linli.pledges.models import (
    Area,
    DutyReport,
    Goal,
    GoalNote,
    Kind,
    Pledge,
    PledgeItem,
    PledgeReview,
    PledgeRound,
)
from linli.pledges.rights import PLEDGE_VERBS
from linli.pledges.workflow import PUBLIC, PledgeStatus
from linli.residents.models import Person

JOINED = ("round", "organisation", "member__person", "community")
BOARD, DEEDS = 400, 200


def pledges_for(actor: Actor) -> QuerySet[Pledge]:
    """The pledges that the Party organisation sees, with what a line shows."""
    rows = visible_to(Pledge.objects.of(actor.community_id), actor, "pledges.view_pledges")
    return rows.select_related(*JOINED).prefetch_related("items")


def states() -> dict[str, Q]:
    """Where pledges stand."""
    return {status.value: Q(status=status) for status in PledgeStatus}


def access_pledge(actor: Actor, pk: UUID, verb: str = "view_pledges") -> Pledge:
    """The only way of the Party organisation to one pledge: 404 if unseen, 403 if the verb is not theirs."""
    rows = Pledge.objects.of(actor.community_id).select_related(*JOINED)
    return access(rows, actor, f"pledges.{verb}", see="view_pledges", among=PLEDGE_VERBS, pk=pk)


def access_own(actor: Actor, pk: UUID, verb: str = "view_own") -> Pledge:
    """The only way of a member to the own pledge."""
    rows = Pledge.objects.of(actor.community_id).select_related(*JOINED)
    return access(rows, actor, f"pledges.{verb}", see="view_own", among=PLEDGE_VERBS, pk=pk)


def own_pledges(actor: Actor) -> list[Pledge]:
    """The own pledges with their items, the newest first. Two queries."""
    rows = visible_to(Pledge.objects.of(actor.community_id), actor, "pledges.view_own")
    return list(rows.select_related(*JOINED).prefetch_related("items").order_by("-id"))


def membership_of(actor: Actor) -> PartyMember | None:
    """The membership of the very person who acts."""
    if not actor.user_id:
        return None
    rows = PartyMember.objects.of(actor.community_id).filter(
        ended_on__isnull=True, person__user=actor.user_id
    )
    return rows.select_related("person").first()


def branch_membership(member: Any, on: dt.date) -> BranchMembership | None:
    """In which branch a member is on a day."""
    rows = BranchMembership.objects.of(member.community_id).filter(in_force(on), member=member)
    return rows.select_related("branch").first()


def members(actor: Actor) -> QuerySet[PartyMember]:
    """For whom the actor may write a pledge down."""
    here = Q(memberships__valid_to__isnull=True, memberships__isnull=False)
    rows = visible_to(PartyMember.objects.of(actor.community_id), actor, "party.view")
    return (
        rows.filter(here, ended_on__isnull=True)
        .select_related("person")
        .distinct()
        .order_by("person__name", "id")
    )


def organisations(actor: Actor) -> QuerySet[PartyOrganisation]:
    """Of which the actor may write down a pledge or a report: all, or those at and under the actor's post."""
    rows = PartyOrganisation.objects.of(actor.community_id).filter(in_force())
    if not actor.everywhere("secretary", "party_worker"):
        places = actor.places("party_worker")
        rows = rows.filter(Q(pk__in=places) | Q(parent__in=places))
    return rows.order_by("name", "id")


def rounds(community: Any) -> QuerySet[PledgeRound]:
    """The rounds, the newest first."""
    return PledgeRound.objects.of(community).order_by("-opens_on", "-id")


def standing(
    round_: PledgeRound, *, member: PartyMember | None, organisation: PartyOrganisation | None
) -> QuerySet[Pledge]:
    """The pledge that somebody has in a round, unless it was withdrawn."""
    rows = Pledge.objects.of(round_.community_id).filter(round=round_).exclude(status=PledgeStatus.WITHDRAWN)
    return (
        rows.filter(member=member) if member else rows.filter(member__isnull=True, organisation=organisation)
    )


def reviews_of(row: Pledge) -> QuerySet[PledgeReview]:
    """What was said of a pledge, as it came."""
    rows = PledgeReview.objects.of(row.community_id).filter(pledge=row)
    return rows.select_related("leader").order_by("id")


def leaders(row: Pledge) -> QuerySet[Person]:
    """Who may review a pledge as a leader: who holds a post in a Party organisation here, but for the pledger."""
    posts = CommitteeMember.objects.of(row.community_id).filter(in_force(), person=OuterRef("pk"))
    rows = Person.objects.of(row.community_id).filter(Exists(posts))
    if row.member:
        rows = rows.exclude(pk=row.member.person_id)
    return rows.order_by("name", "id")


def stands(round_: PledgeRound) -> dict[str, int]:
    """How many pledges of a round stand where: the distribution and nothing of anybody (M-4). One query."""
    rows = Pledge.objects.of(round_.community_id).filter(round=round_).exclude(status=PledgeStatus.WITHDRAWN)
    return rows.aggregate(
        drafts=Count("pk", filter=Q(status=PledgeStatus.DRAFTED)),
        published=Count("pk", filter=Q(status__in=PUBLIC)),
        reviewed=Count("pk", filter=Q(status=PledgeStatus.CLOSED)),
    )


def reviewed(round_: PledgeRound) -> dict[str, int]:
    """How many of the published pledges of a round have each of the three reviews. One query."""
    rows = PledgeReview.objects.of(round_.community_id).filter(pledge__round=round_)
    counted = {f"of_{kind}": Count("pledge", filter=Q(kind=kind), distinct=True) for kind in Kind}
    found = rows.aggregate(**counted)
    return {str(kind.label): found[f"of_{kind}"] for kind in Kind}


def board(community: Any) -> list[Pledge]:
    """公开承诺 for everybody: newest published first, with items. Two queries; late is not asked at all (M-4)."""
    rows = Pledge.objects.of(community).filter(status__in=PUBLIC)
    rows = rows.select_related("organisation", "member__person", "round").prefetch_related("items")
    return list(rows.order_by("-published_on", "-id")[:BOARD])


def done_deeds(community: Any) -> list[tuple[str, list[PledgeItem]]]:
    """亮成果: what was done, area by area, newest first; deeds, not people. One query."""
    rows = PledgeItem.objects.of(community).filter(delivered_on__isnull=False, pledge__status__in=PUBLIC)
    found: dict[str, list[PledgeItem]] = {}
    for item in rows.order_by("-delivered_on", "-id")[:DEEDS]:
        found.setdefault(item.area, []).append(item)
    return [(str(area.label), found[area]) for area in Area if area in found]


def pledge_by_code(community: Any, code: str) -> Pledge | None:
    """The pledge that everybody may read by its code."""
    rows = Pledge.objects.of(community).filter(code=code, status__in=PUBLIC)
    return rows.select_related(*JOINED).prefetch_related("items").first()


def goals(community: Any, year: int) -> list[tuple[str, list[Goal]]]:
    """The goals of a year, area by area, with how they go. Two queries."""
    notes = Prefetch("notes", GoalNote.objects.order_by("-noted_on", "-id"))
    rows = Goal.objects.of(community).filter(year=year).prefetch_related(notes).order_by("set_on", "id")
    found: dict[str, list[Goal]] = {}
    for goal in rows:
        found.setdefault(goal.area, []).append(goal)
    return [(str(area.label), found[area]) for area in Area if area in found]


def access_goal(actor: Actor, pk: UUID) -> Goal:
    """The only way to one goal."""
    rows = Goal.objects.of(actor.community_id).select_related("community")
    return access(
        rows, actor, "pledges.note_goal", see="view_goals", among=("view_goals", "note_goal"), pk=pk
    )


def reports_for(actor: Actor) -> QuerySet[DutyReport]:
    """The duty reports that the actor sees, the newest first."""
    rows = visible_to(DutyReport.objects.of(actor.community_id), actor, "pledges.view_reports")
    return rows.select_related("organisation", "secretary").order_by("-year", "organisation__name", "id")


def access_report(actor: Actor, pk: UUID, verb: str = "view_reports") -> DutyReport:
    """The only way to one duty report."""
    rows = DutyReport.objects.of(actor.community_id).select_related("organisation", "secretary", "community")
    return access(
        rows, actor, f"pledges.{verb}", see="view_reports", among=("view_reports", "appraise"), pk=pk
    )


def secretaries(actor: Actor) -> QuerySet[Person]:
    """Who may report: who is or was secretary of a Party organisation here."""
    seats = CommitteeMember.objects.of(actor.community_id).filter(
        person=OuterRef("pk"), post=PartyPost.SECRETARY
    )
    return Person.objects.of(actor.community_id).filter(Exists(seats)).order_by("name", "id")


def open_rounds(community: Any) -> list[PledgeRound]:
    """The rounds in which a pledge may still be written, the newest first."""
    return list(rounds(community).filter(closes_on__gte=clock.today(), opens_on__lte=clock.today()))
