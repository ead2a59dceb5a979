"""The life of an appraisal (民主评议党员): opened, self-reviews, the written test, opinions of the committee, closed."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class AppraisalStatus(models.TextChoices):
    """Where a round of appraisal stands."""

    OPENED = "opened", pgettext_lazy("appraisal status", "Opened")
    REVIEWING = "reviewing", pgettext_lazy("appraisal status", "Self-reviews")
    TESTED = "tested", pgettext_lazy("appraisal status", "Tested")
    DECIDING = "deciding", pgettext_lazy("appraisal status", "Opinions of the committee")
    CLOSED = "closed", pgettext_lazy("appraisal status", "Closed")
    CALLED_OFF = "called_off", pgettext_lazy("appraisal status", "Called off")


S = AppraisalStatus
# Not over: what is said may be written down, and said anew.
RUNNING = (S.REVIEWING, S.TESTED, S.DECIDING)

APPRAISAL_WORKFLOW = Workflow(
    AppraisalStatus,
    first="open_appraisal",
    moves={
        "open_appraisal": Move(pgettext_lazy("appraisal verb", "Open an appraisal"), [], S.OPENED),
        "ask_self_reviews": Move(
            pgettext_lazy("appraisal verb", "Ask for self-reviews"), [S.OPENED], S.REVIEWING
        ),
        "hold_test": Move(pgettext_lazy("appraisal verb", "Write down the test"), [S.REVIEWING], S.TESTED),
        "ask_opinions": Move(
            pgettext_lazy("appraisal verb", "Go on to the opinions"), [S.TESTED], S.DECIDING
        ),
        "close_appraisal": Move(
            pgettext_lazy("appraisal verb", "Close the appraisal"), [S.DECIDING], S.CLOSED
        ),
        "call_off_appraisal": Move(
            pgettext_lazy("appraisal verb", "Call the appraisal off"),
            [S.OPENED, S.REVIEWING, S.TESTED, S.DECIDING],
            S.CALLED_OFF,
        ),
    },
    facts={
        "write_self_review": Move(pgettext_lazy("appraisal verb", "Write a self-review"), RUNNING),
        "note_opinion": Move(pgettext_lazy("appraisal verb", "Note what was said"), RUNNING),
        "correct_opinion": Move(pgettext_lazy("appraisal verb", "Put right what was noted"), RUNNING),
        "count_test": Move(
            pgettext_lazy("appraisal verb", "Count the sheets of a member"), [S.TESTED, S.DECIDING]
        ),
        "grade": Move(pgettext_lazy("appraisal verb", "Grade"), [S.DECIDING]),
    },
)

BADGES = {
    S.OPENED: ("info", "flag"),
    S.REVIEWING: ("hold", "pencil"),
    S.TESTED: ("hold", "list"),
    S.DECIDING: ("hold", "message"),
    S.CLOSED: ("ok", "check-circle"),
    S.CALLED_OFF: ("mute", "cross"),
}
