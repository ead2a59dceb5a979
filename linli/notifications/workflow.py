"""The life of a delivery: it waits until a machine has sent it or somebody has told it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class DeliveryStatus(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", pgettext_lazy("delivery status", "To be told")
    LAID = "laid", pgettext_lazy("delivery status", "Letter in the printing room")
    MISSED = "missed", pgettext_lazy("delivery status", "Not reached yet")
    SENT = "sent", pgettext_lazy("delivery status", "Sent")
    FAILED = "failed", pgettext_lazy("delivery status", "Could not be sent")
    TOLD = "told", pgettext_lazy("delivery status", "Told")
    DROPPED = "dropped", pgettext_lazy("delivery status", "Need not be told")


S = DeliveryStatus
OPEN = (S.WAITING, S.LAID, S.MISSED)

DELIVERY_WORKFLOW = Workflow(
    DeliveryStatus,
    first="notify",
    moves={
        "notify": Move(pgettext_lazy("delivery verb", "Notify"), [], S.WAITING),
        "send": Move(pgettext_lazy("delivery verb", "Send"), [S.WAITING], S.SENT),
        "fail": Move(pgettext_lazy("delivery verb", "Give up sending"), [S.WAITING], S.FAILED),
        "lay": Move(pgettext_lazy("delivery verb", "Print the letter"), [S.WAITING], S.LAID),
        "tell": Move(pgettext_lazy("delivery verb", "Told"), OPEN, S.TOLD),
        "miss": Move(pgettext_lazy("delivery verb", "Not reached"), [S.WAITING, S.MISSED], S.MISSED),
        "drop": Move(pgettext_lazy("delivery verb", "Need not be told"), OPEN, S.DROPPED),
    },
)
