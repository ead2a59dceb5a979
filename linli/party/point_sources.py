"""来源登记: which confirmed deeds may give points. Each lower app's deeds are declared here, upper apps declare their own.

A source answers with confirmed deeds alone; what its records say otherwise (a login, minutes online, a like) is never
asked (R-11). `judge_source` looks at every word that is declared.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.audit import kind_of
from linli.meetings.models import Attendance, Meeting, Presence
from linli.meetings.workflow import MeetingStatus
from linli.party.models.points import WORDS_LENGTH
from linli.party.points import HOUR, TIME, Deed, judge_source
from linli.residents.models import Person
from linli.volunteers.models import ServiceRecord
from linli.volunteers.workflow import ServiceStatus

# (community, since, persons) -> their confirmed deeds from that day on, in one query or two.
Deeds = Callable[[Any, dt.date, Collection[UUID]], list[Deed]]


@dataclass(frozen=True)
class Source:
    """A kind of confirmed deed: its word, its words for people, for what points can be given, its deeds, and the rows that
    are confirmed now, by which it is seen that a deed was taken back.
    """

    event: str
    label: Any
    units: tuple[str, ...]
    deeds: Deeds
    confirmed: Callable[[Any], QuerySet]


REGISTER: dict[str, Source] = {}


def declare(source: Source) -> Source:
    """Enter a source; each once, and none that R-11 forbids. Raises ValueError."""
    if judge_source(source.event).blocks:
        raise ValueError(f"R-11 forbids points for {source.event}")
    if source.event in REGISTER:
        raise ValueError(f"the source {source.event} is declared twice")
    REGISTER[source.event] = source
    return source


def _service_confirmed(community: Any) -> QuerySet[ServiceRecord]:
    return ServiceRecord.objects.of(community).filter(status=ServiceStatus.CONFIRMED)


def _service(community: Any, since: dt.date, persons: Collection[UUID]) -> list[Deed]:
    """服务: what somebody else has confirmed. Two queries."""
    logins = Person.objects.of(community).filter(pk__in=persons, user__isnull=False)
    people = dict(logins.values_list("user_id", "pk"))
    rows = _service_confirmed(community).filter(user__in=list(people), day__gte=since)
    kind = kind_of(ServiceRecord)
    return [
        Deed(people[row.user_id], kind, row.pk, row.day, row.what[:WORDS_LENGTH], row.minutes)
        for row in rows.order_by("day", "id")
    ]


def _came(community: Any) -> QuerySet[Attendance]:
    return Attendance.objects.of(community).filter(
        presence=Presence.PRESENT, meeting__status__in=[MeetingStatus.MINUTED, MeetingStatus.FILED]
    )


def _meetings(community: Any, since: dt.date, persons: Collection[UUID]) -> list[Deed]:
    """到会: present, at a meeting whose minutes are written. One query."""
    first = dt.datetime.combine(since, dt.time.min, clock.BEIJING)
    rows = _came(community).filter(person__in=persons, meeting__starts_at__gte=first)
    kind = kind_of(Attendance)
    return [
        Deed(row.person_id, kind, row.pk, _day(row.meeting), row.meeting.title[:WORDS_LENGTH])
        for row in rows.select_related("meeting").order_by("meeting__starts_at", "id")
    ]


def _day(meeting: Meeting) -> dt.date:
    return meeting.starts_at.astimezone(clock.BEIJING).date()


declare(
    Source(
        "volunteer_hours_confirmed", _("Volunteer service, confirmed"), (HOUR, TIME), _service, _service_confirmed
    )
)  # fmt: skip
declare(Source("meeting_attended_minuted", _("Meeting attended, as minuted"), (TIME,), _meetings, _came))
