"""热点问题: what many asked for in a month. Matters are grouped, persons never (M-6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.orders.models.order import Order


class HotIssue(CommunityModel):
    """热点问题: one matter that several orders of a month are about. The worker groups them anew each night; nothing is
    counted that cannot be counted again.
    """

    month = models.DateField(_("month (its first day)"))
    subject = models.CharField(_("subject"), max_length=60)

    class Meta:
        verbose_name = _("hot issue")
        verbose_name_plural = _("hot issues")
        indexes = [models.Index(fields=["community", "month"], name="hot_issue_month")]

    def __str__(self) -> str:
        return self.subject


class HotIssueOrder(CommunityModel):
    """热点问题里的工单: an order that is about a matter."""

    issue = ScopedForeignKey(
        HotIssue, on_delete=models.CASCADE, related_name="members", verbose_name=_("hot issue")
    )
    order = ScopedForeignKey(Order, on_delete=models.CASCADE, related_name="+", verbose_name=_("order"))

    class Meta:
        verbose_name = _("order of a hot issue")
        verbose_name_plural = _("orders of hot issues")
        constraints = [
            models.UniqueConstraint(name="hot_issue_order_once", fields=["community", "issue", "order"])
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.order_id}"
