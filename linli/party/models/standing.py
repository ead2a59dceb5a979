"""What is held of a member's standing: good reasons, honours, duty posts, care. None of it changes a membership."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.party.models.members import PartyMember
from linli.places.models import Compound

NAME_LENGTH, OFFICE_LENGTH, TEXT_LENGTH = 40, 80, 200
FIRST_YEAR = 1949


class GoodReason(CommunityModel):
    """正当理由: why a member did not do a duty in some months; it stops the count of the warnings. The reason is sealed."""

    class Duty(models.TextChoices):
        """党章第九条: each is counted for itself."""

        ORGANISATIONAL_LIFE = "organisational_life", _("life of the organisation")
        DUES = "dues", _("dues")
        ASSIGNED_WORK = "assigned_work", _("work assigned by the Party")

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="reasons", verbose_name=_("Party member")
    )
    duty = models.CharField(_("duty"), max_length=20, choices=Duty.choices)
    first_month = models.DateField(_("from which month"))
    last_month = models.DateField(_("until which month"))
    reason = EncryptedTextField(_("reason"))

    class Meta:
        verbose_name = _("good reason")
        verbose_name_plural = _("good reasons")
        constraints = [
            models.CheckConstraint(
                name="duty_is_known", condition=Q(duty__in=["organisational_life", "dues", "assigned_work"])
            ),
            models.CheckConstraint(
                name="reason_ends_after_it_begins", condition=Q(last_month__gte=F("first_month"))
            ),
        ]

    def __str__(self) -> str:
        return self.get_duty_display()


class Honour(CommunityModel):
    """党内荣誉: what a member was given, in which year, by whose decision. A person confirms it; a candidate is only a name."""

    class Kind(models.TextChoices):
        """Which honour."""

        MEDAL_50 = "medal_50", _("medal of 50 years in the Party")
        EXCELLENT_MEMBER = "excellent_member", _("excellent Party member")
        EXCELLENT_WORKER = "excellent_worker", _("excellent Party worker")

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="honours", verbose_name=_("Party member")
    )
    kind = models.CharField(_("honour"), max_length=18, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    office = models.CharField(_("decided by"), max_length=OFFICE_LENGTH)
    decided_on = models.DateField(_("decided on"))

    class Meta:
        verbose_name = _("honour of a Party member")
        verbose_name_plural = _("honours of Party members")
        constraints = [
            models.UniqueConstraint(
                name="honour_once_a_year", fields=["community", "member", "kind", "year"]
            ),
            models.UniqueConstraint(
                name="medal_once", fields=["community", "member"], condition=Q(kind="medal_50")
            ),
            models.CheckConstraint(
                name="honour_kind_is_known",
                condition=Q(kind__in=["medal_50", "excellent_member", "excellent_worker"]),
            ),
            models.CheckConstraint(name="honour_has_a_year", condition=Q(year__gte=FIRST_YEAR)),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()}"


class DutyPost(CommunityModel):
    """设岗定责: a duty that a member without office chose, from a day; 先锋岗 where it is marked so. Nobody is measured by it."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="posts", verbose_name=_("holder")
    )
    name = models.CharField(pgettext_lazy("of a duty", "name"), max_length=NAME_LENGTH)
    duties = models.CharField(_("what belongs to it"), max_length=TEXT_LENGTH, blank=True)
    compound = ScopedForeignKey(
        Compound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("compound"),
    )
    pioneer = models.BooleanField(_("pioneer post"), default=False)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("duty post")
        verbose_name_plural = _("duty posts")
        constraints = [
            models.CheckConstraint(
                name="pioneer_post_stands_at_a_compound",
                condition=Q(pioneer=False) | Q(compound__isnull=False),
            ),
            models.CheckConstraint(
                name="duty_post_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CareRecord(CommunityModel):
    """党内关怀: what was done for a member in need, when, by whose decision; amount and words are sealed."""

    class Kind(models.TextChoices):
        """What was done."""

        VISIT = "visit", pgettext_lazy("care", "visit")
        AID = "aid", _("money for somebody in need")
        GOODS = "goods", pgettext_lazy("care", "goods")
        HELP = "help", pgettext_lazy("care", "help with something")

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="cares", verbose_name=_("Party member")
    )
    kind = models.CharField(_("what was done"), max_length=6, choices=Kind.choices)
    given_on = models.DateField(_("on which day"))
    # Yuan as people write them; empty where no money was given.
    amount = EncryptedTextField(_("amount in yuan"), blank=True)
    words = EncryptedTextField(_("for what"), blank=True)
    office = models.CharField(_("decided by"), max_length=OFFICE_LENGTH)

    class Meta:
        verbose_name = _("care for a Party member")
        verbose_name_plural = _("care for Party members")
        constraints = [
            models.CheckConstraint(
                name="care_kind_is_known", condition=Q(kind__in=["visit", "aid", "goods", "help"])
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
