"""Questions about Party members. Nothing here writes; every list begins with what the actor sees (M-7)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from linli.calendars.months import last_day, months_between
from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force
from linli.organisations.models import PartyOrganisation
from linli.organisations.models.party import Level
from linli.party import floating, numbers, standing
from linli.party.collecting import Line, account_of, lines_of, total
from linli.party.models import (
    BranchMembership,
    CareRecord,
    DuesBasis,
    DuesPayment,
    DuesReduction,
    DutyPost,
    FloatingContact,
    FloatingMember,
    GoodReason,
    Honour,
    InServiceReporting,
    PartyMember,
    VotingBar,
)
from linli.party.rights import MEMBER_VERBS, PARTY
from linli.places.models import Building
from linli.residents.models import Residence
from linli.residents.queries import LIVING

SEE, SEE_RECORDS = "party.view", "party.view_records"


def rolls_for(actor: Actor) -> QuerySet[BranchMembership]:
    """The members of today with branch and group, as the actor sees them: a row of the register each."""
    rows = BranchMembership.objects.of(actor.community_id).filter(in_force(), member__ended_on__isnull=True)
    return visible_to(rows, actor, SEE_RECORDS).select_related("member__person", "branch", "group")


def roll_states() -> dict[str, Q]:
    """正式党员, 预备党员, 流动党员 of a day, on rows of the register."""
    today = clock.today()
    full = Q(member__full_on__lte=today)
    away = Q(member__in=FloatingMember.objects.filter(back_on__isnull=True).values("member"))
    return {"full": full, "probationary": ~full | Q(member__full_on__isnull=True), "floating": away}


def branches(community: Any) -> QuerySet[PartyOrganisation]:
    """Where members belong to, today."""
    rows = PartyOrganisation.objects.of(community).filter(in_force())
    return rows.filter(level__in=[Level.BRANCH, Level.GENERAL_BRANCH]).order_by("name")


def branches_of(actor: Actor) -> QuerySet[PartyOrganisation]:
    """The branches into which an actor writes members down: all, or the one of the posting."""
    rows = branches(actor.community_id)
    return rows if actor.everywhere(*PARTY) else rows.filter(pk__in=actor.places(*PARTY))


def groups(community: Any) -> QuerySet[PartyOrganisation]:
    """The Party groups of today."""
    rows = PartyOrganisation.objects.of(community).filter(in_force(), level=Level.GROUP)
    return rows.select_related("parent").order_by("parent__name", "name")


def access_member(actor: Actor, pk: UUID, verb: str = "view") -> PartyMember:
    """The only way to one member: 404 if unseen, 403 if the verb is not theirs. `.barred` says why there is no vote today."""
    bars = VotingBar.objects.of(actor.community_id).filter(in_force(), member=OuterRef("pk"))
    rows = PartyMember.objects.of(actor.community_id).select_related("person", "community")
    return access(
        rows.annotate(barred=Subquery(bars.values("reason")[:1])),
        actor,
        f"party.{verb}",
        among=MEMBER_VERBS,
        pk=pk,
    )


def access_record(actor: Actor, model: Any, pk: UUID, verb: str) -> Any:
    """The only way to a record of a member: 404 if unseen, 403 if the verb is not theirs."""
    rows = model.objects.of(actor.community_id).select_related("member__person", "member__community")
    among = ("view_records", verb)
    return access(rows, actor, f"party.{verb}", see="view_records", among=among, pk=pk)


@dataclass(frozen=True)
class Story:
    """What the page of a member tells: five queries."""

    memberships: list[BranchMembership]
    absences: list[FloatingMember]
    posts: list[DutyPost]
    honours: list[Honour]
    reasons: list[GoodReason]

    @property
    def now(self) -> BranchMembership | None:
        """The branch of today."""
        return next((row for row in self.memberships if row.valid_to is None), None)

    @property
    def away(self) -> FloatingMember | None:
        """The absence that goes on."""
        return next((row for row in self.absences if row.back_on is None), None)


def story_of(member: PartyMember) -> Story:
    """The history of a member, the newest first."""
    community = member.community_id
    memberships = (
        BranchMembership.objects.of(community).filter(member=member).select_related("branch", "group")
    )
    posts = DutyPost.objects.of(community).filter(member=member).select_related("compound")
    return Story(
        list(memberships.order_by("-valid_from", "-id")),
        list(FloatingMember.objects.of(community).filter(member=member).order_by("-out_on")),
        list(posts.order_by("-valid_from", "-id")),
        list(Honour.objects.of(community).filter(member=member).order_by("-year")),
        list(GoodReason.objects.of(community).filter(member=member).order_by("-first_month")),
    )


def since_when(member: PartyMember) -> dt.date | None:
    """党龄起算日: as written down, else by the table of eras."""
    return member.full_on or standing.count_from(member.joined_on, numbers.eras())


class AwayLine(NamedTuple):
    """A floating member in a month: what was written down, and whether the relation should move."""

    absence: FloatingMember
    contacts: list[FloatingContact]
    transfer_due: bool


@dataclass(frozen=True)
class AwayMonth:
    """流动党员 of a month: those not reached yet first, each part by name."""

    month: dt.date
    missing: list[AwayLine]
    reached: list[AwayLine]
    percent: str | None


def away_in(actor: Actor, month: dt.date, at: str) -> AwayMonth:
    """Who floats in a month as the actor sees it. Two queries."""
    rows = FloatingMember.objects.of(actor.community_id).filter(out_on__lte=last_day(month))
    rows = rows.filter(Q(back_on__isnull=True) | Q(back_on__gte=month))
    absences = list(
        visible_to(rows, actor, SEE_RECORDS)
        .select_related("member__person")
        .order_by("member__person__name", "id")
    )
    met: dict[UUID, list[FloatingContact]] = defaultdict(list)
    contacts = FloatingContact.objects.of(actor.community_id).filter(
        member__in=[row.member_id for row in absences], met_on__gte=month, met_on__lte=last_day(month)
    )
    for contact in contacts.order_by("met_on"):
        met[contact.member_id].append(contact)
    months, today = numbers.transfer_months(at), clock.today()
    lines = [AwayLine(row, met[row.member_id], _due(row, months, today)) for row in absences]
    away = [floating.Away(str(row.member_id), row.out_on, row.back_on) for row in absences]
    every = [floating.Contact(str(one.member_id), one.met_on) for found in met.values() for one in found]
    share = floating.coverage(month, away, every).percent
    return AwayMonth(
        month, [one for one in lines if not one.contacts], [one for one in lines if one.contacts], share
    )


def _due(row: FloatingMember, months: int, today: dt.date) -> bool:
    return floating.due_for_transfer(
        row.out_on, row.back_on, fixed_place=row.fixed_place, months=months, today=today
    )


class DuesRow(NamedTuple):
    """A member's line of a month."""

    row: BranchMembership
    line: Line


