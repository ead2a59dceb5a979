"""学习笔记: written, changed, shared, shared no more, erased; by the person who wrote it and by nobody else.

The audit says that somebody wrote, shared or erased a note of their own, and holds no word of it.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys, records
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.meetings.models import Attendance, Meeting, StudyNote
from linli.residents.models import Person


def write_note(
    person: Person,
    *,
    title: str,
    text: str,
    meeting: Meeting | None = None,
    by: Actor,
    note_id: UUID | None = None,
) -> StudyNote:
    """写笔记: about a meeting to which one was invited, or about none. DomainError for a meeting of others."""
    _of_own_meeting(person, meeting)
    row = StudyNote(
        id=note_id or keys.uuid7(), community_id=by.community_id, person=person, meeting=meeting, title=title,
        text=text, written_at=clock.now(),
    )  # fmt: skip
    return records.write_down(row, "meetings.write_note", by=by)


def _of_own_meeting(person: Person, meeting: Meeting | None) -> None:
    rows = Attendance.objects.of(person.community_id).filter(person=person, meeting=meeting)
    if meeting is not None and not rows.exists():
        raise DomainError(_("You were not invited to this meeting."), field="meeting")


@transaction.atomic
def amend_note(note: StudyNote, *, by: Actor, seen: str, **changes: Any) -> None:
    """改笔记. What is shared stays at its meeting."""
    meeting = changes.get("meeting", note.meeting)
    if note.shared_at and meeting != note.meeting:
        raise DomainError(
            _("It is shared with those of this meeting; first share it no more."), field="meeting"
        )
    _of_own_meeting(note.person, meeting)
    records.amend(note, "meetings.amend_note", by=by, seen=seen, **changes)


@transaction.atomic
def share_note(note: StudyNote, *, by: Actor) -> None:
    """自愿分享: those invited to the same meeting may read it, with the name; nobody else."""
    if note.meeting_id is None:
        raise DomainError(_("Say first to which meeting it belongs; those invited to it will read it."))
    _turn(note, "meetings.share_note", by=by, shared=True)


@transaction.atomic
def unshare_note(note: StudyNote, *, by: Actor) -> None:
    """不再分享: it is the writer's alone again."""
    _turn(note, "meetings.unshare_note", by=by, shared=False)


def _turn(note: StudyNote, action: str, *, by: Actor, shared: bool) -> None:
    rows = StudyNote.objects.of(by.community_id).filter(pk=note.pk, shared_at__isnull=shared)
    if shared:
        rows = rows.filter(meeting__isnull=False)
    if not rows.update(shared_at=clock.now() if shared else None):
        raise Overtaken
    audit.record(note, action, by=by)


@transaction.atomic
def erase_note(note: StudyNote, *, by: Actor) -> None:
    """删除笔记: for good."""
    audit.record(note, "meetings.erase_note", by=by)
    StudyNote.objects.of(by.community_id).filter(pk=note.pk).delete()
