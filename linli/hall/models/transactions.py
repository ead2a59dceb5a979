"""办件: one thing that one person came for, from the counter to the result; and the papers taken for it (收件回执)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core import clock
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.hall.models.catalogue import NAME_LENGTH, ServiceItem
from linli.hall.workflow import OPEN, TRANSACTION_BADGES, TRANSACTION_WORKFLOW, TransactionStatus
from linli.residents.models import Person

RESULT_LENGTH = 1000


class Channel(models.TextChoices):
    """渠道: how somebody came."""

    COUNTER = "counter", pgettext_lazy("hall channel", "at the counter")
    PHONE = "phone", pgettext_lazy("hall channel", "by telephone")
    VISIT = "visit", pgettext_lazy("hall channel", "we went there")
    APPOINTMENT = "appointment", pgettext_lazy("hall channel", "with an appointment")


class Transaction(CommunityModel, WorkflowModel):
    """办件. While papers are missing its time does not run; what is missing was told once and whole (一次性告知)."""

    number = models.CharField(_("number"), max_length=14)
    code = models.CharField(_("six-character code"), max_length=6)
    status = models.CharField(_("status"), max_length=12, choices=TransactionStatus.choices, editable=False)
    item = ScopedForeignKey(
        ServiceItem, on_delete=models.PROTECT, related_name="transactions", verbose_name=_("service item")
    )
    person = ScopedForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("resident")
    )
    contact_name = EncryptedTextField(_("name of who came"), blank=True)
    contact_phone = EncryptedTextField(_("telephone of who came"), blank=True)
    on_behalf_of = EncryptedTextField(_("for whom"), blank=True)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices)
    missing = models.JSONField(_("what is missing"), default=list, blank=True)
    referred_to = models.CharField(_("handed on to"), max_length=NAME_LENGTH, blank=True)
    result = models.TextField(_("result"), max_length=RESULT_LENGTH, blank=True)
    result_paper = models.CharField(_("paper to collect"), max_length=NAME_LENGTH, blank=True)
    collected_by = EncryptedTextField(_("collected by"), blank=True)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("written down by")
    )  # fmt: skip
    begun_at = models.DateTimeField(_("written down at"))
    due_at = models.DateTimeField(_("due at"), null=True, editable=False)
    finished_at = models.DateTimeField(_("has its result since"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    proof_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    proof_blocked_until = models.DateTimeField(null=True, editable=False)

    workflow = TRANSACTION_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = pgettext_lazy("of the hall", "transaction")
        verbose_name_plural = pgettext_lazy("of the hall", "transactions")
        indexes = [
            models.Index(fields=["community", "-begun_at", "-id"], name="transaction_newest"),
            models.Index(
                fields=["community", "due_at"],
                name="transaction_open",
                condition=Q(status__in=[s.value for s in OPEN]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="transaction_number_once", fields=["community", "number"]),
            models.UniqueConstraint(name="transaction_code_once", fields=["community", "code"]),
            models.CheckConstraint(
                name="transaction_status_is_known", condition=Q(status__in=TransactionStatus.values)
            ),
            models.CheckConstraint(
                name="transaction_channel_is_known", condition=Q(channel__in=Channel.values)
            ),
            models.CheckConstraint(
                name="transaction_referred_says_where", condition=~Q(status="referred") | ~Q(referred_to="")
            ),
            models.CheckConstraint(
                name="transaction_done_says_what",
                condition=~Q(status__in=["finished", "handed_out", "declined"]) | ~Q(result=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Somebody here still has to act."""
        return self.status in OPEN

    @property
    def is_late(self) -> bool:
        """Its time is over; while papers are missing none runs."""
        return self.is_open and self.due_at is not None and self.due_at < clock.now()

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*TRANSACTION_BADGES[TransactionStatus(self.status)], self.get_status_display())


class PaperKind(models.TextChoices):
    """原件还是复印件."""

    ORIGINAL = "original", _("original")
    COPY = "copy", _("copy")


class PaperReceipt(CommunityModel):
    """收件回执 (N-20): a paper that was taken from somebody, when it goes back, and to whom it went."""

    transaction = ScopedForeignKey(
        Transaction, on_delete=models.PROTECT, related_name="papers", verbose_name=_("transaction")
    )
    what = models.CharField(_("which paper"), max_length=NAME_LENGTH)
    kind = models.CharField(_("original or copy"), max_length=10, choices=PaperKind.choices)
    copies = models.PositiveSmallIntegerField(_("how many"), default=1)
    taken_at = models.DateTimeField(_("taken at"))
    due_back_on = models.DateField(_("goes back on"), null=True, blank=True)
    returned_at = models.DateTimeField(_("given back at"), null=True, editable=False)
    returned_to = EncryptedTextField(_("given back to"), blank=True)

    class Meta:
        verbose_name = _("receipt for papers")
        verbose_name_plural = _("receipts for papers")
        indexes = [models.Index(fields=["community", "transaction", "id"], name="paper_of_transaction")]
        constraints = [
            models.CheckConstraint(name="paper_kind_is_known", condition=Q(kind__in=PaperKind.values)),
            models.CheckConstraint(name="paper_is_at_least_one", condition=Q(copies__gte=1)),
            # A copy stays in the file; an original goes back, and the receipt says when.
            models.CheckConstraint(
                name="original_goes_back", condition=~Q(kind="original") | Q(due_back_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.what
