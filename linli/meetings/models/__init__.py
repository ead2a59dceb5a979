"""会议与学习: directed tasks, meetings with what was said and decided, what is published to learn from."""

from linli.meetings.kinds import Classroom, Excuse, Kind, LectureChannel, Presence, StudyForm
from linli.meetings.models.decisions import Motion, Resolution
from linli.meetings.models.feeds import CalendarFeed
from linli.meetings.models.meetings import AgendaItem, Attendance, Correction, Meeting, SlotExcuse
from linli.meetings.models.problems import Problem
from linli.meetings.models.study import NOTE_LENGTH, MicroLecture, StudyNote
from linli.meetings.models.tasks import (
    OFFICE_LENGTH,
    REPLY_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    DirectedTask,
    Giver,
)

__all__ = [
    "NOTE_LENGTH",
    "OFFICE_LENGTH",
    "REPLY_LENGTH",
    "TEXT_LENGTH",
    "TITLE_LENGTH",
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "Classroom",
    "Correction",
    "DirectedTask",
    "Excuse",
    "Giver",
    "Kind",
    "LectureChannel",
    "Meeting",
    "MicroLecture",
    "Motion",
    "Presence",
    "Problem",
    "Resolution",
    "SlotExcuse",
    "StudyForm",
    "StudyNote",
]
