"""The life of a shift (班): scheduled, passed from one to another as often as needed, and perhaps cancelled."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class ShiftStatus(models.TextChoices):
    """Where a shift stands."""

    SCHEDULED = "scheduled", pgettext_lazy("shift status", "Scheduled")
    CANCELLED = "cancelled", pgettext_lazy("shift status", "Cancelled")


S = ShiftStatus

SHIFT_WORKFLOW = Workflow(
    ShiftStatus,
    first="schedule",
    moves={
        "schedule": Move(pgettext_lazy("shift verb", "Put a shift"), [], S.SCHEDULED),
        "assign": Move(pgettext_lazy("shift verb", "Say who is on duty"), [S.SCHEDULED], S.SCHEDULED),
        "ask_swap": Move(pgettext_lazy("shift verb", "Ask to be replaced"), [S.SCHEDULED], S.SCHEDULED),
        "take_back_swap": Move(pgettext_lazy("shift verb", "Come after all"), [S.SCHEDULED], S.SCHEDULED),
        "take_over": Move(pgettext_lazy("shift verb", "Take over"), [S.SCHEDULED], S.SCHEDULED),
        "cancel_shift": Move(pgettext_lazy("shift verb", "Cancel a shift"), [S.SCHEDULED], S.CANCELLED),
    },
)
