"""The life of a service record (服务记录): proposed by who served, and confirmed or refused by somebody else."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class ServiceStatus(models.TextChoices):
    """Where a service record stands."""

    PROPOSED = "proposed", pgettext_lazy("service status", "To be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("service status", "Confirmed")
    REFUSED = "refused", pgettext_lazy("service status", "Not confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("service status", "Taken back")


S = ServiceStatus
COUNTED = (S.PROPOSED, S.CONFIRMED)

SERVICE_WORKFLOW = Workflow(
    ServiceStatus,
    first="propose_service",
    moves={
        "propose_service": Move(pgettext_lazy("service verb", "Write down"), [], S.PROPOSED),
        "confirm_service": Move(pgettext_lazy("service verb", "Confirm"), [S.PROPOSED], S.CONFIRMED),
        "refuse_service": Move(pgettext_lazy("service verb", "Do not confirm"), [S.PROPOSED], S.REFUSED),
        "withdraw_service": Move(pgettext_lazy("service verb", "Take back"), [S.PROPOSED], S.WITHDRAWN),
    },
)

BADGES = {
    S.PROPOSED: ("out", "dotted-circle"),
    S.CONFIRMED: ("ok", "check-circle"),
    S.REFUSED: ("mute", "cross"),
    S.WITHDRAWN: ("mute", "undo"),
}
