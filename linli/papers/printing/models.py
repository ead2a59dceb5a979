"""打印间: sheets that wait for the printer, and sign-in sheets that come back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.crypto import EncryptedTextField
from linli.core.keys import show_code
from linli.core.tenancy import CommunityModel

MOST_COPIES = 500
ROWS = (10, 200)


class PrintJob(CommunityModel):
    """待打印: one document that waits in the printing room, or was printed a short while ago."""

    class Size(models.TextChoices):
        """The paper to lay in."""

        A4 = "a4", "A4"
        A5 = "a5", "A5"
        A3 = "a3", "A3"

    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=80)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    paper = models.CharField(_("paper"), max_length=2, choices=Size.choices, default=Size.A4)
    large = models.BooleanField(_("large print"), default=False)
    wanted_on = models.DateField(_("wanted on"))
    place_order = models.CharField(_("place in a round through the houses"), max_length=140, blank=True)
    place = models.CharField(_("place in words"), max_length=140, blank=True)
    values = EncryptedTextField(_("what goes to the template"), blank=True)
    origin_kind = models.CharField(_("kind of record it came from"), max_length=50)
    origin_id = models.UUIDField(_("record it came from"))
    asked_by = models.CharField(_("asked for by"), max_length=80, blank=True)
    printed_at = models.DateTimeField(_("printed at"), null=True, editable=False)
    printed_by_name = models.CharField(_("printed by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("print job")
        verbose_name_plural = _("print jobs")
        indexes = [models.Index(fields=["community", "printed_at"], name="print_job_queue")]
        constraints = [
            models.UniqueConstraint(
                name="print_job_waits_once",
                fields=["community", "kind", "origin_id", "place_order"],
                condition=Q(printed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="print_job_copies", condition=Q(copies__gte=1) & Q(copies__lte=MOST_COPIES)
            ),
            models.CheckConstraint(
                name="print_job_paper_is_known", condition=Q(paper__in=["a4", "a5", "a3"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.place}".strip()


class SignInSheet(CommunityModel):
    """签到表: an empty sheet to be signed by hand; its code leads back to its record when the paper comes back."""

    code = models.CharField(_("six-character code"), max_length=6)
    title = models.CharField(_("title"), max_length=40)
    happens_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=60)
    rows = models.PositiveSmallIntegerField(_("rows"), default=30)
    telephone = models.BooleanField(_("with a column for the telephone"), default=False)
    returned_on = models.DateField(_("came back on"), null=True, editable=False)
    signatures = models.PositiveSmallIntegerField(_("signatures"), null=True, editable=False)

    class Meta:
        verbose_name = _("sign-in sheet")
        verbose_name_plural = _("sign-in sheets")
        constraints = [
            models.UniqueConstraint(name="sign_in_sheet_code_once", fields=["community", "code"]),
            models.CheckConstraint(
                name="sign_in_sheet_rows", condition=Q(rows__gte=ROWS[0]) & Q(rows__lte=ROWS[1])
            ),
            models.CheckConstraint(
                name="sign_in_sheet_back_with_count",
                condition=Q(returned_on__isnull=True, signatures__isnull=True)
                | Q(returned_on__isnull=False, signatures__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{show_code(self.code)} {self.title}"
