"""个人信息 in work logs: what a worker did on a day and wrote about it. Nothing of a log has to go to a successor, so the app
declares no holding: a log belongs to who wrote it, and what is still to be done stands in the records themselves.
"""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.personal import Basis, Fact, Kept, OfPerson, Sensitivity, Subject, declare, facts, hold
from linli.places.models import Community
from linli.worklogs.models import WorkLog


def erase_logs(community: Community, before: dt.datetime) -> int:
    """Erase the logs of days before a moment; how many."""
    count, _rows = (
        WorkLog.objects.of(community).filter(day__lt=before.astimezone(clock.BEIJING).date()).delete()
    )
    return count


declare(
    WorkLog, "user", "day", "sentence", "lines", "handed_in_at",
    what=_("day, what you added, what you handed in"),
    purpose=_("so that who works need not write down twice what was done; the secretary reads what is handed in"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(_("after the day"), "worklogs.log.days", erase_logs),
)  # fmt: skip


def _logs(person: Any) -> QuerySet[WorkLog]:
    return WorkLog.objects.of(person.community_id).filter(user_id=person.user_id).order_by("day", "id")


def _show(person: Any) -> list[list[Fact]]:
    """The copy: each day with what was added, and the lines that were handed in."""
    if person.user_id is None:
        return []
    return [[*facts(log, "day", "sentence", "handed_in_at"), *_handed(log)] for log in _logs(person)]


def _handed(log: WorkLog) -> list[Fact]:
    label = str(_("the lines as they were handed in"))
    return [Fact("lines", label, f"{line.time} {line.words}") for line in log.frozen]


def _erase(person: Any) -> None:
    if person.user_id:
        _logs(person).delete()


hold(OfPerson("worklogs", _("work logs"), show=_show, erase=_erase))
