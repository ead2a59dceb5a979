"""The lives of the hall: of a transaction (办件), of a number ticket (号票), of an appointment (预约)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class TransactionStatus(models.TextChoices):
    """Where a transaction stands."""

    BEGUN = "begun", pgettext_lazy("transaction status", "Written down")
    ADMITTED = "admitted", pgettext_lazy("transaction status", "Admitted")
    REFERRED = "referred", pgettext_lazy("transaction status", "Handed on")
    FINISHED = "finished", pgettext_lazy("transaction status", "Has its result")
    HANDED_OUT = "handed_out", pgettext_lazy("transaction status", "Handed out")
    DECLINED = "declined", pgettext_lazy("transaction status", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("transaction status", "Withdrawn")


T = TransactionStatus
OPEN = (T.BEGUN, T.ADMITTED, T.REFERRED)

TRANSACTION_WORKFLOW = Workflow(
    TransactionStatus,
    first="begin",
    moves={
        "begin": Move(pgettext_lazy("transaction verb", "Write down"), [], T.BEGUN),
        "admit": Move(pgettext_lazy("transaction verb", "Admit"), [T.BEGUN], T.ADMITTED),
        "supply": Move(pgettext_lazy("transaction verb", "Papers are complete"), [T.ADMITTED]),
        "refer": Move(pgettext_lazy("transaction verb", "Hand on"), [T.ADMITTED], T.REFERRED),
        "finish": Move(
            pgettext_lazy("transaction verb", "Has a result"), [T.ADMITTED, T.REFERRED], T.FINISHED
        ),
        "hand_out": Move(pgettext_lazy("transaction verb", "Hand out"), [T.FINISHED], T.HANDED_OUT),
        "decline": Move(pgettext_lazy("transaction verb", "Decline"), [T.BEGUN, T.ADMITTED], T.DECLINED),
        "withdraw": Move(pgettext_lazy("transaction verb", "Withdraw"), OPEN, T.WITHDRAWN),
    },
)

TRANSACTION_BADGES = {
    T.BEGUN: ("info", "pencil"),
    T.ADMITTED: ("info", "arrow-right"),
    T.REFERRED: ("hold", "transfer"),
    T.FINISHED: ("ok", "check"),
    T.HANDED_OUT: ("ok", "check-circle"),
    T.DECLINED: ("mute", "cross"),
    T.WITHDRAWN: ("mute", "undo"),
}


class TicketStatus(models.TextChoices):
    """Where a number ticket stands."""

    WAITING = "waiting", pgettext_lazy("ticket status", "Waiting")
    CALLED = "called", pgettext_lazy("ticket status", "Called")
    SERVED = "served", pgettext_lazy("ticket status", "Served")
    SKIPPED = "skipped", pgettext_lazy("ticket status", "Did not come")


N = TicketStatus

TICKET_WORKFLOW = Workflow(
    TicketStatus,
    first="take",
    moves={
        "take": Move(pgettext_lazy("ticket verb", "Take a number"), [], N.WAITING),
        "call": Move(pgettext_lazy("ticket verb", "Call"), [N.WAITING, N.SKIPPED], N.CALLED),
        "serve": Move(pgettext_lazy("ticket verb", "Served"), [N.CALLED], N.SERVED),
        "skip": Move(pgettext_lazy("ticket verb", "Did not come"), [N.CALLED], N.SKIPPED),
    },
)

TICKET_BADGES = {
    N.WAITING: ("info", "clock"),
    N.CALLED: ("warn", "bell"),
    N.SERVED: ("ok", "check-circle"),
    N.SKIPPED: ("mute", "minus"),
}


class AppointmentStatus(models.TextChoices):
    """Where an appointment stands."""

    BOOKED = "booked", pgettext_lazy("appointment status", "Booked")
    KEPT = "kept", pgettext_lazy("appointment status", "Kept")
    CANCELLED = "cancelled", pgettext_lazy("appointment status", "Cancelled")


B = AppointmentStatus

APPOINTMENT_WORKFLOW = Workflow(
    AppointmentStatus,
    first="book",
    moves={
        "book": Move(pgettext_lazy("appointment verb", "Book"), [], B.BOOKED),
        "keep": Move(pgettext_lazy("appointment verb", "Was kept"), [B.BOOKED], B.KEPT),
        "cancel": Move(pgettext_lazy("appointment verb", "Cancel"), [B.BOOKED], B.CANCELLED),
    },
)

APPOINTMENT_BADGES = {
    B.BOOKED: ("info", "calendar"),
    B.KEPT: ("ok", "check-circle"),
    B.CANCELLED: ("mute", "cross"),
}
