"""Questions about work logs. Nothing here writes."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.ledgers.keyset import Keyset
from linli.places.models import Community
from linli.rulebook import book
from linli.worklogs.lines import Line, compose
from linli.worklogs.models import WorkLog

# Newest day first; never by person.
HANDED = Keyset(WorkLog, "-day")


def own_log(actor: Actor, day: dt.date) -> WorkLog | None:
    """What the actor added to the own day or handed in of it."""
    rows = visible_to(WorkLog.objects.of(actor.community_id), actor, "worklogs.view")
    return rows.filter(day=day).first()


def lines_of(actor: Actor, day: dt.date, log: WorkLog | None) -> list[Line]:
    """The lines of the own day: as they were handed in, else as the records say now."""
    if log and log.is_handed_in:
        return log.frozen
    return compose(actor.community_id, actor.user_id, day) if actor.user_id else []


def handed_in(actor: Actor) -> QuerySet[WorkLog]:
    """The logs that were handed in, for who reads them."""
    rows = visible_to(WorkLog.objects.of(actor.community_id), actor, "worklogs.read_handed")
    return rows.select_related("user").defer("sentence", "lines")


def access_handed(actor: Actor, pk: UUID) -> WorkLog:
    """The only way to the log of another: 404 until it is handed in."""
    rows = WorkLog.objects.of(actor.community_id).select_related("user", "community")
    return access(rows, actor, "worklogs.read_handed", see="read_handed", pk=pk)


def first_day(community: Community) -> dt.date:
    """The earliest day of which there may be a log: what is older is erased."""
    today = clock.today()
    return today - dt.timedelta(days=int(book.value("worklogs.log.days", on=today, at=community.code)))
