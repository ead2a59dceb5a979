"""年度发展计划: how many a branch means to develop in a year. What was done is counted from the files, never typed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.organisations.models import PartyOrganisation


class YearPlan(CommunityModel):
    """发展计划 of a branch for a year."""

    branch = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party branch")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    targets = models.PositiveSmallIntegerField(_("planned targets of development"))
    probationary = models.PositiveSmallIntegerField(_("planned admissions on probation"))

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("plan of development")
        verbose_name_plural = _("plans of development")
        constraints = [models.UniqueConstraint(name="year_plan_once", fields=["community", "branch", "year"])]

    def __str__(self) -> str:
        return f"{self.year} {self.branch}"
