"""What the worker does for directed tasks: it reminds the handler the day before, and when the time has come."""

import datetime as dt

from django.utils.translation import gettext_noop

from linli.core import clock
from linli.core.tasks import every
from linli.meetings import telling
from linli.meetings.models import DirectedTask
from linli.meetings.workflow import OPEN
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
