"""What is written down beside an order and never changes it: call-backs and answers; and who asked to be rung."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField, blind_index
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.orders.models.order import Order


class Way(models.TextChoices):
    """How a requester answered."""

    PAGE = "page", pgettext_lazy("way of an answer", "on the page")
    CALL = "call", pgettext_lazy("way of an answer", "by telephone")
    PAPER = "paper", pgettext_lazy("way of an answer", "on paper")


class Degree(models.TextChoices):
    """Yes, mostly, no: of solved, satisfied, attitude and speed."""

    YES = "yes", pgettext_lazy("degree", "Yes")
    MOSTLY = "mostly", pgettext_lazy("degree", "Mostly")
    NO = "no", pgettext_lazy("degree", "No")


class CallBack(CommunityModel):
    """回访: somebody who did not do the work asked the requester whether it is solved; answered or not."""

    order = ScopedForeignKey(
        Order, on_delete=models.CASCADE, related_name="call_backs", verbose_name=_("order")
    )
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who called back")
    )
    way = models.CharField(_("how"), max_length=10, choices=Way.choices)
    answered = models.BooleanField(_("answered"))
    happened_at = models.DateTimeField(_("happened at"))

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        constraints = [models.CheckConstraint(name="call_back_way_is_known", condition=Q(way__in=Way.values))]

    def __str__(self) -> str:
        return f"{self.order_id} {self.happened_at:%Y-%m-%d}"


class Rating(CommunityModel):
    """评价: what the requester said in the end. No page of the staff shows whose it is (M-12)."""

    order = ScopedForeignKey(Order, on_delete=models.CASCADE, related_name="ratings", verbose_name=_("order"))
    way = models.CharField(_("how"), max_length=10, choices=Way.choices)
    solved = models.CharField(_("solved"), max_length=10, choices=Degree.choices)
    satisfied = models.CharField(_("satisfied"), max_length=10, choices=Degree.choices, blank=True)
    attitude = models.CharField(_("friendly"), max_length=10, choices=Degree.choices, blank=True)
    speed = models.CharField(_("quick"), max_length=10, choices=Degree.choices, blank=True)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        indexes = [models.Index(fields=["community", "order", "-given_at"], name="rating_of_order")]
        constraints = [
            models.CheckConstraint(
                name="rating_is_known",
                condition=Q(solved__in=Degree.values)
                & Q(satisfied__in=["", *Degree.values])
                & Q(attitude__in=["", *Degree.values])
                & Q(speed__in=["", *Degree.values]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.given_at:%Y-%m-%d}"


def call_index(phone: str) -> str:
    """The keyed digest by which a telephone that waits for a call is found again."""
    return blind_index(phone, "orders.call") if phone else ""


class CallRequest(CommunityModel):
    """请打给我 (N-9): a telephone that waits for a call. It is shown to who rings and erased when no order follows."""

    phone = EncryptedTextField(_("telephone"), blank=True)
    phone_index = models.CharField(max_length=64, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("to be rung by"))
    taken_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("who rings"),
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    order = ScopedForeignKey(
        Order,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("order that followed"),
    )
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("request to be rung")
        verbose_name_plural = _("requests to be rung")
        indexes = [
            models.Index(
                fields=["community", "due_at"], name="call_request_open", condition=Q(ended_at__isnull=True)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_call_to_a_telephone",
                fields=["community", "phone_index"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="ended_call_keeps_no_telephone",
                condition=Q(ended_at__isnull=True) | Q(phone_index=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"
