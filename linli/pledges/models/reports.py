"""书记述职评议 (S1-28): what a secretary reports of a year, what was asked, and what those present thought of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.organisations.models import PartyOrganisation
from linli.residents.models import Person

SECTION_LENGTH = 2000


class DutyReport(CommunityModel):
    """述职报告, and the appraisal of it: marks are counted, nobody's mark is kept."""

    organisation = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party organisation")
    )
    secretary = ScopedForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("of the Party", "secretary")
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("year"))
    done = models.TextField(_("what was done"), max_length=SECTION_LENGTH)
    lacking = models.TextField(_("what is lacking"), max_length=SECTION_LENGTH)
    next_steps = models.TextField(_("what comes next"), max_length=SECTION_LENGTH)
    held_on = models.DateField(pgettext_lazy("duty report", "reported on"), null=True, blank=True)
    attended = models.PositiveSmallIntegerField(_("people present"), null=True, blank=True)
    good = models.PositiveSmallIntegerField(pgettext_lazy("mark of a report", "good"), default=0)
    fair = models.PositiveSmallIntegerField(pgettext_lazy("mark of a report", "fair"), default=0)
    middling = models.PositiveSmallIntegerField(pgettext_lazy("mark of a report", "middling"), default=0)
    poor = models.PositiveSmallIntegerField(pgettext_lazy("mark of a report", "poor"), default=0)
    questions = models.TextField(_("what was asked and answered"), max_length=SECTION_LENGTH, blank=True)
    opinion = models.TextField(_("opinion of the appraisal"), max_length=SECTION_LENGTH, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("duty report")
        verbose_name_plural = _("duty reports")
        constraints = [
            models.UniqueConstraint(name="duty_report_once", fields=["community", "organisation", "year"]),
            models.CheckConstraint(
                name="marks_are_of_those_present",
                condition=Q(attended__isnull=True, held_on__isnull=True, good=0, fair=0, middling=0, poor=0)
                | Q(held_on__isnull=False, attended__gte=F("good") + F("fair") + F("middling") + F("poor")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.organisation}"

    @property
    def marks(self) -> int:
        """How many marks were handed in."""
        return self.good + self.fair + self.middling + self.poor
