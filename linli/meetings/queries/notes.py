"""Questions about study notes, and about the own place at a meeting. Nothing here writes."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from linli.core.rights import Actor, access, visible_to
from linli.meetings.kinds import STUDY
from linli.meetings.models import Attendance, Meeting, StudyNote
from linli.meetings.rights import NOTE_VERBS
from linli.residents.models import Person

RELATED = ("community", "person", "meeting__organisation", "meeting__work_group")
# One reads one's own notes; nobody has more on a page.
SHOWN = 100


def own_person(actor: Actor) -> Person | None:
    """The person of this community who logs in as the actor; None for who is only staff."""
    return Person.objects.of(actor.community_id).filter(user_id=actor.user_id, user__isnull=False).first()


def notes_for(actor: Actor) -> QuerySet[StudyNote]:
    """One's own notes and those that were shared, the newest first."""
    rows = visible_to(StudyNote.objects.of(actor.community_id), actor, "meetings.view_notes")
    return rows.select_related(*RELATED).order_by("-written_at", "-id")[:SHOWN]


def access_note(actor: Actor, pk: UUID, verb: str = "view_notes") -> StudyNote:
    """The only way to one note: 404 for what is neither one's own nor shared, 403 where the verb is the writer's."""
    rows = StudyNote.objects.of(actor.community_id).select_related(*RELATED)
    return access(rows, actor, f"meetings.{verb}", see="view_notes", among=NOTE_VERBS, pk=pk)


def studied(actor: Actor) -> QuerySet[Meeting]:
    """The meetings of study to which one was invited, the latest first: what a note may be about."""
    rows = Meeting.objects.of(actor.community_id).filter(
        kind__in=STUDY, attendances__person__user__in=actor.own.hands
    )
    return rows.order_by("-starts_at", "-id").distinct()


def own_place(actor: Actor, pk: UUID) -> Attendance:
    """One's own place at a meeting to which one is invited, with the meeting; 404 for any other."""
    rows = Attendance.objects.of(actor.community_id).filter(person__user__in=actor.own.hands, meeting=pk)
    found = rows.select_related("meeting__community", "meeting__organisation", "meeting__work_group").first()
    if found is None:
        raise Http404
    return found
