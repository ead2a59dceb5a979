"""派单方案: the planner's proposal of who takes what. It proposes; a person decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.orders.models.order import Order
from linli.orders.workflow import OrderStatus


class DispatchPlan(CommunityModel):
    """派单方案: asked for by somebody at the desk, made by the worker. `cost` stands beside what first come, first served
    would have cost, both in thousandths of a point.
    """

    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for at"))
    only = models.CharField(_("for this order alone"), max_length=12, blank=True)
    made_at = models.DateTimeField(_("made at"), null=True, editable=False)
    cost = models.PositiveBigIntegerField(_("points of the plan"), default=0, editable=False)
    first_come = models.PositiveBigIntegerField(
        _("points of first come, first served"), default=0, editable=False
    )

    class Meta:
        verbose_name = _("dispatch plan")
        verbose_name_plural = _("dispatch plans")
        indexes = [models.Index(fields=["community", "-asked_at"], name="dispatch_plan_newest")]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"


class DispatchProposal(CommunityModel):
    """派单建议: one order to one person and why; or to nobody, and why. `excluded` are those who may not have it."""

    class Over(models.TextChoices):
        """Why the planner found nobody."""

        NOBODY = "nobody", _("nobody takes orders here")
        EXCLUDED = "excluded", _("everybody is excluded from it")
        ROOM = "room", _("who may take it has enough in hand")

    plan = ScopedForeignKey(
        DispatchPlan, on_delete=models.CASCADE, related_name="proposals", verbose_name=_("dispatch plan")
    )
    order = ScopedForeignKey(Order, on_delete=models.CASCADE, related_name="+", verbose_name=_("order"))
    seen = models.PositiveIntegerField(_("version of the order"))
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("proposed")
    )
    metres = models.PositiveIntegerField(_("way in metres"), null=True)
    able = models.BooleanField(_("can do what it takes"), null=True)
    in_hand = models.PositiveSmallIntegerField(_("orders in hand"), default=0)
    again = models.BooleanField(_("did it there before"), default=False)
    next = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("next best")
    )
    over = models.CharField(_("why nobody"), max_length=10, choices=Over.choices, blank=True)
    excluded = models.JSONField(_("who may not have it, and why"), default=list)
    place = models.PositiveIntegerField(_("place in the plan"))

    class Meta:
        verbose_name = _("dispatch proposal")
        verbose_name_plural = _("dispatch proposals")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(name="dispatch_proposal_once", fields=["community", "plan", "order"]),
            models.CheckConstraint(
                name="dispatch_proposal_is_for_somebody_or_says_why",
                condition=models.Q(user__isnull=False, over="")
                | (models.Q(user__isnull=True) & ~models.Q(over="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.user_id or self.over}"

    @property
    def waits(self) -> bool:
        """Whether the order still waits to be handed out, just as the planner saw it."""
        return bool(
            self.user_id and self.order.status == OrderStatus.ADMITTED and self.order.version == self.seen
        )

    @property
    def sure(self) -> bool:
        """Whether it is ticked beforehand: who is proposed can do it, and nothing speaks against."""
        return self.waits and self.able is not False
