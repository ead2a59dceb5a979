"""扫描件: a paper of a step as pictures of its pages. It is added and withdrawn, never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.admissions.models.files import WORDS_LENGTH, AdmissionStep
from linli.core.tenancy import CommunityModel, ScopedForeignKey

TITLE_LENGTH = 80


class AdmissionScan(CommunityModel):
    """一份扫描件 at a step that is done. Its pages are its attachments; who added them stands there."""

    entry = ScopedForeignKey(
        AdmissionStep, on_delete=models.PROTECT, related_name="scans", verbose_name=_("step")
    )
    title = models.CharField(_("which paper it is"), max_length=TITLE_LENGTH)
    added_on = models.DateField(_("added on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal = models.CharField(_("why it was withdrawn"), max_length=WORDS_LENGTH, blank=True)

    class Meta:
        verbose_name = _("scan of a development file")
        verbose_name_plural = _("scans of development files")
        indexes = [models.Index(fields=["community", "entry"], name="admission_scans_of_step")]
        constraints = [
            models.CheckConstraint(
                name="admission_scan_is_withdrawn_for_a_reason",
                condition=Q(withdrawn_on__isnull=True, withdrawal="")
                | (Q(withdrawn_on__gte=models.F("added_on")) & ~Q(withdrawal="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
