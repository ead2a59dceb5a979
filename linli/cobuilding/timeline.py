"""经过: what happened to a need or a project, told from the audit; and the buttons that one may press."""

import datetime as dt
from typing import Any

from django.utils import formats

from linli.cobuilding.models import Need, Project
from linli.core import clock
from linli.core.audit import AuditEntry, history

ICONS = {
    "note_need": "pencil", "match": "transfer", "meet": "check-circle", "unmatch": "undo", "drop": "cross",
    "begin": "flag", "launch": "arrow-right", "add_milestone": "plus", "reach": "check", "leave_out": "cross",
    "finish": "check-circle", "hand_on": "arrow-right", "stop": "cross",
}  # fmt: skip


def _verb(entry: AuditEntry) -> str:
    return entry.action.split(".")[1]


def moment(when: dt.datetime) -> str:
    """11月20日 16:20."""
    local = when.astimezone(clock.BEIJING)
    return f"{formats.date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"


def told(record: Need | Project) -> list[dict[str, Any]]:
    """Newest first, with notes and who did it."""
    return [
        {
            "title": record.workflow.verbs[_verb(entry)].label,
            "text": "\n".join(part for part in (entry.told, entry.note) if part),
            "when": moment(entry.happened_at),
            "who": entry.actor_name,
            "state": "done",
            "icon": ICONS[_verb(entry)],
        }
        for entry in reversed(list(history(record.community_id, record)))
        if _verb(entry) in record.workflow.verbs
    ]


def offered_verbs(record: Need | Project) -> list[str]:
    """The verbs that lead on from here and are this actor's: the only buttons shown."""
    return [verb for verb in record.workflow.verbs_from(record.status) if verb in record.may]
