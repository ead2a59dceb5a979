"""What somebody holds of directed tasks: those that are open and theirs to do (交接)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.holdings import Holding, declare
from linli.core.rights import Actor
from linli.meetings import actions
from linli.meetings.models import DirectedTask
from linli.meetings.workflow import OPEN


def open_tasks(posting: Any) -> QuerySet[DirectedTask]:
    """The tasks that would be without somebody who does them, the first due first."""
    rows = DirectedTask.objects.of(posting.community_id).filter(status__in=OPEN, handler=posting.user_id)
    return rows.select_related("community", "handler").order_by("due_at", "id")


def pass_on(task: DirectedTask, posting: Any, *, taker: User, by: Actor, note: str) -> None:
    """To the successor."""
    actions.hand_on(task, handler=taker, note=note, by=by, version=task.version)


declare(Holding("meetings.tasks", _("Directed tasks"), _("go to the successor"), open_tasks, pass_on))
