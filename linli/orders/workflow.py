"""The life of an order (诉求工单): the three-order loop (三单制) 点单 - 下单 - 接单, and what follows."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class OrderStatus(models.TextChoices):
    """Where an order stands."""

    SUBMITTED = "submitted", pgettext_lazy("order status", "Received")
    ADMITTED = "admitted", pgettext_lazy("order status", "To be dispatched")
    DISPATCHED = "dispatched", pgettext_lazy("order status", "Waiting for a taker")
    ACCEPTED = "accepted", pgettext_lazy("order status", "In hand")
    WAITING = "waiting", pgettext_lazy("order status", "Waiting for the resident")
    RESOLVED = "resolved", pgettext_lazy("order status", "Done, to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("order status", "Confirmed solved")
    UNREACHED = "unreached", pgettext_lazy("order status", "Not reached")
    CLOSED = "closed", pgettext_lazy("order status", "Closed")
    DECLINED = "declined", pgettext_lazy("order status", "Not our matter")
    WITHDRAWN = "withdrawn", pgettext_lazy("order status", "Withdrawn")
    MERGED = "merged", pgettext_lazy("order status", "Joined with another")


S = OrderStatus
# The clock runs; it stands still while the requester is asked.
RUNNING = (S.SUBMITTED, S.ADMITTED, S.DISPATCHED, S.ACCEPTED)
OPEN = (*RUNNING, S.WAITING)
# The handler says the work is done: the clock has stopped, the requester has the word.
DONE = (S.RESOLVED, S.CONFIRMED, S.UNREACHED, S.CLOSED)

ORDER_WORKFLOW = Workflow(
    OrderStatus,
    first="submit",
    moves={
        "submit": Move(pgettext_lazy("order verb", "Submit"), [], S.SUBMITTED),
        "admit": Move(pgettext_lazy("order verb", "Admit"), [S.SUBMITTED], S.ADMITTED),
        "decline": Move(pgettext_lazy("order verb", "Decline"), [S.SUBMITTED], S.DECLINED),
        "dispatch": Move(pgettext_lazy("order verb", "Dispatch"), [S.ADMITTED, S.DISPATCHED], S.DISPATCHED),
        "accept": Move(pgettext_lazy("order verb", "Accept"), [S.DISPATCHED], S.ACCEPTED),
        "send_back": Move(
            pgettext_lazy("order verb", "Send back"), [S.DISPATCHED, S.ACCEPTED, S.WAITING], S.ADMITTED
        ),
        "ask": Move(pgettext_lazy("order verb", "Ask the resident"), [S.ACCEPTED], S.WAITING),
        "answer": Move(pgettext_lazy("order verb", "Answer"), [S.WAITING], S.ACCEPTED),
        "transfer": Move(pgettext_lazy("order verb", "Pass on"), [S.DISPATCHED, S.ACCEPTED], S.DISPATCHED),
        "escalate": Move(pgettext_lazy("order verb", "Carry upwards"), RUNNING),
        "hand_down": Move(pgettext_lazy("order verb", "Hand down"), OPEN),
        "extend": Move(pgettext_lazy("order verb", "Give more time"), [S.ADMITTED, S.DISPATCHED, S.ACCEPTED]),
        "split": Move(pgettext_lazy("order verb", "Split"), OPEN),
        "merge": Move(pgettext_lazy("order verb", "Join with another"), OPEN, S.MERGED),
        "resolve": Move(pgettext_lazy("order verb", "Resolve"), [S.ACCEPTED], S.RESOLVED),
        "confirm": Move(pgettext_lazy("order verb", "Confirm solved"), [S.RESOLVED], S.CONFIRMED),
        "mark_unreached": Move(pgettext_lazy("order verb", "Give up calling"), [S.RESOLVED], S.UNREACHED),
        "reopen": Move(
            pgettext_lazy("order verb", "Not solved"), [S.RESOLVED, S.CONFIRMED, S.UNREACHED], S.ADMITTED
        ),
        "close": Move(pgettext_lazy("order verb", "Close"), [S.CONFIRMED, S.UNREACHED], S.CLOSED),
        "withdraw": Move(pgettext_lazy("order verb", "Withdraw"), OPEN, S.WITHDRAWN),
    },
    facts={
        "contact": Move(pgettext_lazy("order verb", "I have spoken to the resident"), OPEN),
        "chase": Move(pgettext_lazy("order verb", "Ask how it goes"), RUNNING),
        "call_back": Move(pgettext_lazy("order verb", "Call back"), [S.RESOLVED]),
        "rate": Move(pgettext_lazy("order verb", "Say how it was"), [S.CONFIRMED, S.CLOSED]),
    },
)

# The colour and the icon that stand beside the word; the word itself is the label of the status.
BADGES = {
    S.SUBMITTED: ("warn", "warn"),
    S.ADMITTED: ("out", "dotted-circle"),
    S.DISPATCHED: ("out", "dotted-circle"),
    S.ACCEPTED: ("info", "arrow-right"),
    S.WAITING: ("hold", "pause"),
    S.RESOLVED: ("ok", "check-circle"),
    S.CONFIRMED: ("ok", "check-circle"),
    S.UNREACHED: ("mute", ""),
    S.CLOSED: ("ok", "check-circle"),
    S.DECLINED: ("mute", "cross"),
    S.WITHDRAWN: ("mute", "undo"),
    S.MERGED: ("mute", ""),
}
