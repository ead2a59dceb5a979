"""Questions about needs, resources and projects. Nothing here writes."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from linli.accounts.models import Posting, User
from linli.accounts.queries import in_force
from linli.accounts.roles import STAFF
from linli.cobuilding.models import Match, Milestone, Need, Project, Resource
from linli.cobuilding.rights import NEED_VERBS, PROJECT_VERBS, RESOURCE_VERBS
from linli.cobuilding.workflow import ALIVE, NeedStatus, ProjectStatus
from linli.core import clock, spans
from linli.core.rights import Actor, access, visible_to
from linli.places.models import Community

SEE = "cobuilding.view_lists"
FRONT, PUBLIC_MOST = 8, 60
# What of a need everybody may read is what hangs out: not yet met, or met lately.
SHOWN_DAYS = 180


def needs_for(actor: Actor) -> QuerySet[Need]:
    """The needs that the actor sees, with what a line shows."""
    return visible_to(Need.objects.of(actor.community_id), actor, SEE).select_related("building__compound")


def resources_for(actor: Actor) -> QuerySet[Resource]:
    """The resources that the actor sees, with what a line shows."""
    rows = visible_to(Resource.objects.of(actor.community_id), actor, SEE)
    return rows.select_related("organisation", "team", "building__compound")


def late_milestones() -> Subquery:
    """The first milestone of a project whose day has passed, in its words; None where none is late."""
    rows = Milestone.objects.filter(
        community_id=OuterRef("community_id"), project_id=OuterRef("pk"), due_on__lt=clock.today(),
        reached_on__isnull=True, left_out_on__isnull=True,
    )  # fmt: skip
    return Subquery(rows.order_by("due_on", "id").values("title")[:1])


def projects_for(actor: Actor) -> QuerySet[Project]:
    """The projects that the actor sees; `.behind` names the first milestone that is late."""
    rows = visible_to(Project.objects.of(actor.community_id), actor, SEE)
    return rows.select_related("owner", "partner").annotate(behind=late_milestones())


def access_need(actor: Actor, pk: UUID, verb: str = "view_lists") -> Need:
    """The only way to one need: 404 if unseen, 403 if the verb is not theirs."""
    rows = Need.objects.of(actor.community_id).select_related("community", "building__compound")
    return access(rows, actor, f"cobuilding.{verb}", see="view_lists", among=NEED_VERBS, pk=pk)


def access_resource(actor: Actor, pk: UUID, verb: str = "view_lists") -> Resource:
    """The only way to one resource."""
    rows = Resource.objects.of(actor.community_id)
    rows = rows.select_related("community", "organisation", "team", "building__compound")
    return access(rows, actor, f"cobuilding.{verb}", see="view_lists", among=RESOURCE_VERBS, pk=pk)


def access_project(actor: Actor, pk: UUID, verb: str = "view_lists") -> Project:
    """The only way to one project."""
    rows = Project.objects.of(actor.community_id).select_related("community", "owner", "partner")
    return access(rows, actor, f"cobuilding.{verb}", see="view_lists", among=PROJECT_VERBS, pk=pk)


def matches_of(need: Need) -> list[Match]:
    """What the need has and had, the newest first."""
    rows = Match.objects.of(need.community_id).filter(need=need).order_by("-happened_at", "-id")
    return list(rows.select_related("resource__organisation", "resource__team", "project", "chosen_by"))


def served_by(resource: Resource) -> list[Match]:
    """The needs that a resource serves or served, the newest first."""
    rows = Match.objects.of(resource.community_id).filter(resource=resource, ended_at__isnull=True)
    return list(rows.select_related("need", "project").order_by("-happened_at", "-id")[:PUBLIC_MOST])


def offers(community_id: UUID) -> QuerySet[Resource]:
    """What is offered and has not ended."""
    rows = Resource.objects.of(community_id).filter(spans.not_over())
    return rows.select_related("organisation", "team", "building__compound").order_by("kind", "number")


def to_build_on(community_id: UUID) -> QuerySet[Match]:
    """Standing matches that belong to no project that is alive or done."""
    free = Q(project__isnull=True) | Q(project__status=ProjectStatus.STOPPED)
    rows = Match.objects.of(community_id).filter(free, ended_at__isnull=True, need__status=NeedStatus.MATCHED)
    return rows.select_related("need", "resource__organisation", "resource__team").order_by(
        "happened_at", "id"
    )


def matches_in(project: Project) -> list[Match]:
    """What a project is made of."""
    rows = Match.objects.of(project.community_id).filter(project=project)
    return list(
        rows.select_related("need", "resource__organisation", "resource__team").order_by("happened_at")
    )


def owners(community: Community) -> QuerySet[User]:
    """Those who may see to a project: who works here today."""
    held = Posting.objects.filter(in_force(), community=community, role__in=STAFF)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name", "id")


def need_states() -> dict[str, Q]:
    """Where needs stand."""
    return {status.value: Q(status=status) for status in NeedStatus}


def resource_states() -> dict[str, Q]:
    """Whether resources still stand today."""
    return {"given": spans.not_over(), "over": ~spans.not_over()}


def project_states() -> dict[str, Q]:
    """Where projects stand; what is late depends on the day."""
    now = {status.value: Q(status=status) for status in ProjectStatus}
    late = Q(behind__isnull=False) | Q(due_on__lt=clock.today())
    return {**now, "late": Q(status__in=ALIVE) & late}


def open_projects(actor: Actor) -> list[Project]:
    """What is under way or planned, the first due first."""
    rows = projects_for(actor).filter(status__in=ALIVE).order_by("due_on", "id")
    return list(rows[:FRONT])


def public_needs(community: Any) -> list[Need]:
    """What everybody may read of needs: what is not met yet, the urgent first; words for everybody alone."""
    rows = Need.objects.of(community).filter(
        spans.not_over(), status__in=[NeedStatus.OPEN, NeedStatus.MATCHED]
    )
    return list(rows.order_by("-urgent", "noted_at", "id")[:PUBLIC_MOST])


def public_resources(community: Any) -> list[Resource]:
    """What is given today and by which organisation or team; whom to ring is not read at all."""
    rows = Resource.objects.of(community).filter(spans.in_force()).select_related("organisation", "team")
    return list(rows.defer("contact").order_by("offered_at", "id")[:PUBLIC_MOST])


def public_projects(community: Any) -> list[Project]:
    """What is planned, under way or was done lately, with the milestones that were reached; nobody's name."""
    since = clock.now() - dt.timedelta(days=SHOWN_DAYS)
    shown = Q(status__in=ALIVE) | Q(status=ProjectStatus.DONE, done_at__gte=since)
    reached = Milestone.objects.filter(reached_on__isnull=False)
    rows = Project.objects.of(community).filter(shown).select_related("partner")
    rows = rows.prefetch_related(Prefetch("milestones", reached, to_attr="reached"))
    return list(rows.order_by("status", "due_on", "id")[:PUBLIC_MOST])
