"""Questions about the alliance. Nothing here writes."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from linli.cobuilding.models import (
    Alliance,
    AllianceAgreement,
    AllianceLevel,
    AllianceMatter,
    AllianceMember,
    AllianceTurn,
    Track,
)
from linli.cobuilding.rights import ALLIANCE_VERBS
from linli.core import clock
from linli.core.rights import Actor, access
from linli.core.spans import in_force, not_over

TURNS, MATTERS = 24, 60


class Lane(NamedTuple):
    """一条线: its words, its matters, how many of them were raised and settled in the year that is asked for."""

    label: str
    rows: list[AllianceMatter]
    raised: int
    settled: int


class Shown(NamedTuple):
    """The standing alliance as a page shows it: members level by level, turns, matters track by track."""

    alliance: Alliance
    levels: list[tuple[str, list[AllianceMember]]]
    turns: list[AllianceTurn]
    tracks: list["Lane"]
    year: int

    @property
    def chair(self) -> AllianceTurn | None:
        """Whose turn it is today."""
        return next((turn for turn in self.turns if turn.is_now), None)


def standing_alliance(community: Any) -> Alliance | None:
    """The alliance that stands today."""
    return Alliance.objects.of(community).filter(in_force()).first()


def counted(alliance: Alliance, year: int) -> dict[str, tuple[int, int]]:
    """Of each track, how many matters were raised in a year and how many settled in it. One query, nothing stored."""
    rows = AllianceMatter.objects.of(alliance.community_id).filter(alliance=alliance).order_by()
    told = rows.values_list("kind").annotate(
        raised=Count("pk", filter=Q(raised_on__year=year)),
        settled=Count("pk", filter=Q(settled_on__year=year)),
    )
    return {kind: (raised, settled) for kind, raised, settled in told}


def shown(community: Any, year: int | None = None, *, everybody: bool = False) -> Shown | None:
    """The alliance with members, turns and matters, the newest matter first. Five queries. `everybody` reads only whom it
    has today; the desk sees as well who is to join.
    """
    alliance = standing_alliance(community)
    if alliance is None:
        return None
    members = list(
        alliance.members.filter(in_force() if everybody else not_over()).order_by("valid_from", "id")
    )
    turns = AllianceTurn.objects.of(community).filter(alliance=alliance).select_related("member")
    matters = AllianceMatter.objects.of(community).filter(alliance=alliance).select_related("project")
    listed = list(matters.order_by("-raised_on", "-id")[:MATTERS])
    year = year or clock.today().year
    told = counted(alliance, year)
    return Shown(
        alliance,
        [(str(one.label), [row for row in members if row.level == one]) for one in AllianceLevel],
        list(turns.order_by("-starts_on")[:TURNS])[::-1],
        [
            Lane(str(one.label), [row for row in listed if row.kind == one], *told.get(one, (0, 0)))
            for one in Track
        ],
        year,
    )


def agreements(alliance: Alliance) -> list[AllianceAgreement]:
    """The agreements of the alliance's members, the newest first."""
    rows = AllianceAgreement.objects.of(alliance.community_id).filter(member__alliance=alliance)
    return list(rows.select_related("member").order_by("-signed_on", "-id"))


def _access(rows: Any, actor: Actor, pk: UUID, verb: str) -> Any:
    return access(rows, actor, f"cobuilding.{verb}", see="view_alliance", among=ALLIANCE_VERBS, pk=pk)


def access_alliance(actor: Actor, pk: UUID, verb: str) -> Alliance:
    """The only way to one alliance by its key."""
    return _access(Alliance.objects.of(actor.community_id), actor, pk, verb)


def access_member(actor: Actor, pk: UUID, verb: str) -> AllianceMember:
    """The only way to one member."""
    return _access(AllianceMember.objects.of(actor.community_id).select_related("alliance"), actor, pk, verb)


def access_agreement(actor: Actor, pk: UUID, verb: str = "view_alliance") -> AllianceAgreement:
    """The only way to one agreement."""
    rows = AllianceAgreement.objects.of(actor.community_id).select_related("member__alliance", "community")
    return _access(rows, actor, pk, verb)


def access_matter(actor: Actor, pk: UUID, verb: str) -> AllianceMatter:
    """The only way to one matter."""
    return _access(AllianceMatter.objects.of(actor.community_id).select_related("alliance"), actor, pk, verb)
