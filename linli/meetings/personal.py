"""个人信息 in directed tasks: who may be named in what is to be done, and in what was done. The giver is an office.

Of meetings: who was invited and came, and who is named in what was said; for the Party organisation alone (M-7).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.personal import STANDING, Basis, OfPerson, Sensitivity, Subject, declare, facts, hold
from linli.meetings.models import (
    AgendaItem,
    Attendance,
    CalendarFeed,
    Correction,
    DirectedTask,
    Meeting,
    MicroLecture,
    Motion,
    Problem,
    Resolution,
    SlotExcuse,
    StudyNote,
)

declare(
    DirectedTask, "title", "text", "reply",
    purpose=_("to do what was given to the community, and to tell what was done"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    DirectedTask, "handler",
    purpose=_("to know who does a directed task, and to remind them"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip

declare(
    CalendarFeed, "user", "opened_at",
    what=_("that you read your meetings in a calendar of your own"),
    purpose=_("to show your meetings in your own calendar"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
MEETINGS = _("to hold and to prove the meetings of the Party organisation")
declare(
    Attendance, "person", "may_vote", "presence", "reason", "part",
    what=_("to which meetings of the Party organisation somebody was invited, and whether they came"),
    purpose=MEETINGS, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    Meeting, "title", "host", "recorder", "guests", "lecturer", "summary",
    purpose=MEETINGS, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    AgendaItem, "title", "said",
    purpose=MEETINGS, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
for _model in (Motion, Resolution):
    declare(
        _model, "words",
        purpose=MEETINGS, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.NAMED, kept=STANDING,
    )  # fmt: skip
declare(
    Correction, "text", "written_by",
    purpose=MEETINGS, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    SlotExcuse, "reason",
    purpose=_("to say why a meeting was not held"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    MicroLecture, "title", "text", "lecturer", "withdrawal",
    purpose=_("to know which lectures were published, and who gave them"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    Problem, "person", "words", "measure", "due_on", "rectified_on", "outcome",
    what=_("what an organisation life meeting asked somebody to put right, and how it went"),
    purpose=MEETINGS, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    StudyNote, "person", "title", "text", "written_at", "shared_at",
    what=_("study notes, which nobody but their writer reads unless they are shared"),
    purpose=_("to keep what stays with you of what you studied"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip


def _show(person: Any) -> list[Any]:
    rows = Attendance.objects.of(person.community_id).filter(person=person).select_related("meeting")
    return [
        [*facts(row.meeting, "number", "title", "starts_at"), *facts(row, "presence", "may_vote")]
        for row in rows.order_by("meeting__starts_at")
    ]


def _show_problems(person: Any) -> list[Any]:
    rows = Problem.objects.of(person.community_id).filter(person=person).order_by("due_on", "id")
    return [facts(row, "words", "measure", "due_on", "status", "rectified_on", "outcome") for row in rows]


def _show_notes(person: Any) -> list[Any]:
    rows = StudyNote.objects.of(person.community_id).filter(person=person).order_by("written_at", "id")
    return [facts(row, "title", "text", "written_at", "shared_at") for row in rows]


def _erase_notes(person: Any) -> None:
    StudyNote.objects.of(person.community_id).filter(person=person).delete()


hold(OfPerson("meetings", _("Meetings of the Party organisation"), show=_show))
hold(OfPerson("meetings.problems", _("Lists of problems"), show=_show_problems))
hold(OfPerson("meetings.notes", _("Study notes"), show=_show_notes, erase=_erase_notes))