@dataclass(frozen=True)
class DuesMonth:
    """党费 of a month: each member, and all together, to the cent."""

    month: dt.date
    rows: list[DuesRow]
    total: Line

    def by_branch(self) -> list[tuple[str, int, Line]]:
        """Branch, how many members, their sum; in the order of names."""
        found: dict[str, list[Line]] = defaultdict(list)
        for one in self.rows:
            found[one.row.branch.name].append(one.line)
        return [(name, len(lines), total(lines)) for name, lines in sorted(found.items())]


def dues_of_month(actor: Actor, month: dt.date, at: str) -> DuesMonth:
    """Who is to pay what in a month: the members who belonged to a branch on its last day, or left within it. Four queries."""
    last = last_day(month)
    rows = BranchMembership.objects.of(actor.community_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=month), valid_from__lte=last
    )
    seen = visible_to(rows, actor, SEE_RECORDS).select_related("member__person", "branch")
    latest: dict[UUID, BranchMembership] = {}
    for row in seen.order_by("member__person__name", "member", "valid_from"):
        latest[row.member_id] = row
    found = lines_of([row.member for row in latest.values()], [month], at=at)
    lines = [DuesRow(row, found[row.member_id][month]) for row in latest.values()]
    return DuesMonth(month, lines, total(one.line for one in lines))


