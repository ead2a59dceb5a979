"""办理过程: what happened to an order, told to residents and to staff from the same audit."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.audit import AuditEntry, history
from linli.core.rights import Actor
from linli.orders.models import Order
from linli.orders.workflow import ORDER_WORKFLOW, OrderStatus

# What a resident reads for each verb; staff read the label of the verb.
PLAIN = {
    "submit": pgettext_lazy("told to resident", "Received"),
    "admit": pgettext_lazy("told to resident", "The community is dealing with it"),
    "decline": pgettext_lazy("told to resident", "The community cannot deal with this"),
    "dispatch": pgettext_lazy("told to resident", "Handed to somebody"),
    "accept": pgettext_lazy("told to resident", "Somebody has taken it"),
    "send_back": pgettext_lazy("told to resident", "Looking for somebody else"),
    "contact": pgettext_lazy("told to resident", "Somebody spoke to you"),
    "ask": pgettext_lazy("told to resident", "We asked you something"),
    "answer": pgettext_lazy("told to resident", "You answered"),
    "transfer": pgettext_lazy("told to resident", "Passed on to somebody who can do it"),
    "escalate": pgettext_lazy("told to resident", "Carried upwards for help"),
    "hand_down": pgettext_lazy("told to resident", "Answered from above"),
    "extend": pgettext_lazy("told to resident", "It takes longer"),
    "split": pgettext_lazy("told to resident", "A second matter got a number of its own"),
    "merge": pgettext_lazy("told to resident", "Joined with the same matter of a neighbour"),
    "chase": pgettext_lazy("told to resident", "You asked how it goes"),
    "call_back": pgettext_lazy("told to resident", "We called to ask whether it is solved"),
    "resolve": pgettext_lazy("told to resident", "The work is done"),
    "confirm": pgettext_lazy("told to resident", "You said: solved"),
    "reopen": pgettext_lazy("told to resident", "You said: not solved"),
    "mark_unreached": pgettext_lazy("told to resident", "We could not reach you"),
    "close": pgettext_lazy("told to resident", "Closed"),
    "withdraw": pgettext_lazy("told to resident", "You withdrew it"),
}
ICONS = {
    "submit": "check", "admit": "check", "decline": "cross", "dispatch": "arrow-right", "accept": "person-circle",
    "send_back": "undo", "resolve": "check", "confirm": "check-circle", "reopen": "refresh", "close": "check-circle",
    "withdraw": "undo", "ask": "question", "answer": "pencil", "transfer": "arrow-right", "escalate": "upload",
    "hand_down": "download", "extend": "clock", "split": "list", "merge": "list", "chase": "bell",
    "call_back": "phone", "contact": "phone", "rate": "check", "mark_unreached": "phone",
}  # fmt: skip
# The line that stands above the past while a matter is open: what comes next.
NEXT = {
    OrderStatus.SUBMITTED: _("The community reads it and decides who does it"),
    OrderStatus.ADMITTED: _("The community looks for somebody to do it"),
    OrderStatus.DISPATCHED: _("Somebody will take it"),
    OrderStatus.ACCEPTED: _("The work is going on"),
    OrderStatus.WAITING: _("You answer what we asked; until then the clock stands still"),
    OrderStatus.RESOLVED: _("You say whether it is solved"),
}


def _verb(entry: AuditEntry) -> str:
    return entry.action.split(".")[1]


def _moment(moment: dt.datetime) -> str:
    """11月20日 16:20."""
    local = moment.astimezone(clock.BEIJING)
    return f"{formats.date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"


def for_resident(order: Order) -> list[dict[str, Any]]:
    """Newest first, with what comes next on top; no internal note, no name but that of who took it."""
    past = [
        {
            "title": PLAIN[_verb(entry)],
            "text": entry.told or (entry.actor_name if _verb(entry) == "accept" else ""),
            "when": _moment(entry.happened_at),
            "state": "done",
            "icon": ICONS[_verb(entry)],
            "verb": _verb(entry),
        }
        for entry in history(order.community_id, order, order.origin_id)
        if _verb(entry) in PLAIN
    ]
    ahead = NEXT.get(OrderStatus(order.status))
    coming = [{"title": ahead, "state": "now", "icon": "question"}] if ahead else []
    return coming + past[::-1]


def for_staff(entries: Iterable[AuditEntry]) -> list[dict[str, Any]]:
    """Newest first, with notes and names. A requester has no name here."""
    return [
        {
            "title": ORDER_WORKFLOW.verbs[_verb(entry)].label,
            "text": "\n".join(part for part in (entry.told, entry.note) if part),
            "when": _moment(entry.happened_at),
            "who": entry.actor_name or _("the resident"),
            "state": "done",
            "icon": ICONS[_verb(entry)],
        }
        for entry in reversed(list(entries))
        if _verb(entry) in ORDER_WORKFLOW.verbs and _verb(entry) != "rate"
    ]


def offered_verbs(order: Order, actor: Actor) -> list[str]:
    """The verbs of the table that lead on from here and are this actor's: the only buttons shown."""
    return [verb for verb in ORDER_WORKFLOW.verbs_from(order.status) if verb in order.may]
