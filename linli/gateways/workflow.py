"""The life of a forwarding: sent by the worker, followed until the other side has closed it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class ForwardingStatus(models.TextChoices):
    """Where a forwarding stands. It says nothing of the order, which stays with who has it here."""

    WAITING = "waiting", pgettext_lazy("forwarding status", "To be sent")
    SENT = "sent", pgettext_lazy("forwarding status", "Under way there")
    FAILED = "failed", pgettext_lazy("forwarding status", "Could not be sent")
    ENDED = "ended", pgettext_lazy("forwarding status", "Done there")


S = ForwardingStatus
OPEN = (S.WAITING, S.SENT)

FORWARDING_WORKFLOW = Workflow(
    ForwardingStatus,
    first="forward",
    moves={
        "forward": Move(pgettext_lazy("forwarding verb", "Forward"), [], S.WAITING),
        "send": Move(pgettext_lazy("forwarding verb", "Send"), [S.WAITING], S.SENT),
        "fail": Move(pgettext_lazy("forwarding verb", "Give up sending"), [S.WAITING], S.FAILED),
        "send_again": Move(pgettext_lazy("forwarding verb", "Send again"), [S.FAILED], S.WAITING),
        "end": Move(pgettext_lazy("forwarding verb", "Done there"), [S.SENT], S.ENDED),
    },
)

BADGES = {
    S.WAITING: ("out", "dotted-circle"),
    S.SENT: ("info", "arrow-right"),
    S.FAILED: ("bad", "warn"),
    S.ENDED: ("ok", "check-circle"),
}
