"""Questions about points (党员积分). Nothing here writes. A member finds the own balance and entries; the Party organisation
finds rules, totals and a distribution of ten or more, and of a person only what an appeal is about (R-11, M-15).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force
from linli.ledgers.keyset import Keyset, Page
from linli.party import numbers, point_sources
from linli.party.models import PartyMember, PointAppeal, PointEntry, PointRule, PointsParticipation
from linli.party.points import bands
from linli.party.rights import APPEAL_VERBS
from linli.places.models import Community

SEE = "party.view_points"
ENTRIES = Keyset(PointEntry, "-happened_on")
NONE = Decimal(0)
# 0, up to 10, up to 50, up to 100, from 100 on. Bands are told by their edges, from the lowest.
EDGES = tuple(Decimal(edge) for edge in ("0.01", "10", "50", "100"))
SHOWN = 100


@dataclass(frozen=True)
class Own:
    """What a member reads of the own points."""

    member: PartyMember
    taking_part: PointsParticipation | None
    balance: Decimal
    appeals: list[PointAppeal]
    page: Page


def balance_of_each(member: Any) -> Any:
    """The balance as an expression of a row; `member` leads from the row to the membership."""
    rows = PointEntry.objects.filter(community=OuterRef("community"), member=member).order_by()
    return Coalesce(Subquery(rows.values("member").annotate(sum=Sum("points")).values("sum")), NONE)


def balance_of(member: PartyMember) -> Decimal:
    """积分余额: the sum of all entries, counter-entries among them. One query."""
    rows = PointEntry.objects.of(member.community_id).filter(member=member)
    return rows.aggregate(sum=Sum("points"))["sum"] or NONE


def participation_of(member: PartyMember) -> PointsParticipation | None:
    """Since when a member takes part; None for who does not. One query."""
    rows = PointsParticipation.objects.of(member.community_id).filter(member=member, valid_to__isnull=True)
    return rows.first()


def own_points(member: PartyMember, *, after: str = "", before: str = "") -> Own:
    """我的积分: balance, appeals with their answers, and a page of entries, the newest first. Four queries."""
    rows = PointEntry.objects.of(member.community_id).filter(member=member)
    appeals = PointAppeal.objects.of(member.community_id).filter(member=member).select_related("entry")
    return Own(
        member,
        participation_of(member),
        balance_of(member),
        list(appeals.order_by("-asked_on", "-id")[:SHOWN]),
        ENTRIES.page(
            rows.select_related("rule").annotate(taken_back=Count("counter_entries")),
            after=after,
            before=before,
        ),
    )


def own_entry(member: PartyMember, pk: UUID) -> PointEntry | None:
    """An entry of one's own."""
    rows = PointEntry.objects.of(member.community_id).filter(member=member, pk=pk)
    return rows.select_related("rule").first()


def access_rule(actor: Actor, pk: UUID, verb: str) -> PointRule:
    """The only way to one rule."""
    rows = PointRule.objects.of(actor.community_id)
    return access(rows, actor, f"party.{verb}", see="view_points", among=("view_points", verb), pk=pk)


class Told(NamedTuple):
    """A rule, the words of its source, and what it gave in all."""

    rule: PointRule
    source: Any
    deeds: int
    points: Decimal


class Band(NamedTuple):
    """How many balances lie from one edge up to the next; no edge is None."""

    low: Decimal | None
    high: Decimal | None
    members: int


@dataclass(frozen=True)
class Whole:
    """积分总览: rules with totals, how many take part, and the distribution where enough do (else None)."""

    rules: list[Told]
    taking_part: int
    least: int
    distribution: list[Band] | None

    @property
    def total(self) -> Decimal:
        """All points that stand."""
        return sum((one.points for one in self.rules), NONE)


def whole(community: Community) -> Whole:
    """Rules, totals and the distribution; nobody is named. Two queries."""
    standing = Q(entries__reverses__isnull=True, entries__counter_entries__isnull=True)
    rows = PointRule.objects.of(community).annotate(
        deeds=Count("entries", filter=standing, distinct=True), given=Coalesce(Sum("entries__points"), NONE)
    )
    told = [
        Told(row, _label(row.event), row.deeds, row.given)
        for row in sorted(rows, key=lambda row: (row.valid_to is not None, row.valid_from, row.pk))
    ]
    now = PointsParticipation.objects.of(community).filter(in_force(), valid_to__isnull=True)
    balances = list(now.annotate(held=balance_of_each(OuterRef("member"))).values_list("held", flat=True))
    least = numbers.least_for_distribution(community.code)
    shown = _bands(balances) if len(balances) >= least else None
    return Whole(told, len(balances), least, shown)


def _label(event: str) -> Any:
    source = point_sources.REGISTER.get(event)
    return source.label if source else event


def _bands(balances: list[Decimal]) -> list[Band]:
    counts = bands(balances, EDGES)
    return [
        Band(low, high, count)
        for low, high, count in zip((None, *EDGES), (*EDGES, None), counts, strict=True)
    ]


def appeals_for(actor: Actor) -> list[PointAppeal]:
    """申诉: those that wait first, the oldest first among them; then the answered, the newest first."""
    rows = visible_to(PointAppeal.objects.of(actor.community_id), actor, SEE)
    order = (F("answered_on").desc(nulls_first=True), "asked_on", "id")
    return list(rows.select_related("member__person", "entry__rule").order_by(*order)[:SHOWN])


def access_appeal(actor: Actor, pk: UUID, verb: str = "view_points") -> PointAppeal:
    """The only way at the desk to one appeal."""
    rows = PointAppeal.objects.of(actor.community_id).select_related("member__person", "entry__rule")
    return access(rows, actor, f"party.{verb}", see="view_points", among=APPEAL_VERBS, pk=pk)
