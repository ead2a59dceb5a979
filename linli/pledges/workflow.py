"""The life of a pledge (承诺): written, published, what it says is done, reviewed three times, closed."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class PledgeStatus(models.TextChoices):
    """Where a pledge stands. Nothing here says late: that is for the pledger and the Party organisation alone (M-4)."""

    DRAFTED = "drafted", pgettext_lazy("pledge status", "Draft")
    PUBLISHED = "published", pgettext_lazy("pledge status", "Published")
    IN_REVIEW = "in_review", pgettext_lazy("pledge status", "Being reviewed")
    CLOSED = "closed", pgettext_lazy("pledge status", "Reviewed and closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("pledge status", "Withdrawn")


S = PledgeStatus
# What everybody may read.
PUBLIC = (S.PUBLISHED, S.IN_REVIEW, S.CLOSED)

PLEDGE_WORKFLOW = Workflow(
    PledgeStatus,
    first="pledge",
    moves={
        "pledge": Move(pgettext_lazy("pledge verb", "Write a pledge"), [], S.DRAFTED),
        "rewrite": Move(pgettext_lazy("pledge verb", "Change the words"), [S.DRAFTED]),
        "publish": Move(pgettext_lazy("pledge verb", "Publish"), [S.DRAFTED], S.PUBLISHED),
        "deliver": Move(pgettext_lazy("pledge verb", "One thing is done"), [S.PUBLISHED, S.IN_REVIEW]),
        "show_name": Move(pgettext_lazy("pledge verb", "Name or no name"), PUBLIC),
        "begin_review": Move(pgettext_lazy("pledge verb", "Begin the reviews"), [S.PUBLISHED], S.IN_REVIEW),
        "close": Move(pgettext_lazy("pledge verb", "Close"), [S.IN_REVIEW], S.CLOSED),
        "withdraw": Move(pgettext_lazy("pledge verb", "Withdraw"), [S.DRAFTED, S.PUBLISHED], S.WITHDRAWN),
    },
    facts={
        "review": Move(pgettext_lazy("pledge verb", "Write down a review"), [S.IN_REVIEW]),
    },
)

BADGES = {
    S.DRAFTED: ("mute", "pencil"),
    S.PUBLISHED: ("info", "flag"),
    S.IN_REVIEW: ("hold", "message"),
    S.CLOSED: ("ok", "check-circle"),
    S.WITHDRAWN: ("mute", "cross"),
}
