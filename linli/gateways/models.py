"""Other systems that take matters over Open311, and what was handed on to them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.crypto import EncryptedTextField
from linli.core.spans import not_over
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.gateways.workflow import BADGES, FORWARDING_WORKFLOW, OPEN, ForwardingStatus
from linli.orders.models import Order
from linli.organisations.models import Organisation

TEXT_LENGTH, PLACE_LENGTH, NOTES_LENGTH, CODE_LENGTH = 1000, 100, 500, 100


class RemoteServer(CommunityModel):
    """对方系统: the Open311 server of an organisation. Its key is sealed and never shown."""

    organisation = ScopedForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    endpoint = models.CharField(_("address where its Open311 begins"), max_length=200)
    jurisdiction = models.CharField(_("jurisdiction_id"), max_length=100, blank=True)
    api_key = EncryptedTextField(_("api_key that it gave us"), blank=True)
    # What it offered when it was last checked: service_code and service_name of each.
    services = models.JSONField(_("its services"), default=list, blank=True, editable=False)
    verified_at = models.DateTimeField(_("last answered at"), null=True, editable=False)
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("other system")
        verbose_name_plural = _("other systems")
        constraints = [
            models.UniqueConstraint(
                name="one_server_of_an_organisation",
                fields=["community", "organisation"],
                condition=Q(valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @staticmethod
    def in_use() -> Q:
        """Those that have not had their last day."""
        return not_over()


class Forwarding(CommunityModel, WorkflowModel):
    """转办到对方系统: one order, handed on in words that a person has looked at. Its status changes only through
    `gateways.actions`.
    """

    order = ScopedForeignKey(
        Order, on_delete=models.CASCADE, related_name="forwardings", verbose_name=_("order")
    )
    server = ScopedForeignKey(
        RemoteServer, on_delete=models.PROTECT, related_name="forwardings", verbose_name=_("other system")
    )
    status = models.CharField(_("status"), max_length=10, choices=ForwardingStatus.choices, editable=False)
    service_code = models.CharField(_("its service"), max_length=CODE_LENGTH)
    text = models.CharField(_("what they are told"), max_length=TEXT_LENGTH)
    place = models.CharField(_("place that they are told"), max_length=PLACE_LENGTH)
    remote_id = models.CharField(_("number there"), max_length=CODE_LENGTH, blank=True, editable=False)
    remote_token = models.CharField(_("token there"), max_length=CODE_LENGTH, blank=True, editable=False)
    remote_notes = models.CharField(_("what they say"), max_length=NOTES_LENGTH, blank=True, editable=False)
    trouble = models.CharField(_("why it did not go"), max_length=100, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    not_before = models.DateTimeField(_("not before"), null=True, editable=False)
    taken_until = models.DateTimeField(null=True, editable=False)
    forwarded_at = models.DateTimeField(_("forwarded at"))
    asked_at = models.DateTimeField(_("last asked at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("done there at"), null=True, editable=False)

    workflow = FORWARDING_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("forwarding")
        verbose_name_plural = _("forwardings")
        indexes = [models.Index(fields=["community", "status", "-forwarded_at"], name="forwarding_list")]
        constraints = [
            models.UniqueConstraint(
                name="forwarded_once_to_a_server",
                fields=["community", "order", "server"],
                condition=Q(status__in=[status.value for status in OPEN]),
            ),
            models.CheckConstraint(
                name="forwarding_status_is_known", condition=Q(status__in=ForwardingStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.server_id}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return badge_of(self.status)


def badge_of(status: str) -> tuple[str, str, Any]:
    """Tone, icon and word of a status."""
    known = ForwardingStatus(status)
    return (*BADGES[known], known.label)
