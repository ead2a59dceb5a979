"""消息: what lies in inboxes, what is sent or carried to somebody, and the robot of the staff group."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel
from linli.core.workflow import WorkflowModel
from linli.notifications.addresses import Channel, Event
from linli.notifications.hours import Hours
from linli.notifications.workflow import DELIVERY_WORKFLOW, OPEN, DeliveryStatus


class Told(CommunityModel):
    """What a message and a delivery share: which event, in which words, and when it came to rest."""

    code = models.CharField(_("event"), max_length=40)
    subject_kind = models.CharField(_("kind of record it is about"), max_length=50)
    subject_id = models.UUIDField(_("record it is about"))
    turn = models.CharField(_("which time"), max_length=40, blank=True)
    text = EncryptedTextField(_("text"), blank=True)
    path = models.CharField(_("page it leads to"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("came to rest at"), null=True, editable=False)
    erased_at = models.DateTimeField(_("words erased at"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def event(self) -> Event:
        """The event that is told."""
        return Event(self.code, self.community_id, self.subject_kind, self.subject_id, self.turn)


class Message(Told):
    """消息: lies in one user's inbox until the user clears it or the matter has gone on. It has no status and no
    entry in the audit: nobody else sees it, and nothing counts who read it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["community", "user", "-created_at", "-id"],
                name="message_inbox",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["community", "ended_at"], name="message_erase", condition=Q(erased_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="message_once", fields=["community", "subject_id", "code", "turn", "user"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_id}"


class Delivery(Told, WorkflowModel):
    """送达: one event on its way to one address outside the product. Address and words are erased some days after it
    came to rest; a keyed digest stays, so that an event is never told twice.
    """

    status = models.CharField(_("status"), max_length=10, choices=DeliveryStatus.choices, editable=False)
    channel = models.CharField(_("way"), max_length=10, choices=Channel.choices)
    address_digest = models.CharField(max_length=64, editable=False)
    value = EncryptedTextField(_("address"), blank=True)
    name = EncryptedTextField(_("name"), blank=True)
    note = EncryptedTextField(_("for who carries it"), blank=True)
    # What staff say where the machine could not send: without the code that answers for the person (M-12).
    spoken = EncryptedTextField(_("text to be said"), blank=True)
    from_hour = models.PositiveSmallIntegerField(_("not before (hour)"), null=True, blank=True)
    to_hour = models.PositiveSmallIntegerField(_("not after (hour)"), null=True, blank=True)
    done_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("did the work"),
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    not_before = models.DateTimeField(_("not before"))
    taken_until = models.DateTimeField(_("in a worker's hands until"), null=True, editable=False)

    workflow = DELIVERY_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(
                fields=["community", "created_at", "id"],
                name="delivery_open",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(fields=["not_before"], name="delivery_to_send", condition=Q(status="waiting")),
            models.Index(
                fields=["community", "ended_at"], name="delivery_erase", condition=Q(erased_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="delivery_once", fields=["community", "subject_id", "code", "turn", "address_digest"]
            ),
            models.CheckConstraint(
                name="delivery_status_is_known", condition=Q(status__in=DeliveryStatus.values)
            ),
            models.CheckConstraint(
                name="delivery_channel_is_known",
                condition=Q(channel__in=["sms", "email", "robot", "call", "paper", "visit"]),
            ),
            models.CheckConstraint(
                name="delivery_rests_when_it_ended",
                condition=Q(status__in=[s.value for s in OPEN], ended_at__isnull=True)
                | (~Q(status__in=[s.value for s in OPEN]) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="delivery_hours_are_a_span_of_a_day",
                condition=Q(from_hour__isnull=True, to_hour__isnull=True)
                | Q(from_hour__gte=0, to_hour__lte=24, from_hour__lt=F("to_hour")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_channel_display()}"

    @property
    def hours(self) -> Hours | None:
        """The hours that the person named."""
        if self.from_hour is None or self.to_hour is None:
            return None
        return Hours(self.from_hour, self.to_hour)

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        tone, icon = {"missed": ("warn", "phone"), "laid": ("info", "print")}.get(
            self.status, ("out", "clock")
        )
        return tone, icon, self.get_status_display()


class Robot(CommunityModel):
    """群机器人: the robot in the staff's group of WeCom, DingTalk or Feishu. Its address is a key: sealed, never shown."""

    url = EncryptedTextField(_("address of the robot"))
    secret = EncryptedTextField(_("signing secret"), blank=True)
    set_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("robot of the staff group")
        verbose_name_plural = _("robots of the staff group")
        constraints = [models.UniqueConstraint(name="one_robot_of_a_community", fields=["community"])]

    def __str__(self) -> str:
        return str(self.pk)
