"""The life of a micro-wish (微心愿): collected, examined, on the wall, claimed, fulfilled, lit; and of a practical deed (实事)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class WishStatus(models.TextChoices):
    """Where a wish stands. Lit is fulfilled AND said so by the wisher (R-25)."""

    COLLECTED = "collected", pgettext_lazy("wish status", "To be looked at")
    EXAMINED = "examined", pgettext_lazy("wish status", "Looked at")
    PUBLISHED = "published", pgettext_lazy("wish status", "Waits for somebody")
    CLAIMED = "claimed", pgettext_lazy("wish status", "Somebody is on it")
    FULFILLED = "fulfilled", pgettext_lazy("wish status", "Fulfilled, to be confirmed")
    LIT = "lit", pgettext_lazy("wish status", "Lit")
    DECLINED = "declined", pgettext_lazy("wish status", "Not for the wish wall")
    WITHDRAWN = "withdrawn", pgettext_lazy("wish status", "Withdrawn")


S = WishStatus
OPEN = (S.COLLECTED, S.EXAMINED, S.PUBLISHED, S.CLAIMED)
ON_THE_WALL = (S.PUBLISHED, S.CLAIMED, S.FULFILLED, S.LIT)

WISH_WORKFLOW = Workflow(
    WishStatus,
    first="collect",
    moves={
        "collect": Move(pgettext_lazy("wish verb", "Make a wish"), [], S.COLLECTED),
        "examine": Move(pgettext_lazy("wish verb", "Look at it"), [S.COLLECTED], S.EXAMINED),
        "publish": Move(pgettext_lazy("wish verb", "Put it on the wall"), [S.EXAMINED], S.PUBLISHED),
        "claim": Move(pgettext_lazy("wish verb", "I help"), [S.PUBLISHED], S.CLAIMED),
        # From the wall, too: one of a group that is not complete yet.
        "release": Move(pgettext_lazy("wish verb", "Give it back"), [S.PUBLISHED, S.CLAIMED], S.PUBLISHED),
        "fulfil": Move(pgettext_lazy("wish verb", "It is fulfilled"), [S.CLAIMED], S.FULFILLED),
        "light": Move(pgettext_lazy("wish verb", "Light it"), [S.FULFILLED], S.LIT),
        "reopen": Move(pgettext_lazy("wish verb", "Not fulfilled"), [S.FULFILLED], S.PUBLISHED),
        "decline": Move(pgettext_lazy("wish verb", "Decline"), [S.COLLECTED, S.EXAMINED], S.DECLINED),
        "withdraw": Move(pgettext_lazy("wish verb", "Withdraw"), OPEN, S.WITHDRAWN),
    },
    facts={"thank": Move(pgettext_lazy("wish verb", "Say thank you"), [S.LIT])},
)

# The colour and the icon that stand beside the word; the word itself is the label of the status.
BADGES = {
    S.COLLECTED: ("warn", "warn"),
    S.EXAMINED: ("out", "check"),
    S.PUBLISHED: ("out", "dotted-circle"),
    S.CLAIMED: ("info", "user"),
    S.FULFILLED: ("hold", "check"),
    S.LIT: ("lamp", "bulb"),
    S.DECLINED: ("mute", "cross"),
    S.WITHDRAWN: ("mute", "undo"),
}


class DeedStatus(models.TextChoices):
    """Where a practical deed stands."""

    IN_PROGRESS = "in_progress", pgettext_lazy("deed status", "Going on")
    DONE = "done", pgettext_lazy("deed status", "Done, to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("deed status", "Confirmed")
    DROPPED = "dropped", pgettext_lazy("deed status", "Dropped")


D = DeedStatus

DEED_WORKFLOW = Workflow(
    DeedStatus,
    first="begin",
    moves={
        "begin": Move(pgettext_lazy("deed verb", "Begin"), [], D.IN_PROGRESS),
        "finish": Move(pgettext_lazy("deed verb", "It is done"), [D.IN_PROGRESS], D.DONE),
        "confirm": Move(pgettext_lazy("deed verb", "Confirm"), [D.DONE], D.CONFIRMED),
        "resume": Move(pgettext_lazy("deed verb", "Not done yet"), [D.DONE], D.IN_PROGRESS),
        "hand_on": Move(pgettext_lazy("deed verb", "Hand on"), [D.IN_PROGRESS]),
        "drop": Move(pgettext_lazy("deed verb", "Drop"), [D.IN_PROGRESS], D.DROPPED),
    },
)

DEED_BADGES = {
    D.IN_PROGRESS: ("info", "arrow-right"),
    D.DONE: ("hold", "check"),
    D.CONFIRMED: ("ok", "check-circle"),
    D.DROPPED: ("mute", "cross"),
}
