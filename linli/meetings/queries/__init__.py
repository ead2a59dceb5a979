"""Questions about directed tasks and meetings. Nothing here writes."""

from linli.meetings.queries.board import assessed, excuses_of, held_in, listed_in
from linli.meetings.queries.feeds import access_for_feed, feed_by_digest, meetings_of_feed
from linli.meetings.queries.meetings import (
    access_lecture,
    access_meeting,
    attendances_of,
    lectures_for,
    meeting_states,
    meetings_for,
    organisations_for,
    own_meetings,
    work_groups_for,
)
from linli.meetings.queries.notes import (
    access_note,
    notes_for,
    own_person,
    own_place,
    studied,
)
from linli.meetings.queries.problems import (
    access_problem,
    own_problems,
    problem_states,
    problems_for,
    problems_of,
)
from linli.meetings.queries.tasks import (
    access_task,
    by_office,
    handlers,
    months_tasks,
    offices,
    open_tasks,
    pressing,
    states,
    tasks_for,
)

__all__ = [
    "access_for_feed",
    "access_lecture",
    "access_meeting",
    "access_note",
    "access_problem",
    "access_task",
    "assessed",
    "attendances_of",
    "by_office",
    "excuses_of",
    "feed_by_digest",
    "handlers",
    "held_in",
    "lectures_for",
    "listed_in",
    "meeting_states",
    "meetings_for",
    "meetings_of_feed",
    "months_tasks",
    "notes_for",
    "offices",
    "open_tasks",
    "organisations_for",
    "own_meetings",
    "own_person",
    "own_place",
    "own_problems",
    "pressing",
    "problem_states",
    "problems_for",
    "problems_of",
    "states",
    "studied",
    "tasks_for",
    "work_groups_for",
]
