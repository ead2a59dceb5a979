"""会议与学习: directed tasks, meetings with what was said and decided, what is published to learn from."""

from linli.meetings.kinds import Classroom, Excuse, Kind, LectureChannel, Presence, StudyForm
from linli.meetings.models.decisions import Motion, Resolution
from linli.meetings.models.feeds import CalendarFeed
from linli.meetings.models.meetings import AgendaItem, Attendance, Correction, Meeting, SlotExcuse
from linli.meetings.models.study import MicroLecture
from linli.meetings.models.tasks import (
    OFFICE_LENGTH,
    REPLY_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    DirectedTask,
    Giver,
)

__all__ = [
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
    "Resolution",
    "SlotExcuse",
    "StudyForm",
]
