"""What somebody holds of rosters: shifts to come. They become open, and a colleague or the desk takes them (交接)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.holdings import Holding, declare
from linli.core.rights import Actor
from linli.rosters import actions
from linli.rosters.models import Shift
from linli.rosters.queries import moment_words
from linli.rosters.workflow import ShiftStatus


def shifts_to_come(posting: Any) -> QuerySet[Shift]:
    """The shifts that would be without anybody, the next first."""
    rows = Shift.objects.of(posting.community_id).filter(
        user=posting.user_id, status=ShiftStatus.SCHEDULED, ends_at__gt=clock.now()
    )
    return rows.select_related("roster").order_by("starts_at", "id")


def leave_open(shift: Shift, posting: Any, *, taker: Any, by: Actor, note: str) -> None:
    """Nobody inherits a time; the shift is open."""
    actions.assign(shift, user=None, note=note, by=by, version=shift.version)


declare(
    Holding(
        "rosters.shifts",
        _("Shifts to come"),
        _("become open"),
        shifts_to_come,
        leave_open,
        words=lambda shift: f"{moment_words(shift)} {shift.roster}",
    )
)
