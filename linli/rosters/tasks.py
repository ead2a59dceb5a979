"""What the worker does for rosters: it reminds who is on duty, some hours before."""

import datetime as dt

from linli.core import clock
from linli.core.tasks import every
from linli.notifications.queries import users_told
from linli.places.models import Community
from linli.rosters import telling
from linli.rosters.models import Shift
from linli.rosters.workflow import ShiftStatus
from linli.rulebook import book

CODE = "rosters.soon"


@every("rosters.remind", minutes=15)
def remind() -> None:
    """提醒: some hours before a shift (rosters.remind.hours), who is on duty; once for each shift and person."""
    for community in Community.objects.all():
        _remind_in(community)


def _remind_in(community: Community) -> None:
    now = clock.now()
    hours = int(book.value("rosters.remind.hours", on=now.date(), at=community.code))
    near = Shift.objects.of(community).filter(
        status=ShiftStatus.SCHEDULED, user__isnull=False, starts_at__gt=now, starts_at__lte=now + dt.timedelta(hours=hours)
    )  # fmt: skip
    rows = list(near.select_related("user", "roster", "community"))
    told = users_told(community, [CODE], rows)
    for shift in rows:
        if shift.user and (shift.pk, CODE, shift.starts_at.isoformat(), shift.user_id) not in told:
            telling.of_time(shift, CODE, [shift.user])
