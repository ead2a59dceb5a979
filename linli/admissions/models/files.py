"""发展党员档案: whose file, at which branch, how far; and each of its 25 steps with day and paper."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.admissions import steps
from linli.admissions.workflow import ADMISSION_WORKFLOW, BADGES, AdmissionStatus
from linli.core import keys
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.meetings.models import Meeting
from linli.organisations.models import Level, PartyOrganisation
from linli.party.models import PartyMember
from linli.residents.models import Person

WORDS_LENGTH, NUMBER_LENGTH, OFFICE_LENGTH = 300, 40, 80
LAST = len(steps.STEPS)


class Ending(models.TextChoices):
    """Why a file ended before its person became a full member. People say it, with a reason; software never does."""

    WITHDRAWN = "withdrawn", pgettext_lazy("ending of a file", "withdrawn by the applicant")
    NOT_CARRIED = "not_carried", pgettext_lazy("ending of a file", "not carried or not approved")
    MOVED = "moved", pgettext_lazy("ending of a file", "moved away, the file went along")
    QUALIFICATION = "qualification", pgettext_lazy("ending of a file", "probation ended without conversion")
    OTHER = "other", pgettext_lazy("ending of a file", "another reason")


class Admission(CommunityModel, WorkflowModel):
    """发展党员档案 of one person at one branch. Once admission is approved it names the membership."""

    status = models.CharField(_("status"), max_length=12, choices=AdmissionStatus.choices, editable=False)
    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    branch = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party branch")
    )
    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Party member"), editable=False,
    )  # fmt: skip
    code = models.CharField(_("code"), max_length=6, default=keys.new_code)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    ending = models.CharField(
        _("why it ended"), max_length=14, choices=Ending.choices, blank=True, editable=False
    )
    ending_words = models.CharField(
        _("the reason in words"), max_length=WORDS_LENGTH, blank=True, editable=False
    )

    workflow = ADMISSION_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("development file")
        verbose_name_plural = _("development files")
        indexes = [models.Index(fields=["community", "branch", "status"], name="admissions_of_branch")]
        constraints = [
            models.UniqueConstraint(name="admission_code_once", fields=["community", "code"]),
            models.UniqueConstraint(
                name="one_running_admission_of_a_person",
                fields=["community", "person"],
                condition=~Q(status__in=["full", "ended"]),
            ),
            models.CheckConstraint(
                name="admission_status_is_known", condition=Q(status__in=AdmissionStatus.values)
            ),
            models.CheckConstraint(
                name="admission_ends_for_a_reason",
                condition=(Q(status="ended", ended_on__isnull=False) & ~Q(ending="") & ~Q(ending_words=""))
                | (~Q(status="ended") & Q(ended_on__isnull=True, ending="", ending_words="")),
            ),
            models.CheckConstraint(
                name="admission_ending_is_known", condition=Q(ending__in=["", *Ending.values])
            ),
            models.CheckConstraint(
                name="admitted_is_a_member",
                condition=~Q(status__in=["probationary", "full"]) | Q(member__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return keys.show_code(self.code)

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*BADGES[AdmissionStatus(self.status)], self.get_status_display())

    @property
    def is_running(self) -> bool:
        """People are still at work on it."""
        return self.status not in {AdmissionStatus.FULL, AdmissionStatus.ENDED}


class AdmissionStep(CommunityModel):
    """一步: done on which day, by which meeting, with which paper. `received_on` is when the superior had the papers that
    an assembly decided on (steps 15 and 23); the months of the approval run from that day.
    """

    admission = ScopedForeignKey(
        Admission, on_delete=models.PROTECT, related_name="entries", verbose_name=_("development file")
    )
    number = models.PositiveSmallIntegerField(_("number of the step"))
    done_on = models.DateField(_("done on"))
    meeting = ScopedForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("meeting")
    )
    document_number = models.CharField(_("number of the paper"), max_length=NUMBER_LENGTH, blank=True)
    note = models.CharField(_("note, and where the paper lies"), max_length=WORDS_LENGTH, blank=True)
    training_days = models.PositiveSmallIntegerField(_("days of training"), null=True, blank=True)
    training_hours = models.DecimalField(
        _("hours of training"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    approver_level = models.CharField(
        _("level of who approved"), max_length=16, choices=Level.choices, blank=True
    )
    approver = models.CharField(_("who approved"), max_length=OFFICE_LENGTH, blank=True)
    received_on = models.DateField(_("papers received on"), null=True, blank=True)
    special = models.BooleanField(_("special case"), default=False)

    # How many scans stand there; `queries.entries_of` fills it.
    scan_count: int = 0

    class Meta:
        verbose_name = _("step of a development file")
        verbose_name_plural = _("steps of development files")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="admission_step_once", fields=["community", "admission", "number"]),
            models.CheckConstraint(
                name="admission_step_is_one_of_25", condition=Q(number__gte=1, number__lte=LAST)
            ),
            models.CheckConstraint(
                name="admission_training_is_counted",
                condition=Q(number=11, training_days__isnull=False, training_hours__isnull=False)
                | (~Q(number=11) & Q(training_days__isnull=True, training_hours__isnull=True)),
            ),
            models.CheckConstraint(
                name="admission_approval_says_by_whom",
                condition=(Q(number__in=[17, 24]) & ~Q(approver_level="") & ~Q(approver=""))
                | (~Q(number__in=[17, 24]) & Q(approver_level="", approver="")),
            ),
            models.CheckConstraint(
                name="admission_approver_level_is_known",
                condition=Q(approver_level__in=["", *Level.values]),
            ),
            models.CheckConstraint(
                name="papers_follow_an_assembly",
                condition=Q(received_on__isnull=True, special=False)
                | Q(number__in=[15, 23], received_on__gte=models.F("done_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
