"""Questions about teams, profiles and service. Nothing here writes."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from linli.accounts.models import User
from linli.accounts.queries import takers
from linli.core.audit import AuditEntry, kind_of
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force, not_over
from linli.places.models import Community
from linli.volunteers.models import Profile, ProfileSkill, ServiceRecord, Skill, Team, TeamMember
from linli.volunteers.rights import SERVICE_VERBS, TEAM_VERBS
from linli.volunteers.workflow import ServiceStatus

SHOWN = 200


def teams(actor: Actor) -> QuerySet[Team]:
    """The teams, each with `size`: how many are in it today."""
    rows = visible_to(Team.objects.of(actor.community_id), actor, "volunteers.view_teams")
    return rows.annotate(size=Count("members", filter=in_force(of="members"))).order_by("name")


def access_team(actor: Actor, pk: UUID, verb: str = "view_teams") -> Team:
    """The only way at the desk to one team."""
    rows = Team.objects.of(actor.community_id).select_related("community")
    return access(rows, actor, f"volunteers.{verb}", see="view_teams", among=TEAM_VERBS, pk=pk)


def access_member(actor: Actor, pk: UUID) -> TeamMember:
    """The only way at the desk to one membership."""
    rows = TeamMember.objects.of(actor.community_id).select_related("team", "user")
    return access(rows, actor, "volunteers.leave", see="view_teams", among=TEAM_VERBS, pk=pk)


def members(team: Team) -> QuerySet[TeamMember]:
    """Who is in a team today or will be, in the order in which they joined."""
    rows = TeamMember.objects.of(team.community_id).filter(team=team)
    return rows.filter(not_over()).select_related("user").order_by("valid_from", "id")


def may_join(team: Team) -> QuerySet[User]:
    """Those who work or help here."""
    return takers(team.community)


def profile_of(actor: Actor) -> Profile | None:
    """The actor's own profile."""
    rows = visible_to(Profile.objects.of(actor.community_id), actor.own, "volunteers.profile")
    return rows.select_related("starts_from").first()


class Offer(NamedTuple):
    """What somebody offers: from which building, in which compound, with which skills."""

    building_id: UUID | None = None
    compound_id: UUID | None = None
    skills: frozenset[str] = frozenset()


def offer_of(actor: Actor) -> Offer:
    """The actor's own offer, empty without a profile; one query."""
    rows = visible_to(Profile.objects.of(actor.community_id), actor.own, "volunteers.profile")
    found = list(rows.values_list("starts_from_id", "starts_from__compound_id", "skills__skill"))
    if not found:
        return Offer()
    building, compound, _skill = found[0]
    return Offer(building, compound, frozenset(skill for *_place, skill in found if skill))


def with_skills(community: Community, skills: Collection[str]) -> QuerySet[User]:
    """Who can do all of these things, of those who may take an order today. Asked only to hand something out."""
    rows = takers(community)
    for skill in skills:
        able = ProfileSkill.objects.of(community).filter(skill=skill)
        rows = rows.filter(pk__in=able.values("profile__user_id"))
    return rows


def skills_of(community: Community, users: Iterable[User]) -> dict[UUID, list[str]]:
    """What each of these people can do, in words, by the id of the user; one query. Asked only to hand something out."""
    known = [user.pk for user in users]
    rows = ProfileSkill.objects.of(community).filter(profile__user__in=known)
    able = set(rows.values_list("profile__user_id", "skill"))
    return {pk: [str(label) for value, label in Skill.choices if (pk, value) in able] for pk in known}


def own_service(actor: Actor) -> QuerySet[ServiceRecord]:
    """The actor's own service, the newest first."""
    rows = ServiceRecord.objects.of(actor.community_id).filter(user=actor.user_id)
    return rows.order_by("-day", "-id")


def own_minutes(actor: Actor) -> int:
    """How many minutes of the actor's own service are confirmed."""
    confirmed = own_service(actor).filter(status=ServiceStatus.CONFIRMED)
    return confirmed.order_by().aggregate(sum=Sum("minutes"))["sum"] or 0


def reasons(records: Collection[ServiceRecord]) -> dict[UUID, str]:
    """Why records were not confirmed: what the audit says was told."""
    refused = [record.pk for record in records if record.status == ServiceStatus.REFUSED]
    rows = AuditEntry.objects.filter(
        community_id__in={record.community_id for record in records},
        subject_kind=kind_of(ServiceRecord),
        subject_id__in=refused,
        action="volunteers.refuse_service",
    )
    return dict(rows.values_list("subject_id", "told")) if refused else {}


def to_confirm(actor: Actor) -> QuerySet[ServiceRecord]:
    """What waits for somebody else's word and is the actor's to confirm, the oldest first."""
    rows = ServiceRecord.objects.of(actor.community_id).filter(status=ServiceStatus.PROPOSED)
    seen = visible_to(rows, actor, "volunteers.confirm_service").select_related("user")
    return seen.order_by("day", "id")[:SHOWN]


def access_service(actor: Actor, pk: Any, verb: str = "view_service") -> ServiceRecord:
    """The only way to one service record: 404 if unseen, 403 if the verb is not theirs."""
    rows = ServiceRecord.objects.of(actor.community_id).select_related("user", "community")
    return access(rows, actor, f"volunteers.{verb}", see="view_service", among=SERVICE_VERBS, pk=pk)
