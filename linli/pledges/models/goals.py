"""年度目标 (S2-15 to S2-17): what the community sets out to do in a year, in four areas, and how it goes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.pledges.models.areas import GOAL_AREAS, Area

GOAL_LENGTH, NOTE_LENGTH = 120, 300


class Goal(CommunityModel):
    """年度目标: one goal of a year, in one of the four areas."""

    year = models.PositiveSmallIntegerField(_("year"))
    area = models.CharField(
        _("area"), max_length=12, choices=[(area.value, area.label) for area in GOAL_AREAS]
    )
    text = models.CharField(_("goal"), max_length=GOAL_LENGTH)
    set_on = models.DateField(_("set on"))

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("goal of the year")
        verbose_name_plural = _("goals of the year")
        constraints = [
            models.UniqueConstraint(name="goal_once", fields=["community", "year", "text"]),
            models.CheckConstraint(
                name="goal_area_is_one_of_four",
                condition=Q(area__in=["party", "service", "governance", "development"]),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def area_label(self) -> str:
        """The area in words."""
        return str(Area(self.area).label)


class GoalNote(CommunityModel):
    """进展: what has come of a goal so far."""

    goal = ScopedForeignKey(Goal, on_delete=models.PROTECT, related_name="notes", verbose_name=_("goal"))
    text = models.CharField(_("how it goes"), max_length=NOTE_LENGTH)
    noted_on = models.DateField(_("noted on"))

    class Meta:
        verbose_name = _("note on a goal")
        verbose_name_plural = _("notes on goals")

    def __str__(self) -> str:
        return self.text
