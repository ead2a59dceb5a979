"""会议: convened, held, minuted, filed. What is filed is sealed; an error is put right by an addition."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, start, write_fact
from linli.meetings import judging
from linli.meetings.kinds import LEVELS, STUDY, Excuse, Kind, Presence, body_of
from linli.meetings.models import AgendaItem, Attendance, Correction, Meeting
from linli.meetings.workflow import MeetingStatus
from linli.organisations.models import PartyOrganisation, WorkGroup
from linli.organisations.rolls import Body, OnRoll, roll_of

Presences = Mapping[UUID, tuple[str, str]]
HERE = (Presence.PRESENT, "")


@dataclass(frozen=True)
class Convened:
    """A meeting as it is planned; one of organisation and work group holds it."""

    kind: str
    title: str
    starts_at: dt.datetime
    place: str
    host: str
    organisation: PartyOrganisation | None = None
    work_group: WorkGroup | None = None
    recorder: str = ""
    guests: str = ""
    form: str = ""
    classroom: str = ""
    lecturer: str = ""
    agenda: tuple[str, ...] = ()


def roll(meeting: Meeting) -> list[OnRoll]:
    """名册: who belongs to the meeting on its day."""
    day = meeting.starts_at.astimezone(clock.BEIJING).date()
    if meeting.work_group is not None:
        return roll_of(Body.WORK_GROUP, meeting.work_group, day)
    organisation: PartyOrganisation = meeting.organisation
    return roll_of(body_of(meeting.kind, organisation.level), organisation, day)


@transaction.atomic
def convene(meeting: Convened, *, by: Actor, meeting_id: UUID | None = None) -> Meeting:
    """安排会议: with its agenda, and everybody of the roll invited. One that took place is written down in the same way."""
    _may_hold(meeting)
    body = meeting.organisation or meeting.work_group
    year = meeting.starts_at.astimezone(clock.BEIJING).year
    facts = {name: getattr(meeting, name) for name in Convened.__dataclass_fields__ if name != "agenda"}
    row = Meeting(
        id=meeting_id or keys.uuid7(),
        community_id=by.community_id,
        number=f"H{year}-{next_number(by.community_id, 'meetings', year):04d}",
        **facts,
    )
    if body is None or body.community_id != by.community_id:
        raise DomainError(_("Choose who meets."), field="organisation")
    start(row, by=by)
    _write_agenda(row, meeting.agenda)
    _write_roll(row, {}, Presence.INVITED)
    return row


def _may_hold(meeting: Convened) -> None:
    """The kind fits the organisation, and the organisation stands on that day."""
    day, body = meeting.starts_at.astimezone(clock.BEIJING).date(), meeting.organisation or meeting.work_group
    if body is None:
        raise DomainError(_("Choose who meets."), field="organisation")
    if body.valid_from > day or (body.valid_to and body.valid_to < day):
        raise DomainError(_("%(name)s does not exist on that day."), field="starts_at", name=body.name)
    level = meeting.organisation.level if meeting.organisation else ""
    if level not in LEVELS.get(meeting.kind, (level,)):
        text = _("%(name)s holds no such meeting: %(kind)s.")
        raise DomainError(text, field="kind", name=body.name, kind=Kind(meeting.kind).label)
    if meeting.kind not in STUDY and (meeting.form or meeting.classroom):
        raise DomainError(_("Only where people study there are a form and a classroom."), field="form")


def _write_agenda(meeting: Meeting, agenda: tuple[str, ...]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(community_id=meeting.community_id, meeting=meeting, order=n, title=title)
        for n, title in enumerate(agenda, 1)
    )


def _write_roll(meeting: Meeting, presences: Presences, usual: str) -> list[Attendance]:
    """One row for each of the roll; `usual` is said of those of whom nothing was said."""
    rows = []
    for one in roll(meeting):
        presence, reason = presences.get(one.person_id, (usual, ""))
        rows.append(
            Attendance(
                community_id=meeting.community_id, meeting=meeting, person_id=one.person_id, may_vote=one.may_vote,
                presence=presence, reason=reason, part=one.note[:60],
            )
        )  # fmt: skip
    return Attendance.objects.bulk_create(rows)


@transaction.atomic
def postpone(
    meeting: Meeting, *, starts_at: dt.datetime, place: str, note: str = "", by: Actor, version: int
) -> None:
    """改期: another time or place, and everybody is told; who had come to the door already is invited anew."""
    move(meeting, "postpone", by=by, version=version, told=note, starts_at=starts_at, place=place)
    _at_the_door(meeting).update(presence=Presence.INVITED)


def _at_the_door(meeting: Meeting) -> QuerySet[Attendance]:
    """Those who said at the door that they are here."""
    rows = Attendance.objects.of(meeting.community_id).filter(meeting=meeting)
    return rows.filter(presence=Presence.PRESENT)


@transaction.atomic
def arrive(meeting: Meeting, *, by: Actor) -> None:
    """到会: somebody says, by the code at the door, that they are here. It is a help for who keeps the roll and no duty:
    who came is what the chair writes down. No time and no place is kept beside it. DomainError on another day.
    """
    now = still_open(meeting)
    if now.status != MeetingStatus.PLANNED:
        raise DomainError(_("The roll of this meeting has been written already."))
    if judging.day_of(now) != clock.today():
        raise DomainError(_("This meeting is not today."))
    rows = Attendance.objects.of(by.community_id).filter(meeting=now, person__user__in=by.own.hands)
    if rows.update(presence=Presence.PRESENT):
        audit.record(now, "meetings.arrive", by=by)


@transaction.atomic
def hold(
    meeting: Meeting, *, presences: Presences, guests: str = "", recorder: str = "", by: Actor, version: int
) -> None:
    """开会: who came. Of the roll of that day everybody is there of whom nothing else is said; nobody comes for another."""
    if meeting.starts_at.astimezone(clock.BEIJING).date() > clock.today():
        raise DomainError(_("This day has not come yet."))
    if meeting.motions.exists():
        raise DomainError(_("Votes stand already on the number of those present; it changes no more."))
    for presence, reason in presences.values():
        if presence == Presence.EXCUSED and reason not in Excuse.values:
            raise DomainError(_("Say why somebody is excused."))
    Attendance.objects.of(meeting.community_id).filter(meeting=meeting).delete()
    rows = _write_roll(meeting, presences, Presence.PRESENT)
    here = [row for row in rows if row.presence == Presence.PRESENT]
    if not here:
        raise DomainError(_("Nobody came: then the meeting did not take place."))
    move(
        meeting, "hold", by=by, version=version, entitled=sum(row.may_vote for row in rows),
        present=sum(row.may_vote for row in here), guests=guests, recorder=recorder or meeting.recorder,
    )  # fmt: skip


@transaction.atomic
def minute(
    meeting: Meeting,
    *,
    said: Mapping[UUID, str],
    summary: str = "",
    more_title: str = "",
    more_said: str = "",
    by: Actor,
    version: int,
) -> None:
    """写记录: what was said about each item (会议记录), and the edited outcome (会议纪要). It may be written anew until it is filed."""
    items = list(AgendaItem.objects.of(meeting.community_id).filter(meeting=meeting))
    for item in items:
        item.said = said.get(item.pk, "")
    if more_said and not more_title:
        raise DomainError(_("Which item of the agenda is it?"), field="more_title")
    if not any(item.said for item in items) and not more_said:
        raise DomainError(_("Write what was said about one item at least."))
    move(meeting, "minute", by=by, version=version, summary=summary, minuted_at=clock.now())
    AgendaItem.objects.bulk_update(items, ["said"])
    if more_title:
        order = max((item.order for item in items), default=0) + 1
        AgendaItem.objects.create(
            community_id=meeting.community_id, meeting=meeting, order=order, title=more_title, said=more_said
        )


def file(meeting: Meeting, *, by: Actor, version: int) -> None:
    """备案: from now on nothing of it changes. Minutes without a quorum are not filed; they stay as a draft."""
    judging.refuse_without_quorum(meeting)
    move(meeting, "file", by=by, version=version, filed_at=clock.now())


def cancel_meeting(meeting: Meeting, *, note: str, by: Actor, version: int) -> None:
    """没开成: with the reason, which those invited read."""
    move(meeting, "cancel_meeting", by=by, version=version, told=note)


@transaction.atomic
def supplement(meeting: Meeting, *, text: str, by: Actor) -> None:
    """更正补记: stands beside the filed words, with name and day."""
    write_fact(meeting, "supplement", by=by, note=text)
    Correction.objects.create(
        community_id=meeting.community_id,
        meeting=meeting,
        text=text,
        written_at=clock.now(),
        written_by_id=by.user_id,
    )


def still_open(meeting: Meeting) -> Meeting:
    """The meeting as it stands this moment, held until the transaction ends: nothing is added while it is being filed."""
    row: Meeting = Meeting.objects.of(meeting.community_id).select_for_update().get(pk=meeting.pk)
    return row
