"""培养联系人、入党介绍人 and 考察: who looks after an applicant, who stands for one, and what was found each half-year."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.admissions.models.files import WORDS_LENGTH, Admission
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.party.models import PartyMember


class Role(models.TextChoices):
    """As what a member helps."""

    CONTACT = "contact", pgettext_lazy("helper of an applicant", "contact person")
    SPONSOR = "sponsor", pgettext_lazy("helper of an applicant", "sponsor")


class AdmissionHelper(CommunityModel):
    """培养联系人 (one or two) or 入党介绍人 (two), from a day to a day. Judged on the day on which they are named."""

    admission = ScopedForeignKey(
        Admission, on_delete=models.PROTECT, related_name="helpers", verbose_name=_("development file")
    )
    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party member")
    )
    role = models.CharField(_("as what"), max_length=8, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("helper of an applicant")
        verbose_name_plural = _("helpers of applicants")
        constraints = [
            models.UniqueConstraint(
                name="admission_helper_once",
                fields=["community", "admission", "role", "member"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(name="admission_helper_role_is_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="admission_helper_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())


class AdmissionReview(CommunityModel):
    """考察: what the branch found on a day; at least every half-year."""

    admission = ScopedForeignKey(
        Admission, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("development file")
    )
    reviewed_on = models.DateField(_("reviewed on"))
    words = models.CharField(_("what was found"), max_length=WORDS_LENGTH)

    class Meta:
        verbose_name = _("review of an applicant")
        verbose_name_plural = _("reviews of applicants")
        constraints = [
            models.UniqueConstraint(
                name="one_admission_review_a_day", fields=["community", "admission", "reviewed_on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewed_on}"
