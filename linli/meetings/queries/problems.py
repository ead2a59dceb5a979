"""Questions about the lists of problems (问题清单). Nothing here writes."""

from uuid import UUID

from django.db.models import Q, QuerySet

from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.meetings.models import Meeting, Problem
from linli.meetings.rights import PROBLEM_VERBS
from linli.meetings.workflow import ProblemStatus

P = ProblemStatus
RELATED = ("community", "person", "meeting__community", "meeting__organisation", "meeting__work_group")


def problems_for(actor: Actor) -> QuerySet[Problem]:
    """The problems that the actor sees, with whose they are and from which meeting."""
    rows = visible_to(Problem.objects.of(actor.community_id), actor, "meetings.view_problems")
    return rows.select_related(*RELATED)


def access_problem(actor: Actor, pk: UUID, verb: str = "view_problems") -> Problem:
    """The only way at the desk to one problem: 404 if unseen, 403 if the verb is not theirs."""
    rows = Problem.objects.of(actor.community_id).select_related(*RELATED)
    return access(rows, actor, f"meetings.{verb}", see="view_problems", among=PROBLEM_VERBS, pk=pk)


def problem_states() -> dict[str, Q]:
    """Where problems stand."""
    today = clock.today()
    return {
        "overdue": Q(status=P.RECTIFYING, due_on__lt=today),
        "rectifying": Q(status=P.RECTIFYING, due_on__gte=today),
        "rectified": Q(status=P.RECTIFIED),
        "struck": Q(status=P.STRUCK),
    }


def problems_of(meeting: Meeting) -> QuerySet[Problem]:
    """The list of one meeting, those that were struck at its end."""
    rows = Problem.objects.of(meeting.community_id).filter(meeting=meeting)
    return rows.select_related("person").order_by("status", "due_on", "id")


def own_problems(actor: Actor) -> list[Problem]:
    """What somebody has still to put right: one's own lines, the first due first."""
    rows = Problem.objects.of(actor.community_id).filter(
        person__user__in=actor.own.hands, status=P.RECTIFYING
    )
    return list(rows.select_related("meeting").order_by("due_on", "id"))
