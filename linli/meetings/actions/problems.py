"""问题清单: put on the list of a meeting, put right, found not right yet, struck. What was listed stays."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, start
from linli.meetings.actions.meetings import still_open
from linli.meetings.judging import day_of
from linli.meetings.kinds import LIFE
from linli.meetings.models import Attendance, Meeting, Problem
from linli.meetings.workflow import MeetingStatus, ProblemStatus
from linli.residents.models import Person

OVER = (MeetingStatus.HELD, MeetingStatus.MINUTED, MeetingStatus.FILED)


@dataclass(frozen=True)
class Listed:
    """A problem as it is put on the list: of whom, what, how and by when it is put right."""

    person: Person
    words: str
    measure: str
    due_on: dt.date


@transaction.atomic
def list_problem(meeting: Meeting, problem: Listed, *, by: Actor, problem_id: UUID | None = None) -> Problem:
    """列入问题清单: of somebody of the roll, after the meeting, with a day (R-04). Also after filing: the list stands beside
    the minutes. DomainError where the kind has no list, the day lies before the meeting, or it stands there already.
    """
    now = still_open(meeting)
    if now.kind not in LIFE:
        raise DomainError(_("Only an organisation life meeting has a list of problems (R-04)."))
    if now.status not in OVER:
        raise DomainError(_("The meeting has not been held yet."))
    if problem.due_on < day_of(now):
        raise DomainError(_("This day is before the meeting."), field="due_on")
    rows = Attendance.objects.of(by.community_id).filter(meeting=now)
    if not rows.filter(person=problem.person).exists():
        raise DomainError(_("This person is not on the roll of the meeting."), field="person")
    same = Problem.objects.of(by.community_id).filter(meeting=now, person=problem.person, words=problem.words)
    if same.exclude(status=ProblemStatus.STRUCK).exists():
        raise DomainError(_("This stands on the list already."), field="words")
    row = Problem(
        id=problem_id or keys.uuid7(), community_id=by.community_id, meeting=now, person=problem.person,
        words=problem.words, measure=problem.measure, due_on=problem.due_on,
    )  # fmt: skip
    start(row, by=by)
    return row


def rectify(problem: Problem, *, outcome: str, on: dt.date, by: Actor, version: int) -> None:
    """整改完成: what was done about it, and on which day."""
    if not day_of(problem.meeting) <= on <= clock.today():
        raise DomainError(_("The day lies between the meeting and today."), field="on")
    move(problem, "rectify", by=by, version=version, outcome=outcome, rectified_on=on)


def relist(problem: Problem, *, note: str, due_on: dt.date, by: Actor, version: int) -> None:
    """重新列入: it is not right yet; the reason, and a new day."""
    if due_on < clock.today():
        raise DomainError(_("This day is over."), field="due_on")
    move(problem, "relist", by=by, version=version, note=note, outcome="", rectified_on=None, due_on=due_on)


def strike(problem: Problem, *, note: str, by: Actor, version: int) -> None:
    """划去: it was written down by mistake; the line stays, with the reason."""
    move(problem, "strike", by=by, version=version, note=note)
