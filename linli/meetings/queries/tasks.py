"""Questions about directed tasks. Nothing here writes."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.accounts.models import Posting, User
from linli.accounts.queries import in_force, takers
from linli.accounts.roles import STAFF, Role
from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.meetings.models import DirectedTask
from linli.meetings.rights import TASK_VERBS
from linli.meetings.terms import end_of_today, end_of_week
from linli.meetings.workflow import OPEN, TaskStatus
from linli.places.models import Community

SHOWN = 200
OFFICES = 30


def tasks_for(actor: Actor) -> QuerySet[DirectedTask]:
    """The directed tasks that the actor sees, with what a line shows."""
    rows = visible_to(DirectedTask.objects.of(actor.community_id), actor, "meetings.view_tasks")
    return rows.select_related("handler", "community")


def access_task(actor: Actor, pk: UUID, verb: str = "view_tasks") -> DirectedTask:
    """The only way to one directed task: 404 if unseen, 403 if the verb is not theirs."""
    rows = DirectedTask.objects.of(actor.community_id).select_related("handler", "community", "meeting")
    return access(rows, actor, f"meetings.{verb}", see="view_tasks", among=TASK_VERBS, pk=pk)


def states() -> dict[str, Q]:
    """Where tasks stand; what is late depends on the hour. What waits for the street stands apart."""
    now, today = clock.now(), clock.today()
    given = Q(status=TaskStatus.GIVEN)
    return {
        "overdue": given & Q(due_at__lt=now),
        "today": given & Q(due_at__gte=now, due_at__lte=end_of_today(today)),
        "week": given & Q(due_at__gt=end_of_today(today), due_at__lte=end_of_week(today)),
        "later": given & Q(due_at__gt=end_of_week(today)),
        "awaiting": Q(status=TaskStatus.AWAITING),
        "ended": ~Q(status__in=OPEN),
    }


def open_tasks(actor: Actor) -> dict[str, list[DirectedTask]]:
    """What is open, by when it is due, in one query: overdue, today, week, later, awaiting."""
    now, today = clock.now(), clock.today()
    groups: dict[str, list[DirectedTask]] = {
        name: [] for name in ("overdue", "today", "week", "later", "awaiting")
    }
    for task in tasks_for(actor).filter(status__in=OPEN).order_by("due_at", "id")[:SHOWN]:
        groups[_group(task, now, today)].append(task)
    return groups


def _group(task: DirectedTask, now: dt.datetime, today: dt.date) -> str:
    if task.status == TaskStatus.AWAITING:
        return "awaiting"
    if task.due_at < now:
        return "overdue"
    if task.due_at <= end_of_today(today):
        return "today"
    return "week" if task.due_at <= end_of_week(today) else "later"


def pressing(actor: Actor) -> QuerySet[DirectedTask]:
    """What is overdue or due today; the morning page counts it."""
    rows = visible_to(DirectedTask.objects.of(actor.community_id), actor, "meetings.view_tasks")
    return rows.filter(status=TaskStatus.GIVEN, due_at__lte=end_of_today(clock.today()))


def handlers(community: Community) -> QuerySet[User]:
    """Those who may be given a task: staff of the community who work today."""
    held = Posting.objects.filter(in_force(), community=community, role__in=(*STAFF, Role.PARTY_WORKER))
    return takers(community).filter(pk__in=held.values("user_id"))


def offices(community: Community) -> list[str]:
    """The offices that have given tasks before, to be typed with two keys."""
    rows = DirectedTask.objects.of(community).exclude(office="")
    return list(rows.order_by("office").values_list("office", flat=True).distinct()[:OFFICES])


def months_tasks(actor: Actor, first: dt.date, last: dt.date) -> QuerySet[DirectedTask]:
    """The tasks given in a month, and those that were still open when it began."""
    given = Q(given_on__gte=first, given_on__lte=last)
    since = dt.datetime.combine(first, dt.time(), clock.BEIJING)
    carried = Q(given_on__lt=first) & (Q(ended_at__isnull=True) | Q(ended_at__gte=since))
    return tasks_for(actor).filter(given | carried).order_by("given_on", "id")


def by_office(actor: Actor, first: dt.date, last: dt.date) -> list[dict[str, Any]]:
    """Who demanded how many: tasks given from day to day, by giver and office; never by person."""
    rows = visible_to(DirectedTask.objects.of(actor.community_id), actor, "meetings.view_tasks")
    counted = rows.filter(given_on__gte=first, given_on__lte=last).values("giver", "office")
    return list(counted.annotate(number=Count("pk")).order_by("giver", "office"))
