"""The life of a need (需求): open, matched, met; and of a project (项目): planned, running, done."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class NeedStatus(models.TextChoices):
    """Where a need stands. Met is what was given and used, not what was promised."""

    OPEN = "open", pgettext_lazy("need status", "Nothing found yet")
    MATCHED = "matched", pgettext_lazy("need status", "Something found")
    MET = "met", pgettext_lazy("need status", "Met")
    DROPPED = "dropped", pgettext_lazy("need status", "Not needed any more")


N = NeedStatus

NEED_WORKFLOW = Workflow(
    NeedStatus,
    first="note_need",
    moves={
        "note_need": Move(pgettext_lazy("need verb", "Write down a need"), [], N.OPEN),
        "match": Move(pgettext_lazy("need verb", "Match with a resource"), [N.OPEN], N.MATCHED),
        "meet": Move(pgettext_lazy("need verb", "It is met"), [N.MATCHED], N.MET),
        "unmatch": Move(pgettext_lazy("need verb", "Undo the match"), [N.MATCHED], N.OPEN),
        "drop": Move(pgettext_lazy("need verb", "Not needed any more"), [N.OPEN, N.MATCHED], N.DROPPED),
    },
)

NEED_BADGES = {
    N.OPEN: ("warn", "dotted-circle"),
    N.MATCHED: ("info", "transfer"),
    N.MET: ("ok", "check-circle"),
    N.DROPPED: ("mute", "cross"),
}


class ProjectStatus(models.TextChoices):
    """Where a project stands."""

    PLANNED = "planned", pgettext_lazy("project status", "Planned")
    RUNNING = "running", pgettext_lazy("project status", "Under way")
    DONE = "done", pgettext_lazy("project status", "Done")
    STOPPED = "stopped", pgettext_lazy("project status", "Stopped")


P = ProjectStatus
ALIVE = (P.PLANNED, P.RUNNING)

PROJECT_WORKFLOW = Workflow(
    ProjectStatus,
    first="begin",
    moves={
        "begin": Move(pgettext_lazy("project verb", "Make a project"), [], P.PLANNED),
        "launch": Move(pgettext_lazy("project verb", "It starts"), [P.PLANNED], P.RUNNING),
        "finish": Move(pgettext_lazy("project verb", "It is done"), [P.RUNNING], P.DONE),
        "add_milestone": Move(pgettext_lazy("project verb", "Add a milestone"), [P.PLANNED, P.RUNNING]),
        "reach": Move(pgettext_lazy("project verb", "Milestone reached"), [P.RUNNING]),
        "leave_out": Move(pgettext_lazy("project verb", "Leave a milestone out"), [P.PLANNED, P.RUNNING]),
        "hand_on": Move(pgettext_lazy("project verb", "Hand on"), [P.PLANNED, P.RUNNING]),
        "stop": Move(pgettext_lazy("project verb", "Stop it"), [P.PLANNED, P.RUNNING], P.STOPPED),
    },
)

PROJECT_BADGES = {
    P.PLANNED: ("out", "calendar"),
    P.RUNNING: ("info", "arrow-right"),
    P.DONE: ("ok", "check-circle"),
    P.STOPPED: ("mute", "cross"),
}
