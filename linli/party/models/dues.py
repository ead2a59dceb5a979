"""党费: on what a member pays, what was paid, and what was reduced or waived. Entries in fen; nothing is ever deleted.

What is to be paid in a month is counted from these by the rule of the day (`party.collecting`), never stored.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.party.models.members import PartyMember

OFFICE_LENGTH, NUMBER_LENGTH, RECEIPT_LENGTH = 80, 40, 20


class DuesKind(models.TextChoices):
    """缴费类别 (中组发〔2008〕3号)."""

    WORKING = "working", _("at work")
    RETIRED = "retired", pgettext_lazy("dues", "retired")
    FARMER = "farmer", _("farmer")
    STUDENT = "student", _("student")
    LAID_OFF = "laid_off", _("laid off or out of work")
    RELIEF = "relief", _("lives on a pension for dependants or relief")
    MINIMUM_LIVING = "minimum_living", _("receives the minimum living allowance")


class DuesBasis(CommunityModel):
    """缴费基数: of which kind a member is and on which monthly income dues are counted, from a month on; both sealed."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="bases", verbose_name=_("Party member")
    )
    first_month = models.DateField(_("from which month"))
    kind = EncryptedTextField(_("kind of payer"))
    # Yuan as people write them: 3000.01.
    base = EncryptedTextField(_("monthly base in yuan"))

    class Meta:
        verbose_name = _("basis of dues")
        verbose_name_plural = _("bases of dues")
        constraints = [
            models.UniqueConstraint(
                name="one_basis_from_a_month", fields=["community", "member", "first_month"]
            )
        ]

    def __str__(self) -> str:
        return str(self.first_month)

    @property
    def yuan(self) -> Decimal:
        """The base as a number."""
        return Decimal(self.base)

    def get_kind_display(self) -> str:
        """The kind in words."""
        return str(DuesKind(self.kind).label)


class DuesPayment(CommunityModel):
    """党费入账: what a member paid for one month, in fen; a mistake is put right by an entry against it, never erased."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="payments", verbose_name=_("Party member")
    )
    receipt = models.CharField(_("number of the receipt"), max_length=RECEIPT_LENGTH)
    month = models.DateField(_("for which month"))
    amount_fen = models.IntegerField(_("amount in fen"))
    paid_on = models.DateField(_("paid on"))
    # The receipt that a counter-entry takes back.
    reverses = models.CharField(_("takes back the receipt"), max_length=RECEIPT_LENGTH, blank=True)
    reason = models.CharField(_("why it was wrong"), max_length=OFFICE_LENGTH, blank=True)

    class Meta:
        verbose_name = _("payment of dues")
        verbose_name_plural = _("payments of dues")
        indexes = [models.Index(fields=["community", "month"], name="dues_payment_month")]
        constraints = [
            models.UniqueConstraint(name="receipt_once_a_month", fields=["community", "receipt", "month"]),
            models.UniqueConstraint(
                name="taken_back_once", fields=["community", "reverses", "month"], condition=~Q(reverses="")
            ),
            models.CheckConstraint(
                name="only_a_counter_entry_is_below_zero",
                condition=Q(reverses="", amount_fen__gt=0) | (~Q(reverses="") & Q(amount_fen__lt=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class DuesReduction(CommunityModel):
    """少交或免交: what the branch studied and the superior approved, by which paper, for which months; the reason is sealed."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="reductions", verbose_name=_("Party member")
    )
    first_month = models.DateField(_("from which month"))
    last_month = models.DateField(_("until which month"))
    # 0 is a waiver (免交).
    pays_fen = models.PositiveIntegerField(_("still to pay each month, in fen"))
    reason = EncryptedTextField(_("reason"))
    studied_on = models.DateField(_("branch committee studied it on"))
    office = models.CharField(_("approved by"), max_length=OFFICE_LENGTH)
    approved_on = models.DateField(_("approved on"))
    document_number = models.CharField(_("number of the paper"), max_length=NUMBER_LENGTH)

    class Meta:
        verbose_name = _("reduction of dues")
        verbose_name_plural = _("reductions of dues")
        constraints = [
            models.CheckConstraint(
                name="reduction_ends_after_it_begins", condition=Q(last_month__gte=F("first_month"))
            ),
            models.CheckConstraint(
                name="approved_after_it_was_studied", condition=Q(approved_on__gte=F("studied_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.document_number
