"""联盟 (S2-05, S4-04): Party organisations of five levels that build together, their rotating chair, agreements, matters."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.cobuilding.models.projects import Project
from linli.core import clock
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.organisations.models import Organisation

NAME_LENGTH, LINE_LENGTH, GIVES_LENGTH = 80, 120, 600


class AllianceLevel(models.TextChoices):
    """五级: of which level the Party organisation of a member is."""

    PROVINCE = "province", pgettext_lazy("level of the alliance", "province")
    CITY = "city", pgettext_lazy("level of the alliance", "city")
    DISTRICT = "district", pgettext_lazy("level of the alliance", "district")
    STREET = "street", pgettext_lazy("level of the alliance", "street")
    COMMUNITY = "community", pgettext_lazy("level of the alliance", "community")


class Alliance(CommunityModel):
    """党建联盟. One stands at a time."""

    name = models.CharField(_("name of the alliance"), max_length=NAME_LENGTH)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)
    ending = models.CharField(_("why it ended early"), max_length=LINE_LENGTH, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")
        constraints = [
            models.UniqueConstraint(
                name="one_alliance_at_a_time", fields=["community"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="alliance_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AllianceMember(CommunityModel):
    """联盟成员: the Party organisation of a unit; one of the local organisations, or named in words."""

    alliance = ScopedForeignKey(
        Alliance, on_delete=models.PROTECT, related_name="members", verbose_name=_("alliance")
    )
    level = models.CharField(_("level"), max_length=10, choices=AllianceLevel.choices)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    organisation = ScopedForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("local organisation"),
    )  # fmt: skip
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)
    ending = models.CharField(_("why it ended early"), max_length=LINE_LENGTH, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("member of the alliance")
        verbose_name_plural = _("members of the alliance")
        constraints = [
            models.UniqueConstraint(
                name="in_the_alliance_once",
                fields=["community", "alliance", "name"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="alliance_level_is_known", condition=Q(level__in=AllianceLevel.values)
            ),
            models.CheckConstraint(
                name="alliance_member_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AllianceTurn(CommunityModel):
    """轮值: which member chairs the alliance, from a day to a day."""

    alliance = ScopedForeignKey(
        Alliance, on_delete=models.PROTECT, related_name="turns", verbose_name=_("alliance")
    )
    member = ScopedForeignKey(
        AllianceMember, on_delete=models.PROTECT, related_name="+", verbose_name=_("member of the alliance")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to (last day)"))

    class Meta:
        verbose_name = _("turn in the chair")
        verbose_name_plural = _("turns in the chair")
        constraints = [
            models.UniqueConstraint(
                name="one_chair_at_a_time", fields=["community", "alliance", "starts_on"]
            ),
            models.CheckConstraint(
                name="turn_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.starts_on} — {self.ends_on}"

    @property
    def is_now(self) -> bool:
        """Whether it is this one's turn today."""
        return self.starts_on <= clock.today() <= self.ends_on


class AllianceAgreement(CommunityModel):
    """共建协议: what a member gives and what the community gives, from a day to a day."""

    member = ScopedForeignKey(
        AllianceMember, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("member of the alliance")
    )  # fmt: skip
    title = models.CharField(_("title of the agreement"), max_length=LINE_LENGTH)
    signed_on = models.DateField(_("signed on"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)
    ending = models.CharField(_("why it ended early"), max_length=LINE_LENGTH, blank=True)
    member_gives = models.TextField(_("what the member gives"), max_length=GIVES_LENGTH)
    community_gives = models.TextField(_("what the community gives"), max_length=GIVES_LENGTH)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("co-building agreement")
        verbose_name_plural = _("co-building agreements")
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Track(models.TextChoices):
    """三条线: 事务共商, 服务共做, 党员共育."""

    DISCUSS = "discuss", pgettext_lazy("track of the alliance", "matters discussed together")
    SERVE = "serve", pgettext_lazy("track of the alliance", "service done together")
    TEACH = "teach", pgettext_lazy("track of the alliance", "members taught together")


class AllianceMatter(CommunityModel):
    """联盟的一件事, on one of the three tracks, and what came of it; perhaps a project of the three lists."""

    alliance = ScopedForeignKey(
        Alliance, on_delete=models.PROTECT, related_name="matters", verbose_name=_("alliance")
    )
    kind = models.CharField(_("track"), max_length=8, choices=Track.choices)
    title = models.CharField(_("matter of the alliance"), max_length=LINE_LENGTH)
    raised_on = models.DateField(_("raised on"))
    outcome = models.CharField(_("what came of it"), max_length=GIVES_LENGTH, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    project = ScopedForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("matter of the alliance")
        verbose_name_plural = _("matters of the alliance")
        constraints = [
            models.CheckConstraint(name="alliance_track_is_known", condition=Q(kind__in=Track.values)),
            models.CheckConstraint(
                name="alliance_matter_settled_says_how",
                condition=Q(settled_on__isnull=True, outcome="")
                | (Q(settled_on__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of how it stands."""
        if self.settled_on:
            return ("ok", "check-circle", pgettext_lazy("of a matter of the alliance", "Done"))
        return ("info", "arrow-right", pgettext_lazy("of a matter of the alliance", "Under way"))
