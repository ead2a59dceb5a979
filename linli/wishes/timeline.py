"""经过: what happened to a wish or a deed, told from the audit; and the buttons that one may press."""

import datetime as dt
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.audit import AuditEntry, history
from linli.core.rights import Actor
from linli.wishes.models import MicroWish, PracticalDeed
from linli.wishes.workflow import DEED_WORKFLOW, WISH_WORKFLOW

# What the wisher reads for each verb; what is not here concerns the desk alone.
PLAIN = {
    "collect": pgettext_lazy("told to the wisher", "Your wish has come to us"),
    "publish": pgettext_lazy("told to the wisher", "It hangs on the wish wall"),
    "claim": pgettext_lazy("told to the wisher", "Somebody helps"),
    "release": pgettext_lazy("told to the wisher", "We look for somebody else"),
    "fulfil": pgettext_lazy("told to the wisher", "It is said to be fulfilled"),
    "light": pgettext_lazy("told to the wisher", "You said: fulfilled"),
    "reopen": pgettext_lazy("told to the wisher", "You said: not fulfilled"),
    "decline": pgettext_lazy("told to the wisher", "It cannot go on the wish wall"),
    "withdraw": pgettext_lazy("told to the wisher", "You withdrew it"),
    "thank": pgettext_lazy("told to the wisher", "You said thank you"),
}
TELLS = ("fulfil", "reopen", "decline")
ICONS = {
    "collect": "heart", "examine": "check", "publish": "megaphone", "claim": "user", "release": "undo",
    "fulfil": "check", "light": "bulb", "reopen": "refresh", "decline": "cross", "withdraw": "undo", "thank": "message",
    "begin": "flag", "finish": "check", "confirm": "check-circle", "resume": "refresh", "drop": "cross",
    "hand_on": "arrow-right",
}  # fmt: skip


def moment(when: dt.datetime) -> str:
    """11月20日 16:20."""
    local = when.astimezone(clock.BEIJING)
    return f"{formats.date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"


def _verb(entry: AuditEntry) -> str:
    return entry.action.split(".")[1]


def for_wisher(wish: MicroWish) -> list[dict[str, Any]]:
    """Newest first; no internal note and no name."""
    return [
        {
            "title": PLAIN[_verb(entry)],
            "text": entry.told if _verb(entry) in TELLS else "",
            "when": moment(entry.happened_at),
            "state": "done",
            "icon": ICONS[_verb(entry)],
        }
        for entry in reversed(list(history(wish.community_id, wish)))
        if _verb(entry) in PLAIN
    ]


def for_staff(record: MicroWish | PracticalDeed) -> list[dict[str, Any]]:
    """Newest first, with notes and names. A wisher has no name here."""
    return [
        {
            "title": record.workflow.verbs[_verb(entry)].label,
            "text": "\n".join(part for part in (entry.told, entry.note) if part),
            "when": moment(entry.happened_at),
            "who": entry.actor_name or _("the resident"),
            "state": "done",
            "icon": ICONS[_verb(entry)],
        }
        for entry in reversed(list(history(record.community_id, record)))
        if _verb(entry) in record.workflow.verbs
    ]


def offered_verbs(record: MicroWish | PracticalDeed, actor: Actor) -> list[str]:
    """The verbs that lead on from here and are this actor's: the only buttons shown."""
    flow = WISH_WORKFLOW if isinstance(record, MicroWish) else DEED_WORKFLOW
    return [verb for verb in flow.verbs_from(record.status) if verb in record.may]
