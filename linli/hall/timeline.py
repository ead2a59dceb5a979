"""办理过程 of a transaction, from the audit: for the desk with notes and names, for who came without."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import clock
from linli.core.audit import history
from linli.core.rights import Actor
from linli.hall.models import Transaction
from linli.hall.workflow import TRANSACTION_WORKFLOW

ICONS = {
    "begin": "pencil", "admit": "arrow-right", "supply": "check", "refer": "transfer", "finish": "check",
    "hand_out": "check-circle", "decline": "cross", "withdraw": "undo", "take_papers": "file", "return_papers": "file",
}  # fmt: skip
PAPERS = {
    "take_papers": gettext_lazy("A paper was taken"),
    "return_papers": gettext_lazy("A paper went back"),
}
# What who came reads of each verb.
PLAIN = {
    "begin": gettext_lazy("Written down"),
    "admit": gettext_lazy("Admitted"),
    "supply": gettext_lazy("All papers are here"),
    "refer": gettext_lazy("Handed on to the office that decides"),
    "finish": gettext_lazy("The result is here"),
    "hand_out": gettext_lazy("The result was collected"),
    "decline": gettext_lazy("Not a matter of the community"),
    "withdraw": gettext_lazy("Withdrawn"),
}


def moment(when: dt.datetime) -> str:
    """3月17日 18:00."""
    local = when.astimezone(clock.BEIJING)
    return f"{date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"


def for_staff(row: Transaction) -> list[dict[str, Any]]:
    """Newest first, with notes and names."""
    return [
        {
            "title": PAPERS.get(verb) or TRANSACTION_WORKFLOW.verbs[verb].label,
            "text": "\n".join(part for part in (_told(verb, entry.told), entry.note) if part),
            "when": moment(entry.happened_at),
            "who": entry.actor_name or _("the desk"),
            "state": "done",
            "icon": ICONS[verb],
        }
        for entry in reversed(list(history(row.community_id, row)))
        if (verb := entry.action.split(".")[1]) in ICONS
    ]


def for_who_came(row: Transaction) -> list[dict[str, Any]]:
    """Newest first, in plain words; no name of the desk and no note."""
    return [
        {
            "title": PLAIN[verb],
            "text": _told(verb, entry.told),
            "when": moment(entry.happened_at),
            "state": "done",
            "icon": ICONS[verb],
        }
        for entry in reversed(list(history(row.community_id, row)))
        if (verb := entry.action.split(".")[1]) in PLAIN
    ]


def _told(verb: str, told: str) -> str:
    return _("Still missing: %(papers)s") % {"papers": told} if verb == "admit" and told else told


def offered_verbs(row: Transaction, actor: Actor) -> list[str]:
    """The verbs that lead on from here, are this actor's, and have something to do: the only buttons shown."""
    verbs = [verb for verb in TRANSACTION_WORKFLOW.verbs_from(row.status) if verb in row.may]
    idle = {
        "supply": not row.missing,
        "refer": bool(row.missing),
        "finish": bool(row.missing),
        "hand_out": not row.result_paper,
    }
    return [verb for verb in verbs if not idle.get(verb)]
