"""The life of an election (换届选举): planned, its list fixed, candidates named, ballots counted, decided, reported, approved."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class ElectionStatus(models.TextChoices):
    """Where an election stands."""

    PLANNED = "planned", pgettext_lazy("election status", "Being prepared")
    LISTED = "listed", pgettext_lazy("election status", "List is fixed")
    NOMINATED = "nominated", pgettext_lazy("election status", "Candidates are named")
    POLLING = "polling", pgettext_lazy("election status", "Ballots are counted")
    DECIDED = "decided", pgettext_lazy("election status", "Decided")
    REPORTED = "reported", pgettext_lazy("election status", "Reported to the superior")
    APPROVED = "approved", pgettext_lazy("election status", "Approved")
    CALLED_OFF = "called_off", pgettext_lazy("election status", "Called off")


S = ElectionStatus
BEFORE_THE_BALLOT = (S.PLANNED, S.LISTED, S.NOMINATED)
RUNNING = (*BEFORE_THE_BALLOT, S.POLLING, S.DECIDED, S.REPORTED)
ENDED = (S.APPROVED, S.CALLED_OFF)

ELECTION_WORKFLOW = Workflow(
    ElectionStatus,
    first="plan",
    moves={
        "plan": Move(pgettext_lazy("election verb", "Plan an election"), [], S.PLANNED),
        "list_electors": Move(
            pgettext_lazy("election verb", "Fix the list of electors"), BEFORE_THE_BALLOT, S.LISTED
        ),
        "nominate": Move(
            pgettext_lazy("election verb", "Name the candidates"), [S.LISTED, S.NOMINATED], S.NOMINATED
        ),
        "open_poll": Move(pgettext_lazy("election verb", "Begin to vote"), [S.NOMINATED], S.POLLING),
        "rule": Move(pgettext_lazy("election verb", "Enter the ruling"), [S.POLLING]),
        "next_round": Move(pgettext_lazy("election verb", "Vote once more"), [S.POLLING], S.NOMINATED),
        "reduce_seats": Move(pgettext_lazy("election verb", "Leave seats empty"), [S.POLLING], S.DECIDED),
        "conclude": Move(pgettext_lazy("election verb", "Announce who is elected"), [S.POLLING], S.DECIDED),
        "report": Move(pgettext_lazy("election verb", "Reported to the superior"), [S.DECIDED], S.REPORTED),
        "approve": Move(pgettext_lazy("election verb", "Write down the approval"), [S.REPORTED], S.APPROVED),
        "leave_out": Move(
            pgettext_lazy("election verb", "Leave somebody out of the number"), [S.LISTED, S.NOMINATED]
        ),
        "count_in": Move(pgettext_lazy("election verb", "Count somebody in again"), [S.LISTED, S.NOMINATED]),
        "replan": Move(pgettext_lazy("election verb", "Change the day"), BEFORE_THE_BALLOT, S.PLANNED),
        "void_poll": Move(pgettext_lazy("election verb", "This vote is void"), [S.POLLING], S.NOMINATED),
        "call_off": Move(pgettext_lazy("election verb", "Call the election off"), RUNNING, S.CALLED_OFF),
    },
    facts={
        "count": Move(pgettext_lazy("election verb", "Enter a count"), [S.POLLING]),
        "recount": Move(pgettext_lazy("election verb", "Counted again"), [S.POLLING]),
        "tick": Move(pgettext_lazy("election verb", "This step is done"), RUNNING),
    },
)

BADGES = {
    S.PLANNED: ("mute", "calendar"),
    S.LISTED: ("info", "list"),
    S.NOMINATED: ("info", "users"),
    S.POLLING: ("hold", "pencil"),
    S.DECIDED: ("info", "check"),
    S.REPORTED: ("hold", "send"),
    S.APPROVED: ("ok", "check-circle"),
    S.CALLED_OFF: ("mute", "cross"),
}
