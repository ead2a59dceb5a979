"""项目: made from what was matched, with milestones; done when every one of them is reached or left out."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.cobuilding import queries
from linli.cobuilding.actions.matching import meet_all
from linli.cobuilding.models import Match, Milestone, Project
from linli.cobuilding.workflow import NeedStatus, ProjectStatus
from linli.core import clock, keys
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move, start
from linli.places.models import Community
from linli.wishes.actions.intake import names_nobody

OPEN = {"reached_on__isnull": True, "left_out_on__isnull": True}


@dataclass(frozen=True)
class Intended:
    """A project as it is begun."""

    title: str
    owner: User
    starts_on: dt.date
    due_on: dt.date
    what_for: str = ""


@transaction.atomic
def begin(
    community: Community,
    intended: Intended,
    matches: list[Match],
    *,
    by: Actor,
    project_id: UUID | None = None,
) -> Project:
    """立项: from one match or several of the same giver, with who sees to it."""
    if intended.due_on < intended.starts_on:
        raise DomainError(_("The last day is before the first."), field="due_on")
    if len({(row.resource.organisation_id, row.resource.team_id) for row in matches}) != 1:
        raise DomainError(_("Choose matches of one giver."), field="chosen")
    _see_to_it(community, intended.owner)
    for name in ("title", "what_for"):
        names_nobody(getattr(intended, name), community, name)
    now = clock.now()
    project = Project(
        id=project_id or keys.uuid7(), community=community, title=intended.title, what_for=intended.what_for,
        owner=intended.owner, partner=matches[0].resource.organisation, starts_on=intended.starts_on,
        due_on=intended.due_on, begun_at=now,
        number=f"P{now.year}-{next_number(community.pk, 'projects', now.year):04d}",
    )  # fmt: skip
    start(project, by=by)
    _bind(project, matches)
    return project


def _bind(project: Project, matches: list[Match]) -> None:
    """The matches become part of it; none of them belongs to a project that is alive or done."""
    free = Q(project__isnull=True) | Q(project__status=ProjectStatus.STOPPED)
    rows = Match.objects.of(project.community_id).filter(free, pk__in=[row.pk for row in matches])
    count = rows.filter(ended_at__isnull=True, need__status=NeedStatus.MATCHED).update(project=project)
    if count != len(matches):
        raise Overtaken


def _see_to_it(community: Community, owner: User) -> None:
    if not queries.owners(community).filter(pk=owner.pk).exists():
        raise DomainError(_("They do not work here now."), field="owner")


def launch(project: Project, *, by: Actor, version: int) -> None:
    """开工."""
    move(project, "launch", by=by, version=version)


def add_milestone(project: Project, *, title: str, due_on: dt.date, by: Actor, version: int) -> None:
    """加节点: a step with its day, within the days of the project."""
    if not project.starts_on <= due_on <= project.due_on:
        raise DomainError(_("A milestone lies within the days of the project."), field="due_on")
    names_nobody(title, project.community, "title")
    rows = Milestone.objects.of(project.community_id).filter(project=project, title=title)
    if rows.exists():
        raise DomainError(_("There is a milestone with these words already."), field="title")
    with transaction.atomic():
        move(project, "add_milestone", by=by, version=version, told=title)
        Milestone(community_id=project.community_id, project=project, title=title, due_on=due_on).save(
            force_insert=True
        )


def reach(project: Project, *, milestone: Milestone, note: str, by: Actor, version: int) -> None:
    """节点完成: what was done."""
    _settle(project, "reach", milestone, by, version, note=note, reached_on=clock.today())


def leave_out(project: Project, *, milestone: Milestone, note: str, by: Actor, version: int) -> None:
    """节点不做了: with the reason."""
    _settle(project, "leave_out", milestone, by, version, note=note, left_out_on=clock.today())


@transaction.atomic
def _settle(
    project: Project, verb: str, milestone: Milestone, by: Actor, version: int, **facts: str | dt.date
) -> None:
    names_nobody(str(facts["note"]), project.community, "note")
    rows = Milestone.objects.of(project.community_id).filter(pk=milestone.pk, project=project, **OPEN)
    if not rows.update(**facts):
        raise Overtaken
    move(project, verb, by=by, version=version, told=milestone.title, note=str(facts["note"]))


@transaction.atomic
def finish(project: Project, *, words: str, by: Actor, version: int) -> None:
    """项目完成: every milestone is reached or left out; its needs are met by that."""
    rows = list(Milestone.objects.of(project.community_id).filter(project=project))
    if not rows:
        raise DomainError(_("A project without a milestone is not done: add what was reached."))
    waiting = [str(row) for row in rows if row.is_open]
    if waiting:
        raise DomainError(
            _("Not reached yet: %(milestones)s. What is not to be done is left out, with the reason."),
            milestones="、".join(waiting),
        )
    move(project, "finish", by=by, version=version, told=words, done_at=clock.now())
    matches = Match.objects.of(project.community_id).filter(project=project, ended_at__isnull=True)
    needs = [row.need for row in matches.select_related("need") if row.need.status == NeedStatus.MATCHED]
    meet_all(needs, words, by=by)


def hand_on(project: Project, *, owner: User, by: Actor, version: int, note: str = "") -> None:
    """转交: somebody else sees to it from now on."""
    _see_to_it(project.community, owner)
    words = f"{owner}: {note}" if note else str(owner)
    move(project, "hand_on", by=by, version=version, note=words, owner=owner)


def stop(project: Project, *, reason: str, by: Actor, version: int) -> None:
    """中止: with the reason. What was matched stays matched: another project may have it, or the match is undone."""
    move(project, "stop", by=by, version=version, note=reason, stop_reason=reason)
