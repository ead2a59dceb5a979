"""What the worker does for directed tasks: it reminds the handler the day before, and when the time has come; and whose
problem of a list is to be put right soon.
"""

import datetime as dt

from django.utils.translation import gettext_noop

from linli.core import clock
from linli.core.tasks import daily, every
from linli.meetings import telling
from linli.meetings.models import DirectedTask
from linli.meetings.workflow import OPEN, ProblemStatus
from linli.notifications.addresses import Event
from linli.notifications.queries import users_told
from linli.places.models import Community
from linli.rulebook import book

# A worker that stood still for longer reminds of no due time that lies so far back.
LATEST = dt.timedelta(days=7)
SOON = gettext_noop("%(title)s (%(source)s): due on %(due)s.")
DUE = gettext_noop("%(title)s (%(source)s): the time, %(due)s, has come.")


@every("meetings.remind", minutes=10)
def remind() -> None:
    """提醒: some hours before the due time (meetings.task.warn.hours) and when it has come, who has the task; once each."""
    for community in Community.objects.all():
        _remind_in(community)


def _remind_in(community: Community) -> None:
    now = clock.now()
    hours = int(book.value("meetings.task.warn.hours", on=now.date(), at=community.code))
    near = DirectedTask.objects.of(community).filter(
        status__in=OPEN, due_at__gt=now - LATEST, due_at__lte=now + dt.timedelta(hours=hours)
    )
    rows = list(near.select_related("handler", "community"))
    told = users_told(community, ["meetings.soon", "meetings.due"], rows)
    for task in rows:
        code, text = ("meetings.due", DUE) if task.due_at <= now else ("meetings.soon", SOON)
        if (task.pk, code, task.due_at.isoformat(), task.handler_id) not in told:
            telling.of_time(task, code, text, [task.handler])


@daily("meetings.remind_problems", at="08:30")
def remind_problems() -> None:
    """提醒整改: some days before its day (meetings.problem.warn.days) and not later, whose it is; once for each day that was set."""
    for community in Community.objects.all():
        today = clock.today()
        days = int(book.value("meetings.problem.warn.days", on=today, at=community.code))
        near = telling.problems(community).filter(
            status=ProblemStatus.RECTIFYING, due_on__gte=today, due_on__lte=today + dt.timedelta(days=days)
        )
        rows = list(near)
        told = users_told(community, ["meetings.problem_soon"], rows)
        for row in rows:
            if (row.pk, "meetings.problem_soon", row.due_on.isoformat(), row.person.user_id) not in told:
                telling.tell_problem(
                    row, Event.of("meetings.problem_soon", row, row.due_on), telling.PROBLEM_SOON
                )
