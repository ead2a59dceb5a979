"""The life of a directed task (交办): given, perhaps waiting for the street, and finished or called off."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class TaskStatus(models.TextChoices):
    """Where a directed task stands."""

    GIVEN = "given", pgettext_lazy("task status", "In hand")
    AWAITING = "awaiting", pgettext_lazy("task status", "Waiting for the street")
    FINISHED = "finished", pgettext_lazy("task status", "Done")
    CALLED_OFF = "called_off", pgettext_lazy("task status", "Called off")


S = TaskStatus
OPEN = (S.GIVEN, S.AWAITING)

TASK_WORKFLOW = Workflow(
    TaskStatus,
    first="give",
    moves={
        "give": Move(pgettext_lazy("task verb", "Give"), [], S.GIVEN),
        "finish": Move(pgettext_lazy("task verb", "Done"), OPEN, S.FINISHED),
        "await_reply": Move(pgettext_lazy("task verb", "Wait for the street"), [S.GIVEN], S.AWAITING),
        "resume": Move(pgettext_lazy("task verb", "Go on"), [S.AWAITING], S.GIVEN),
        "extend": Move(pgettext_lazy("task verb", "Move the due time"), [S.GIVEN], S.GIVEN),
        "hand_on": Move(pgettext_lazy("task verb", "Hand on"), OPEN, S.GIVEN),
        "call_off": Move(pgettext_lazy("task verb", "Call off"), OPEN, S.CALLED_OFF),
    },
)

# The colour and the icon that stand beside the word; the word itself is the label of the status.
BADGES = {
    S.GIVEN: ("info", "arrow-right"),
    S.AWAITING: ("hold", "clock"),
    S.FINISHED: ("ok", "check-circle"),
    S.CALLED_OFF: ("mute", "cross"),
}
