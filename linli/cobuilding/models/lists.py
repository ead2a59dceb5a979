"""需求 and 资源: what is needed here, what is given by whom, how much of it, where and when."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.cobuilding import times
from linli.cobuilding.kinds import Kind, amount_words
from linli.cobuilding.workflow import NEED_BADGES, NEED_WORKFLOW, NeedStatus
from linli.core import clock
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.organisations.models import Organisation
from linli.places.models import Building
from linli.volunteers.models import Skill, Team

TITLE_LENGTH, TEXT_LENGTH, WORDS_LENGTH, ITEM_LENGTH, UNIT_LENGTH = 40, 1000, 300, 20, 6
MOST = 100_000_000  # in fen: a million yuan


class Terms(models.Model):
    """How much of what kind, and when. `quantity` counts people, seats, things, fen, times or hours, as the kind says; the
    times of the week are kept as `cobuilding.times` says, none meaning any time.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    skill = models.CharField(_("skill"), max_length=20, choices=Skill.choices, blank=True)
    item = models.CharField(_("which thing"), max_length=ITEM_LENGTH, blank=True)
    unit = models.CharField(_("counted in"), max_length=UNIT_LENGTH, blank=True)
    quantity = models.PositiveIntegerField(_("how much"))
    times = models.JSONField(_("times of the week"), default=list, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def amount(self) -> str:
        """How much, in words."""
        return amount_words(self.kind, self.quantity, self.item, self.unit)

    @property
    def times_words(self) -> list[str]:
        """The times of the week in words."""
        return [times.words(time) for time in self.times]


class Need(CommunityModel, WorkflowModel, Terms):
    """需求. The desk writes it in words for everybody; its status changes only through `cobuilding.actions`."""

    number = models.CharField(_("number"), max_length=12)
    status = models.CharField(_("status"), max_length=10, choices=NeedStatus.choices, editable=False)
    title = models.CharField(_("what is needed, in words for everybody"), max_length=TITLE_LENGTH)
    text = models.TextField(_("more about it"), max_length=TEXT_LENGTH, blank=True)
    building = ScopedForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("building"),
    )
    urgent = models.BooleanField(_("urgent"), default=False)
    # The record that it stems from, named without being imported: an order, a survey.
    origin_kind = models.CharField(max_length=50, blank=True, editable=False)
    origin_id = models.UUIDField(null=True, editable=False)
    drop_reason = models.CharField(_("why not any more"), max_length=WORDS_LENGTH, blank=True)
    noted_at = models.DateTimeField(_("written down at"))
    met_at = models.DateTimeField(_("met at"), null=True, editable=False)

    workflow = NEED_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        indexes = [
            models.Index(fields=["community", "-noted_at", "-id"], name="need_newest"),
            models.Index(fields=["community", "status", "kind"], name="need_to_match"),
            models.Index(fields=["community", "origin_id"], name="need_of_origin", condition=Q(origin_id__isnull=False)),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(name="need_number_once", fields=["community", "number"]),
            models.CheckConstraint(name="need_status_is_known", condition=Q(status__in=NeedStatus.values)),
            models.CheckConstraint(name="need_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="need_asks_for_something", condition=Q(quantity__gte=1, quantity__lte=MOST)),
            models.CheckConstraint(
                name="need_ends_after_it_begins", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="need_dropped_says_why", condition=~Q(status="dropped") | ~Q(drop_reason="")
            ),
            models.CheckConstraint(
                name="need_met_says_when", condition=~Q(status="met") | Q(met_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*NEED_BADGES[NeedStatus(self.status)], self.get_status_display())


class Resource(CommunityModel, Terms):
    """资源: what a local organisation, a team or the community itself gives. It ends, it is never deleted."""

    number = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("what is given, in words for everybody"), max_length=TITLE_LENGTH)
    organisation = ScopedForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("local organisation"),
    )  # fmt: skip
    team = ScopedForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    # How much of it is given away; written with each match, so that nothing is given twice. 0 for a room: it comes back.
    taken = models.PositiveIntegerField(_("how much is given away"), default=0, editable=False)
    building = ScopedForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("building"),
    )
    contact = EncryptedTextField(_("whom to ring about it"), blank=True)
    offered_at = models.DateTimeField(_("offered at"))

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        indexes = [
            models.Index(fields=["community", "-offered_at", "-id"], name="resource_newest"),
            models.Index(fields=["community", "kind", "valid_to"], name="resource_to_match"),
        ]
        constraints = [
            models.UniqueConstraint(name="resource_number_once", fields=["community", "number"]),
            models.CheckConstraint(name="resource_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="resource_is_something", condition=Q(quantity__gte=1, quantity__lte=MOST)),
            models.CheckConstraint(name="resource_given_once", condition=Q(taken__lte=F("quantity"))),
            models.CheckConstraint(name="resource_room_comes_back", condition=~Q(kind="room") | Q(taken=0)),
            models.CheckConstraint(
                name="resource_has_one_giver", condition=Q(organisation__isnull=True) | Q(team__isnull=True)
            ),
            models.CheckConstraint(
                name="resource_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def giver(self) -> str:
        """Who gives it; "" for the community itself."""
        return str(self.organisation or self.team or "")

    @property
    def giver_key(self) -> str:
        """The same for who counts: one giver is one key."""
        return str(self.organisation_id or self.team_id or "")

    @property
    def left(self) -> int:
        """What is not given away; of a room its seats."""
        return self.quantity - self.taken

    @property
    def left_words(self) -> str:
        """The same in words."""
        return amount_words(self.kind, self.left, self.item, self.unit)

    @property
    def is_over(self) -> bool:
        """Its last day has passed."""
        return self.valid_to is not None and self.valid_to < clock.today()
