"""流动党员 and 双报到: members who are away for long, and members of elsewhere who report to the community they live in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.party.models.members import PartyMember
from linli.residents.models import Person

WHERE_LENGTH, UNIT_LENGTH, OFFER_LENGTH = 40, 80, 200


class FloatingMember(CommunityModel):
    """流动党员: a member is away, from a day to the day of return. Where is said in words, a province or a city; nobody is traced."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="absences", verbose_name=_("Party member")
    )
    out_on = models.DateField(_("away since"))
    whereabouts = models.CharField(_("province or city"), max_length=WHERE_LENGTH, blank=True)
    fixed_place = models.BooleanField(_("lives and works at a fixed place there"), default=False)
    back_on = models.DateField(_("back on"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("floating member")
        verbose_name_plural = _("floating members")
        constraints = [
            models.UniqueConstraint(
                name="away_once_at_a_time", fields=["community", "member"], condition=Q(back_on__isnull=True)
            ),
            models.CheckConstraint(
                name="back_after_leaving", condition=Q(back_on__isnull=True) | Q(back_on__gte=F("out_on"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)


class FloatingContact(CommunityModel):
    """联系: somebody of the branch spoke with a floating member on a day, or the member studied online."""

    class How(models.TextChoices):
        """In which way."""

        CALL = "call", _("telephone call")
        MESSAGE = "message", _("message answered")
        STUDY = "study", _("online study")
        VISIT = "visit", _("met in person")

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("Party member")
    )
    met_on = models.DateField(_("on which day"))
    how = models.CharField(_("how"), max_length=8, choices=How.choices)

    class Meta:
        verbose_name = _("contact with a floating member")
        verbose_name_plural = _("contacts with floating members")
        indexes = [models.Index(fields=["community", "met_on"], name="floating_contact_on")]
        constraints = [
            models.UniqueConstraint(
                name="contact_once_a_day", fields=["community", "member", "met_on", "how"]
            ),
            models.CheckConstraint(
                name="contact_how_is_known", condition=Q(how__in=["call", "message", "study", "visit"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.met_on} {self.get_how_display()}"


class InServiceReporting(CommunityModel):
    """在职党员双报到: a member with a job reports to the community; the relation of membership does not move."""

    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    unit = models.CharField(_("unit where the membership is"), max_length=UNIT_LENGTH)
    reported_on = models.DateField(_("reported on"))
    offers = models.CharField(_("what the member offers to do"), max_length=OFFER_LENGTH, blank=True)
    ended_on = models.DateField(_("last day"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("in-service reporting")
        verbose_name_plural = _("in-service reportings")
        constraints = [
            models.UniqueConstraint(
                name="reported_once", fields=["community", "person"], condition=Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(
                name="reporting_ends_after_it_begins",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("reported_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"
