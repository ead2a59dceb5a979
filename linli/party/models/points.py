"""党员积分 (R-11, N4): rules as data, who takes part, entries from confirmed deeds, and appeals.

Taking part is voluntary, nothing depends on points, and nobody is compared. Entries are only ever added: what is wrong
is taken back by an entry against it.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.party.models.members import PartyMember

EVENT_LENGTH, TITLE_LENGTH, WORDS_LENGTH, REASON_LENGTH = 40, 60, 120, 300


class Per(models.TextChoices):
    """For what the points of a rule are given."""

    HOUR = "hour", pgettext_lazy("points for each", "hour")
    TIME = "time", pgettext_lazy("points for each", "time")


class PointRule(CommunityModel):
    """积分规则: how many points a kind of confirmed deed gives, from a day to a day. A rule is ended and written anew, never changed."""

    event = models.CharField(_("confirmed deed"), max_length=EVENT_LENGTH)
    title = models.CharField(_("title of the rule"), max_length=TITLE_LENGTH)
    amount = models.DecimalField(_("points for each"), max_digits=6, decimal_places=2)
    per = models.CharField(_("for each"), max_length=4, choices=Per.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("rule of points")
        verbose_name_plural = _("rules of points")
        constraints = [
            models.UniqueConstraint(
                name="one_point_rule_of_an_event",
                fields=["community", "event"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(name="point_rule_per_is_known", condition=Q(per__in=Per.values)),
            models.CheckConstraint(name="point_rule_gives_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="point_rule_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PointsParticipation(CommunityModel):
    """参加积分: a member said yes on a day, and perhaps no more on another. Deeds outside of these days give nothing."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="participations", verbose_name=_("Party member")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("taking part in points")
        verbose_name_plural = _("takings part in points")
        constraints = [
            models.UniqueConstraint(
                name="takes_part_once_at_a_time",
                fields=["community", "member"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="participation_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} – {self.valid_to or ''}"


class PointEntry(CommunityModel):
    """积分记录: points of a member for one confirmed deed; a counter-entry (冲正) names what it takes back and why. Only added."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="point_entries", verbose_name=_("Party member")
    )
    rule = ScopedForeignKey(
        PointRule, on_delete=models.PROTECT, related_name="entries", verbose_name=_("rule of points")
    )
    # What kind of record the deed is, and its key; no foreign key, so that the deed knows nothing of points.
    deed_kind = models.CharField(max_length=50, editable=False)
    deed_id = models.UUIDField(editable=False)
    words = models.CharField(_("what was done"), max_length=WORDS_LENGTH)
    happened_on = models.DateField(_("on which day"))
    quantity = models.DecimalField(_("hours or times"), max_digits=8, decimal_places=2)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=2)
    reverses = ScopedForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="counter_entries",
        verbose_name=_("takes back the entry"),
    )  # fmt: skip
    reason = models.CharField(_("why it is taken back"), max_length=REASON_LENGTH, blank=True)
    written_on = models.DateField(_("written on"))

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("entry of points")
        verbose_name_plural = _("entries of points")
        indexes = [
            models.Index(fields=["community", "member", "-happened_on", "-id"], name="points_of_member")
        ]
        constraints = [
            models.UniqueConstraint(
                name="points_once_for_a_deed",
                fields=["community", "rule", "member", "deed_kind", "deed_id"],
                condition=Q(reverses__isnull=True),
            ),
            models.UniqueConstraint(
                name="points_taken_back_once",
                fields=["community", "reverses"],
                condition=Q(reverses__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_counter_entry_takes_points",
                condition=Q(reverses__isnull=True, points__gte=Decimal(0), reason="")
                | (Q(reverses__isnull=False, points__lte=Decimal(0)) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.words}"


class PointAppeal(CommunityModel):
    """积分申诉: a member says that an entry is not right, or that one is missing; people answer, and both can be read."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="point_appeals", verbose_name=_("Party member")
    )
    entry = ScopedForeignKey(
        PointEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="appeals",
        verbose_name=_("entry of points"),
    )  # fmt: skip
    words = models.CharField(_("what is not right"), max_length=REASON_LENGTH)
    asked_on = models.DateField(_("asked on"))
    answer = models.CharField(_("answer"), max_length=REASON_LENGTH, blank=True)
    taken_back = models.BooleanField(_("the entry was taken back"), default=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("appeal about points")
        verbose_name_plural = _("appeals about points")
        constraints = [
            models.UniqueConstraint(
                name="one_open_appeal_of_an_entry",
                fields=["community", "member", "entry"],
                condition=Q(answered_on__isnull=True, entry__isnull=False),
            ),
            models.CheckConstraint(
                name="appeal_is_answered_in_words",
                condition=Q(answered_on__isnull=True, answer="", taken_back=False)
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="only_an_entry_is_taken_back",
                condition=Q(taken_back=False) | Q(entry__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.words
