"""支部大会表决 (steps 15 and 23): counts of a secret ballot, and what the assembly decided. Whose ballot it was stands nowhere."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.admissions.models.files import WORDS_LENGTH, Admission
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.meetings.models import Meeting


class Decision(models.TextChoices):
    """What was put to the vote."""

    ADMIT = "admit", pgettext_lazy("put to the vote", "admit on probation")
    ON_TIME = "on_time", pgettext_lazy("put to the vote", "convert on time")
    EXTEND = "extend", pgettext_lazy("put to the vote", "extend probation")
    CANCEL = "cancel", pgettext_lazy("put to the vote", "end probation without conversion")


class AssemblyVote(CommunityModel):
    """表决: of one applicant alone. A vote that was not carried stays written down as well."""

    admission = ScopedForeignKey(
        Admission, on_delete=models.PROTECT, related_name="votes", verbose_name=_("development file")
    )
    number = models.PositiveSmallIntegerField(_("number of the step"))
    decision = models.CharField(_("put to the vote"), max_length=8, choices=Decision.choices)
    months = models.PositiveSmallIntegerField(_("months of extension"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=WORDS_LENGTH, blank=True)
    meeting = ScopedForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("meeting")
    )
    held_at = models.DateTimeField(_("began at"))
    entitled = models.PositiveSmallIntegerField(_("entitled to vote"))
    present = models.PositiveSmallIntegerField(_("present of those entitled"))
    yes_present = models.PositiveSmallIntegerField(_("yes of those present"))
    no = models.PositiveSmallIntegerField(_("no"), default=0)
    abstain = models.PositiveSmallIntegerField(_("abstained"), default=0)
    # 书面意见: how many, and that all of them lay there at this moment. Never whose.
    written_yes = models.PositiveSmallIntegerField(_("written yes"), default=0)
    written_no = models.PositiveSmallIntegerField(_("written no"), default=0)
    written_filed_at = models.DateTimeField(_("written opinions filed at"), null=True, blank=True)
    carried = models.BooleanField(_("carried"), editable=False)

    class Meta:
        verbose_name = _("vote on an applicant")
        verbose_name_plural = _("votes on applicants")
        constraints = [
            models.UniqueConstraint(
                name="one_admission_vote_at_a_time", fields=["community", "admission", "held_at", "decision"]
            ),
            models.CheckConstraint(
                name="admission_vote_decision_is_known",
                condition=Q(number=15, decision="admit")
                | Q(number=23, decision__in=["on_time", "extend", "cancel"]),
            ),
            models.CheckConstraint(
                name="only_an_extension_has_months",
                condition=Q(decision="extend", months__isnull=False)
                | (~Q(decision="extend") & Q(months__isnull=True)),
            ),
            models.CheckConstraint(
                name="admission_votes_fit_those_present",
                condition=Q(present__gte=F("yes_present") + F("no") + F("abstain")),
            ),
            models.CheckConstraint(
                name="admission_votes_fit_those_entitled", condition=Q(entitled__gte=F("present"))
            ),
            models.CheckConstraint(
                name="written_opinions_say_when",
                condition=Q(written_yes=0, written_no=0) | Q(written_filed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_decision_display())
