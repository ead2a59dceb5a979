"""Questions about directed tasks and meetings. Nothing here writes."""

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
    "access_task",
    "attendances_of",
    "by_office",
    "feed_by_digest",
    "handlers",
    "lectures_for",
    "meeting_states",
    "meetings_for",
    "meetings_of_feed",
    "months_tasks",
    "offices",
    "open_tasks",
    "organisations_for",
    "own_meetings",
    "pressing",
    "states",
    "tasks_for",
    "work_groups_for",
]
