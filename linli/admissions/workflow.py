"""The life of a development file (发展党员档案): applicant, activist, target, on probation, full member; or ended by people."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class AdmissionStatus(models.TextChoices):
    """Where a file stands. Only people end it."""

    APPLICANT = "applicant", pgettext_lazy("admission status", "Applicant")
    ACTIVIST = "activist", pgettext_lazy("admission status", "Activist")
    TARGET = "target", pgettext_lazy("admission status", "Target of development")
    PROBATIONARY = "probationary", pgettext_lazy("admission status", "On probation")
    FULL = "full", pgettext_lazy("admission status", "Full member")
    ENDED = "ended", pgettext_lazy("admission status", "Ended")


S = AdmissionStatus
RUNNING = (S.APPLICANT, S.ACTIVIST, S.TARGET, S.PROBATIONARY)

ADMISSION_WORKFLOW = Workflow(
    AdmissionStatus,
    first="open_file",
    moves={
        "open_file": Move(pgettext_lazy("admission verb", "Open a file"), [], S.APPLICANT),
        "take_step": Move(pgettext_lazy("admission verb", "Write down a step"), [*RUNNING, S.FULL]),
        "name_activist": Move(pgettext_lazy("admission verb", "Name an activist"), [S.APPLICANT], S.ACTIVIST),
        "name_target": Move(pgettext_lazy("admission verb", "Name a target"), [S.ACTIVIST], S.TARGET),
        "vote": Move(
            pgettext_lazy("admission verb", "Write down the vote of the assembly"), [S.TARGET, S.PROBATIONARY]
        ),
        "approve_admission": Move(
            pgettext_lazy("admission verb", "Admission is approved"), [S.TARGET], S.PROBATIONARY
        ),
        "approve_conversion": Move(
            pgettext_lazy("admission verb", "Conversion is approved"), [S.PROBATIONARY], S.FULL
        ),
        "name_helpers": Move(
            pgettext_lazy("admission verb", "Name who helps"), [S.ACTIVIST, S.TARGET, S.PROBATIONARY]
        ),
        "note_receipt": Move(
            pgettext_lazy("admission verb", "The superior has the papers"), [S.TARGET, S.PROBATIONARY]
        ),
        "correct_step": Move(pgettext_lazy("admission verb", "Put a step right"), [*RUNNING, S.FULL]),
        "end": Move(pgettext_lazy("admission verb", "End the file"), RUNNING, S.ENDED),
    },
    facts={
        "note_review": Move(
            pgettext_lazy("admission verb", "Write down a review"), [S.ACTIVIST, S.TARGET, S.PROBATIONARY]
        ),
        "add_scan": Move(pgettext_lazy("admission verb", "Add a scan"), [*RUNNING, S.FULL]),
        "withdraw_scan": Move(pgettext_lazy("admission verb", "Withdraw a scan"), [*RUNNING, S.FULL]),
    },
)
BADGES = {
    S.APPLICANT: ("info", "pencil"),
    S.ACTIVIST: ("info", "user"),
    S.TARGET: ("hold", "flag"),
    S.PROBATIONARY: ("hold", "clock"),
    S.FULL: ("ok", "check-circle"),
    S.ENDED: ("mute", "cross"),
}
