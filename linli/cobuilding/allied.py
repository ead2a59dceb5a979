"""Questions about the alliance. Nothing here writes."""

from typing import Any, NamedTuple
from uuid import UUID

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
from linli.core.rights import Actor, access
from linli.core.spans import in_force, not_over

TURNS, MATTERS = 24, 60


class Shown(NamedTuple):
    """The standing alliance as a page shows it: members level by level, turns, matters track by track."""

    alliance: Alliance
    levels: list[tuple[str, list[AllianceMember]]]
    turns: list[AllianceTurn]
    tracks: list[tuple[str, list[AllianceMatter]]]

    @property
    def chair(self) -> AllianceTurn | None:
        """Whose turn it is today."""
        return next((turn for turn in self.turns if turn.is_now), None)


def standing_alliance(community: Any) -> Alliance | None:
    """The alliance that stands today."""
    return Alliance.objects.of(community).filter(in_force()).first()


def shown(community: Any) -> Shown | None:
    """The alliance with members, turns and matters, the newest matter first. Four queries."""
    alliance = standing_alliance(community)
    if alliance is None:
        return None
    members = list(alliance.members.filter(not_over()).order_by("valid_from", "id"))
    turns = AllianceTurn.objects.of(community).filter(alliance=alliance).select_related("member")
    matters = AllianceMatter.objects.of(community).filter(alliance=alliance).select_related("project")
    listed = list(matters.order_by("-raised_on", "-id")[:MATTERS])
    return Shown(
        alliance,
        [(str(one.label), [row for row in members if row.level == one]) for one in AllianceLevel],
        list(turns.order_by("-starts_on")[:TURNS])[::-1],
        [(str(one.label), [row for row in listed if row.kind == one]) for one in Track],
    )


def agreements(alliance: Alliance) -> list[AllianceAgreement]:
    """The agreements of the alliance's members, the newest first."""
    rows = AllianceAgreement.objects.of(alliance.community_id).filter(member__alliance=alliance)
    return list(rows.select_related("member").order_by("-signed_on", "-id"))


def access_agreement(actor: Actor, pk: UUID) -> AllianceAgreement:
    """The only way to one agreement."""
    rows = AllianceAgreement.objects.of(actor.community_id).select_related("member__alliance", "community")
    return access(
        rows, actor, "cobuilding.view_alliance", see="view_alliance", among=("view_alliance",), pk=pk
    )


def access_matter(actor: Actor, pk: UUID, verb: str) -> AllianceMatter:
    """The only way to one matter."""
    rows = AllianceMatter.objects.of(actor.community_id).select_related("alliance")
    return access(rows, actor, f"cobuilding.{verb}", see="view_alliance", among=ALLIANCE_VERBS, pk=pk)
