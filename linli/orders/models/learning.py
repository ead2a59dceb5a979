"""推荐: what the community's own history teaches about kinds of matters, and what that says of a new order."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.orders.models.category import Category
from linli.orders.models.order import Order


class TrainedModel(CommunityModel):
    """推荐模型: learnt from words and kinds of this community's own orders; how it did in its trial stands with it. The
    newest is asked; older ones keep their figures and not their weights.
    """

    version = models.PositiveIntegerField(_("version"))
    trained_at = models.DateTimeField(_("trained at"))
    rows = models.PositiveIntegerField(_("orders learnt from"))
    folds = models.PositiveSmallIntegerField(_("folds of the trial"))
    first = models.PositiveIntegerField(_("right at the first guess, in the trial"))
    third = models.PositiveIntegerField(_("right among the first three, in the trial"))
    content = models.BinaryField(_("weights"), blank=True)

    class Meta:
        verbose_name = _("trained model")
        verbose_name_plural = _("trained models")
        constraints = [
            models.UniqueConstraint(name="trained_model_version_once", fields=["community", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.version}"


class Suggestion(CommunityModel):
    """推荐分类: what kind a new order most likely is (none, if that kind is not offered any more), how often so clear a
    guess was right in the trial, and the words that say so.
    """

    order = ScopedForeignKey(
        Order, on_delete=models.CASCADE, related_name="suggestions", verbose_name=_("order")
    )
    category = ScopedForeignKey(
        Category,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    model = ScopedForeignKey(
        TrainedModel, on_delete=models.CASCADE, related_name="+", verbose_name=_("trained model")
    )
    percent = models.PositiveSmallIntegerField(_("right in the trial, of a hundred such guesses"))
    words = models.JSONField(_("words that say so"), default=list)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.UniqueConstraint(name="suggestion_of_order_once", fields=["community", "order"]),
            models.CheckConstraint(name="suggestion_is_of_a_hundred", condition=Q(percent__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.category_id}"
