"""What somebody holds of co-building: the projects that are not ended (交接)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.cobuilding import actions
from linli.cobuilding.models import Project
from linli.cobuilding.workflow import ALIVE
from linli.core.holdings import Holding, declare
from linli.core.rights import Actor


def open_projects(posting: Any) -> QuerySet[Project]:
    """The projects that nobody would see to, the first due first."""
    rows = Project.objects.of(posting.community_id).select_related("community")
    return rows.filter(status__in=ALIVE, owner=posting.user_id).order_by("due_on", "id")


def pass_on(project: Project, posting: Any, *, taker: User, by: Actor, note: str) -> None:
    """To the successor."""
    actions.hand_on(project, owner=taker, note=note, by=by, version=project.version)


declare(
    Holding("cobuilding.projects", _("Projects"), _("go to the successor"), open_projects, pass_on),
)
