"""问题清单: what was found wrong in an organisation life meeting, of whom, and until when it is put right (R-04)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.meetings.models.meetings import REASON_LENGTH, Meeting
from linli.meetings.workflow import PROBLEM_BADGES, PROBLEM_WORKFLOW, ProblemStatus
from linli.residents.models import Person


class Problem(CommunityModel, WorkflowModel):
    """问题: one line of the list. It stays when it is put right, and also when it is struck; the reason is in the audit."""

    status = models.CharField(_("status"), max_length=10, choices=ProblemStatus.choices, editable=False)
    meeting = ScopedForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="problems", verbose_name=_("meeting")
    )
    person = ScopedForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("of a problem", "whose"),
    )
    words = models.CharField(pgettext_lazy("of a problem", "what was found"), max_length=REASON_LENGTH)
    measure = models.CharField(_("how it is put right"), max_length=REASON_LENGTH)
    due_on = models.DateField(_("to be put right by"))
    rectified_on = models.DateField(pgettext_lazy("of a problem", "put right on"), null=True, editable=False)
    outcome = models.CharField(_("what was done about it"), max_length=REASON_LENGTH, blank=True)

    workflow = PROBLEM_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("problem of a list")
        verbose_name_plural = _("problems of lists")
        indexes = [
            models.Index(fields=["community", "due_on", "id"], name="problem_due"),
            models.Index(fields=["community", "person"], name="problem_of_person"),
        ]
        constraints = [
            models.CheckConstraint(name="problem_status_is_known", condition=Q(status__in=ProblemStatus.values)),
            models.CheckConstraint(
                name="problem_rectified_says_how",
                condition=Q(status="rectified", rectified_on__isnull=False) & ~Q(outcome="")
                | ~Q(status="rectified") & Q(rectified_on__isnull=True, outcome=""),
            ),
            models.UniqueConstraint(
                name="problem_once", fields=["community", "meeting", "person", "words"],
                condition=~Q(status="struck"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.words

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*PROBLEM_BADGES[ProblemStatus(self.status)], self.get_status_display())

    @property
    def is_overdue(self) -> bool:
        """Its day is over, and it is not put right."""
        return self.status == ProblemStatus.RECTIFYING and self.due_on < clock.today()
