"""办理过程: what happened to a directed task, from the audit; and the buttons that one may press."""

from typing import Any

from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.audit import history
from linli.core.rights import Actor
from linli.meetings.models import DirectedTask, Meeting, Problem
from linli.meetings.telling import moment
from linli.meetings.workflow import MEETING_WORKFLOW, TASK_WORKFLOW

ICONS = {
    "give": "flag", "finish": "check-circle", "await_reply": "clock", "resume": "refresh", "extend": "calendar",
    "hand_on": "arrow-right", "call_off": "cross",
}  # fmt: skip


def events(task: DirectedTask) -> list[dict[str, Any]]:
    """Newest first, with notes and names."""
    return [
        {
            "title": TASK_WORKFLOW.moves[verb].label,
            "text": "\n".join(part for part in (entry.told, entry.note) if part),
            "when": moment(entry.happened_at),
            "who": entry.actor_name or _("the desk"),
            "state": "done",
            "icon": ICONS[verb],
        }
        for entry in reversed(list(history(task.community_id, task)))
        if (verb := entry.action.split(".")[1]) in TASK_WORKFLOW.moves
    ]


def offered_verbs(task: DirectedTask, actor: Actor) -> list[str]:
    """The verbs of the table that lead on from here and are this actor's: the only buttons shown."""
    return [verb for verb in TASK_WORKFLOW.verbs_from(task.status) if verb in task.may]


MEETING_ICONS = {
    "convene": "calendar", "postpone": "clock", "hold": "users", "minute": "pencil", "file": "check-circle",
    "cancel_meeting": "cross", "put_to_vote": "scale", "adopt": "flag", "supplement": "plus",
}  # fmt: skip


PROBLEM_ICONS = {"list_problem": "flag", "rectify": "check-circle", "relist": "refresh", "strike": "cross"}


def meeting_events(meeting: Meeting) -> list[dict[str, Any]]:
    """What happened to a meeting, newest first."""
    return _events(meeting, MEETING_ICONS)


def problem_events(problem: Problem) -> list[dict[str, Any]]:
    """What happened to a problem of a list, newest first."""
    return _events(problem, PROBLEM_ICONS)


def _events(row: Any, icons: dict[str, str]) -> list[dict[str, Any]]:
    """The verbs of its workflow, with notes and names."""
    return [
        {
            "title": row.workflow.verbs[verb].label,
            "text": "\n".join(part for part in (entry.told, entry.note) if part),
            "when": moment(entry.happened_at),
            "who": entry.actor_name,
            "state": "done",
            "icon": icons[verb],
        }
        for entry in reversed(list(history(row.community_id, row)))
        if (verb := entry.action.split(".")[1]) in row.workflow.verbs
    ]


def meeting_verbs(meeting: Meeting) -> list[str]:
    """The verbs that lead on from here and are this actor's. Who came is asked from the day of the meeting on."""
    came = meeting.starts_at.astimezone(clock.BEIJING).date() <= clock.today()
    return [
        verb
        for verb in MEETING_WORKFLOW.verbs_from(meeting.status)
        if verb in meeting.may and (came or verb != "hold")
    ]
