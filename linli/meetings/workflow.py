"""The life of a directed task (交办): given, perhaps waiting for the street, and finished or called off; and of a meeting:
planned, held, minuted, and filed (备案), which seals it, or cancelled; and of a problem of a list (问题清单)."""

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


class MeetingStatus(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", pgettext_lazy("meeting status", "To come")
    HELD = "held", pgettext_lazy("meeting status", "Held, minutes lacking")
    MINUTED = "minuted", pgettext_lazy("meeting status", "Minuted")
    FILED = "filed", pgettext_lazy("meeting status", "Filed")
    CANCELLED = "cancelled", pgettext_lazy("meeting status", "Cancelled")


M = MeetingStatus
# Not filed yet: what was written down may still be written anew.
UNSEALED = (M.HELD, M.MINUTED)

MEETING_WORKFLOW = Workflow(
    MeetingStatus,
    first="convene",
    moves={
        "convene": Move(pgettext_lazy("meeting verb", "Convene"), [], M.PLANNED),
        "postpone": Move(pgettext_lazy("meeting verb", "Another time or place"), [M.PLANNED], M.PLANNED),
        "hold": Move(pgettext_lazy("meeting verb", "Who came"), [M.PLANNED, M.HELD], M.HELD),
        "minute": Move(pgettext_lazy("meeting verb", "Write the minutes"), UNSEALED, M.MINUTED),
        "file": Move(pgettext_lazy("meeting verb", "File"), [M.MINUTED], M.FILED),
        "cancel_meeting": Move(
            pgettext_lazy("meeting verb", "It did not take place"), [M.PLANNED, *UNSEALED], M.CANCELLED
        ),
    },
    facts={
        "put_to_vote": Move(pgettext_lazy("meeting verb", "Put to the vote"), UNSEALED),
        "adopt": Move(pgettext_lazy("meeting verb", "Write down a resolution"), UNSEALED),
        "supplement": Move(pgettext_lazy("meeting verb", "Add a correction"), [M.FILED]),
    },
)
MEETING_BADGES = {
    M.PLANNED: ("info", "calendar"),
    M.HELD: ("warn", "pencil"),
    M.MINUTED: ("hold", "list"),
    M.FILED: ("ok", "check-circle"),
    M.CANCELLED: ("mute", "cross"),
}


class ProblemStatus(models.TextChoices):
    """Where a problem stands."""

    RECTIFYING = "rectifying", pgettext_lazy("problem status", "To be put right")
    RECTIFIED = "rectified", pgettext_lazy("problem status", "Put right")
    STRUCK = "struck", pgettext_lazy("problem status", "Struck")


P = ProblemStatus
PROBLEM_WORKFLOW = Workflow(
    ProblemStatus,
    first="list_problem",
    moves={
        "list_problem": Move(pgettext_lazy("problem verb", "Put on the list"), [], P.RECTIFYING),
        "rectify": Move(pgettext_lazy("problem verb", "Put right"), [P.RECTIFYING], P.RECTIFIED),
        "relist": Move(pgettext_lazy("problem verb", "Not right yet"), [P.RECTIFIED], P.RECTIFYING),
        "strike": Move(pgettext_lazy("problem verb", "Strike"), [P.RECTIFYING], P.STRUCK),
    },
)
PROBLEM_BADGES = {
    P.RECTIFYING: ("warn", "clock"),
    P.RECTIFIED: ("ok", "check-circle"),
    P.STRUCK: ("mute", "cross"),
}
