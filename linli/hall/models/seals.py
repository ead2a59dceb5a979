"""用印登记 (N-20): each time the community's seal was put on a paper."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.hall.models.catalogue import BASIS_LENGTH, NAME_LENGTH, ServiceItem
from linli.hall.models.transactions import Transaction
from linli.hall.ruling import refusal_of_seal


class SealUse(CommunityModel):
    """用印. No entry without service item and basis; who approved is not who stamped; R-18 holds here too."""

    number = models.CharField(_("number"), max_length=14)
    stamped_on = models.DateField(_("stamped on"))
    item = ScopedForeignKey(
        ServiceItem, on_delete=models.PROTECT, related_name="seal_uses", verbose_name=_("service item")
    )
    paper = models.CharField(_("which paper was stamped"), max_length=NAME_LENGTH)
    legal_basis = models.TextField(_("legal basis"), max_length=BASIS_LENGTH)
    for_whom = EncryptedTextField(_("for whom"))
    transaction = ScopedForeignKey(
        Transaction, on_delete=models.PROTECT, null=True, blank=True, related_name="seal_uses",
        verbose_name=_("transaction"),
    )  # fmt: skip
    stamped_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who stamped")
    )
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who approved")
    )
    copies = models.PositiveSmallIntegerField(_("copies stamped"), default=1)
    kept_where = models.CharField(_("where the copy lies"), max_length=NAME_LENGTH, blank=True)

    class Meta:
        verbose_name = _("use of the seal")
        verbose_name_plural = _("uses of the seal")
        indexes = [models.Index(fields=["community", "-stamped_on", "-id"], name="seal_use_newest")]
        constraints = [
            models.UniqueConstraint(name="seal_use_number_once", fields=["community", "number"]),
            models.CheckConstraint(name="seal_use_has_its_basis", condition=~Q(legal_basis="")),
            models.CheckConstraint(name="seal_use_names_the_paper", condition=~Q(paper="")),
            models.CheckConstraint(
                name="seal_use_approved_by_another", condition=~Q(approved_by=F("stamped_by"))
            ),
            models.CheckConstraint(name="seal_use_at_least_one", condition=Q(copies__gte=1)),
        ]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """R-18: no seal on what the community must not issue, none without a basis."""
        if refusal := refusal_of_seal(self.paper, self.legal_basis, self.community.code):
            raise ValidationError({refusal.field: refusal.words})