class Year(NamedTuple):
    """The months of a year and a member's lines, the basis of its last month, and what was decided, the newest first."""

    lines: list[tuple[dt.date, Line]]
    total: Line
    basis: DuesBasis | None = None
    reductions: Sequence[DuesReduction] = ()


def dues_of_year(member: PartyMember, year: int, *, until: dt.date) -> Year:
    """A member's year, month by month up to that of a day. Three queries."""
    first = dt.date(year, 1, 1)
    if until < first:
        return Year([], Line())
    months = months_between(first, min(until, dt.date(year, 12, 31)))
    told = account_of(member, months)
    held = [basis for basis in told.bases if basis.first_month <= months[-1]]
    cuts = sorted(told.cuts, key=lambda cut: (cut.first_month, cut.pk), reverse=True)
    return Year(list(told.lines.items()), total(told.lines.values()), held[-1] if held else None, cuts)


def payments_of(member: PartyMember, year: int) -> list[DuesPayment]:
    """What was paid for the months of a year, the newest first; counter-entries among them."""
    rows = DuesPayment.objects.of(member.community_id).filter(member=member, month__year=year)
    return list(rows.order_by("-paid_on", "-receipt", "month"))


def receipt_rows(payment: DuesPayment) -> list[DuesPayment]:
    """All months of a receipt."""
    rows = DuesPayment.objects.of(payment.community_id).filter(receipt=payment.receipt)
    return list(rows.order_by("month"))


def by_building(actor: Actor) -> list[tuple[Building | None, list[str]]]:
    """楼栋里的党员: names by building of residence, for the Party organisation alone and on no paper for a door (M-7). Two queries."""
    rows = list(rolls_for(actor).order_by("member__person__name", "id"))
    homes = Residence.objects.of(actor.community_id).filter(
        in_force(), kind__in=LIVING, person__in=[row.member.person_id for row in rows]
    )
    homes = homes.select_related("dwelling__building__compound")
    at = {home.person_id: home.dwelling.building for home in homes}
    found: dict[Building | None, list[str]] = defaultdict(list)
    for row in rows:
        found[at.get(row.member.person_id)].append(row.member.person.name)
    return sorted(found.items(), key=lambda pair: (pair[0] is None, _place(pair[0])))


def _place(building: Building | None) -> tuple[str, int, str]:
    if building is None:
        return "", 0, ""
    return str(building.compound or ""), building.order, building.name


def reportings(actor: Actor) -> list[InServiceReporting]:
    """双报到: who reported here and still does, by name."""
    rows = InServiceReporting.objects.of(actor.community_id).filter(ended_on__isnull=True)
    if not actor.everywhere(*PARTY):
        return []
    return list(rows.select_related("person").order_by("person__name", "id"))


def access_reporting(actor: Actor, pk: UUID, verb: str) -> InServiceReporting:
    """The only way to one in-service reporting."""
    rows = InServiceReporting.objects.of(actor.community_id).select_related("person")
    return access(rows, actor, f"party.{verb}", see="report_in", among=("report_in", "end_reporting"), pk=pk)


def posts(actor: Actor) -> list[DutyPost]:
    """岗位: who looks after what today, by the name of the post."""
    rows = DutyPost.objects.of(actor.community_id).filter(in_force())
    return list(
        visible_to(rows, actor, SEE_RECORDS)
        .select_related("member__person", "compound")
        .order_by("name", "id")
    )


def cares(actor: Actor) -> list[CareRecord]:
    """党内关怀, the newest first."""
    rows = visible_to(CareRecord.objects.of(actor.community_id), actor, SEE_RECORDS)
    return list(rows.select_related("member__person").order_by("-given_on", "-id")[:200])


def own_member(user_id: UUID | None, community: Any) -> PartyMember | None:
    """The membership of who has this login; None where there is none."""
    rows = PartyMember.objects.of(community).filter(person__user=user_id, ended_on__isnull=True)
    return rows.select_related("person", "community").first() if user_id else None


def branch_of(member: PartyMember) -> BranchMembership | None:
    """The branch and group of today."""
    rows = BranchMembership.objects.of(member.community_id).filter(in_force(), member=member)
    return rows.select_related("branch", "group").first()
