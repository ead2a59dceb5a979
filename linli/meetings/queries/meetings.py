"""Questions about meetings. Nothing here writes."""

from uuid import UUID

from django.db.models import Q, QuerySet

from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force
from linli.meetings.models import Attendance, Meeting, MicroLecture, Presence
from linli.meetings.rights import MEETING_VERBS, ORGANISATIONS
from linli.meetings.workflow import MeetingStatus
from linli.organisations.models import PartyOrganisation, WorkGroup
from linli.organisations.rights import at

M = MeetingStatus
RELATED = ("community", "organisation", "work_group")
OWN = 40


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that the actor sees, with who holds them."""
    rows = visible_to(Meeting.objects.of(actor.community_id), actor, "meetings.view_meetings")
    return rows.select_related(*RELATED)


def access_meeting(actor: Actor, pk: UUID, verb: str = "view_meetings") -> Meeting:
    """The only way to one meeting: 404 if unseen, 403 if the verb is not theirs."""
    rows = Meeting.objects.of(actor.community_id).select_related(*RELATED)
    return access(rows, actor, f"meetings.{verb}", see="view_meetings", among=MEETING_VERBS, pk=pk)


def meeting_states() -> dict[str, Q]:
    """Where meetings stand; one that should have begun waits for who came."""
    now = clock.now()
    return {
        "coming": Q(status=M.PLANNED, starts_at__gt=now),
        "unheld": Q(status=M.PLANNED, starts_at__lte=now),
        "held": Q(status=M.HELD),
        "minuted": Q(status=M.MINUTED),
        "filed": Q(status=M.FILED),
        "cancelled": Q(status=M.CANCELLED),
    }


def organisations_for(actor: Actor) -> QuerySet[PartyOrganisation]:
    """The Party organisations whose affairs the actor works on and that stand today, the top first."""
    rows = PartyOrganisation.objects.of(actor.community_id).filter(ORGANISATIONS(actor), in_force())
    return rows.order_by("valid_from", "name", "id")


def work_groups_for(actor: Actor) -> QuerySet[WorkGroup]:
    """The work groups whose meetings the actor may convene."""
    rows = WorkGroup.objects.of(actor.community_id).filter(at("organisation")(actor), in_force())
    return rows.order_by("name", "id")


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Who is on the roll of a meeting and who came, by name."""
    rows = Attendance.objects.of(meeting.community_id).filter(meeting=meeting)
    return rows.select_related("person").order_by("-may_vote", "person__name", "id")


def own_meetings(actor: Actor) -> list[Attendance]:
    """One's own places at meetings, the newest first, cancelled ones that are over left out: one query."""
    rows = Attendance.objects.of(actor.community_id).filter(person__user__in=actor.own.hands)
    seen = rows.exclude(meeting__status=M.CANCELLED, meeting__starts_at__lt=clock.now())
    return list(
        seen.select_related("meeting__organisation", "meeting__work_group").order_by("-meeting__starts_at")[
            :OWN
        ]
    )


def lectures_for(actor: Actor) -> QuerySet[MicroLecture]:
    """The micro-lectures that the actor sees."""
    rows = visible_to(MicroLecture.objects.of(actor.community_id), actor, "meetings.view_lectures")
    return rows.select_related("organisation")


def access_lecture(actor: Actor, pk: UUID, verb: str = "view_lectures") -> MicroLecture:
    """The only way to one micro-lecture."""
    rows = MicroLecture.objects.of(actor.community_id).select_related("organisation")
    among = ("view_lectures", "withdraw_lecture")
    return access(rows, actor, f"meetings.{verb}", see="view_lectures", among=among, pk=pk)


def came(rows: list[Attendance], presence: str = Presence.PRESENT) -> list[Attendance]:
    """Those of whom this was written down."""
    return [row for row in rows if row.presence == presence]
