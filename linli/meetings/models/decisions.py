"""表决与决议: what was voted on in a meeting, and what was resolved and given to somebody to do."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.meetings.models.meetings import REASON_LENGTH, Meeting
from linli.meetings.models.tasks import DirectedTask


class Motion(CommunityModel):
    """表决事项: words that were voted on; carried with more than half of those entitled (R-03). No vote has a name."""

    meeting = ScopedForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="motions", verbose_name=_("meeting")
    )
    words = models.CharField(_("what was voted on"), max_length=REASON_LENGTH)
    entitled = models.PositiveSmallIntegerField(_("entitled to vote"))
    present = models.PositiveSmallIntegerField(_("present of those entitled"))
    yes = models.PositiveSmallIntegerField(_("yes"))
    no = models.PositiveSmallIntegerField(_("no"), default=0)
    abstain = models.PositiveSmallIntegerField(_("abstained"), default=0)
    carried = models.BooleanField(_("carried"))

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="motion_once", fields=["community", "meeting", "words"]),
            models.CheckConstraint(
                name="votes_fit_those_present",
                condition=Q(yes__lte=F("present") - F("no") - F("abstain"), present__lte=F("entitled")),
            ),
            models.CheckConstraint(
                name="carried_by_more_than_half",
                condition=Q(carried=False) | Q(yes__gt=F("entitled") - F("yes")),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Resolution(CommunityModel):
    """决议: what the meeting resolved; with a motion only where it was carried. It may be a directed task (交办)."""

    meeting = ScopedForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="resolutions", verbose_name=_("meeting")
    )
    motion = ScopedForeignKey(
        Motion, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("motion")
    )
    words = models.CharField(_("what was resolved"), max_length=REASON_LENGTH)
    task = ScopedForeignKey(
        DirectedTask,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("directed task"),
    )

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="resolution_once", fields=["community", "meeting", "words"])
        ]

    def __str__(self) -> str:
        return self.words
