"""诉求工单: an order is a resident's request once it has a number."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core import clock
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.orders.models.category import Category, ResidentGroup
from linli.orders.workflow import BADGES, OPEN, ORDER_WORKFLOW, OrderStatus
from linli.places.models import Building, Grid
from linli.volunteers.models import Team

TEXT_LENGTH = 7000
SUBJECT_LENGTH = 60


class Channel(models.TextChoices):
    """渠道: how a request reached the community."""

    WEB = "web", _("phone page")
    PHONE = "phone", _("telephone")
    WALK_IN = "walk_in", _("came in person")
    GROUP = "group", _("chat group")
    HOTLINE = "hotline", _("hotline 12345")
    BENCH = "bench", _("bench meeting")
    PATROL = "patrol", _("patrol")
    PAPER = "paper", _("paper form")
    CALL_ME = "call_me", _("asked to be rung")
    OPEN311 = "open311", _("another system (Open311)")


class Level(models.TextChoices):
    """层级: how high a matter has been carried (网格 - 社区 - 街道)."""

    GRID = "grid", pgettext_lazy("level", "grid")
    COMMUNITY = "community", pgettext_lazy("level", "community")
    TOWNSHIP = "township", pgettext_lazy("level", "township")


class Authority(models.TextChoices):
    """代为反映的依据: why somebody may speak for another."""

    FAMILY = "family", _("family, who know and agree")
    ASKED = "asked", _("a neighbour who was asked to")
    PROXY = "proxy", _("a proxy in the books")
    DUTY = "duty", _("somebody on duty who saw it")


class Standing:
    """What the facts of an order say together: the same of a record and of a line of a list (`orders.lines`)."""

    status: Any
    kind: Any
    code_of_place: Any
    building: Any
    place: Any
    accepted_by: Any
    handler: Any
    team: Any
    submitted_at: Any
    due_at: Any
    paused_at: Any
    resolved_at: Any
    ended_at: Any

    @property
    def is_open(self) -> bool:
        """Somebody of the community still has to act."""
        return self.status in OPEN

    @property
    def is_late(self) -> bool:
        """Its time is over and the clock runs; while the requester is asked nothing is late."""
        return self.is_open and self.paused_at is None and self.due_at < clock.now()

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        status = OrderStatus(self.status)
        return (*BADGES[status], status.label)

    @property
    def holder(self) -> str:
        """Who has it: the one who took it, else the person or team it was handed to."""
        who = self.accepted_by or self.handler or self.team
        return str(who) if who else ""

    @property
    def where(self) -> str:
        """The place in words: building and what the requester added."""
        return " ".join(part for part in (str(self.building) if self.building else "", self.place) if part)

    @property
    def stopped_at(self) -> dt.datetime | None:
        """When the clock stopped, if it has."""
        return self.resolved_at or self.ended_at


class Order(Standing, CommunityModel, WorkflowModel):
    """诉求工单. Its status changes only through `orders.actions`."""

    number = models.CharField(_("number"), max_length=12)
    code = models.CharField(_("six-character code"), max_length=6)
    status = models.CharField(_("status"), max_length=12, choices=OrderStatus.choices, editable=False)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    category = ScopedForeignKey(
        Category, on_delete=models.PROTECT, related_name="orders", verbose_name=_("category")
    )
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    text = models.TextField(_("what happened"), max_length=TEXT_LENGTH)
    building = ScopedForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("building"),
    )
    grid = ScopedForeignKey(
        Grid, on_delete=models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("grid")
    )
    place = models.CharField(_("place in words"), max_length=100, blank=True)

    contact_name = EncryptedTextField(_("name of the requester"), blank=True)
    contact_phone = EncryptedTextField(_("telephone of the requester"), blank=True)
    on_behalf_of = EncryptedTextField(_("for whom it is asked"), blank=True)
    authority = models.CharField(
        _("why one may ask for another"), max_length=10, choices=Authority.choices, blank=True
    )
    entered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("written down by"),
    )
    group = ScopedForeignKey(
        ResidentGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resident group"),
    )
    pressing = models.BooleanField(_("urgent, hard, worrying or longed-for"), default=False)
    anonymous = models.BooleanField(_("the handler does not see who asks"), default=False)
    proof_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    proof_blocked_until = models.DateTimeField(null=True, editable=False)

    team = ScopedForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    handler = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handed to")
    )
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken by")
    )
    answer = models.TextField(_("answer to the requester"), blank=True)
    level = models.CharField(
        _("level"), max_length=10, choices=Level.choices, default=Level.GRID, editable=False
    )
    # What everybody may read on the wall; without words of the desk the wall says the kind and the place alone.
    wall_text = models.CharField(_("words for the wall"), max_length=SUBJECT_LENGTH, blank=True)
    merged_into = ScopedForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("goes on as"),
    )
    split_from = ScopedForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="parts",
        verbose_name=_("part of"),
    )

    # A message of another system keeps its number there, so that it is never taken in twice.
    external_number = models.CharField(_("number elsewhere"), max_length=40, blank=True)
    origin_kind = models.CharField(max_length=50, blank=True, editable=False)
    origin_id = models.UUIDField(null=True, editable=False)

    asked_at = models.DateTimeField(_("said at, where it was written down later"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"))
    due_at = models.DateTimeField(_("due at"))
    contacted_at = models.DateTimeField(_("first word from the community at"), null=True, editable=False)
    paused_at = models.DateTimeField(_("clock stands still since"), null=True, editable=False)
    extended = models.PositiveSmallIntegerField(_("times extended"), default=0, editable=False)
    chased_at = models.DateTimeField(_("last chased at"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_in_call = models.BooleanField(_("confirmed in a call-back"), default=False, editable=False)
    # Asked, done and confirmed within one household or one desk: it counts in no figure (M-11).
    own_circle = models.BooleanField(_("confirmed in one's own circle"), default=False, editable=False)
    unreached_at = models.DateTimeField(_("given up calling back at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("closed, declined or withdrawn at"), null=True, editable=False)

    workflow = ORDER_WORKFLOW
    # The verbs that the person at work holds on this order; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()
    # Whether it lies near, and takes what the person at work can do; `nearby.fitting` says so.
    near: bool = False
    able: bool = False

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [
            models.Index(fields=["community", "status", "-submitted_at", "-id"], name="order_list"),
            models.Index(fields=["community", "-submitted_at", "-id"], name="order_newest"),
            models.Index(fields=["community", "status", "due_at"], name="order_states"),
            models.Index(
                fields=["level", "community", "due_at"],
                name="order_township",
                condition=Q(level="township"),
            ),
            models.Index(
                fields=["community", "due_at"],
                name="order_due",
                condition=Q(status__in=[s.value for s in OPEN]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="order_number_once", fields=["community", "number"]),
            models.UniqueConstraint(name="order_code_once", fields=["community", "code"]),
            models.UniqueConstraint(
                name="order_of_elsewhere_once",
                fields=["community", "channel", "external_number"],
                condition=~Q(external_number=""),
            ),
            models.CheckConstraint(name="order_status_is_known", condition=Q(status__in=OrderStatus.values)),
            models.CheckConstraint(
                name="order_due_after_submission", condition=Q(due_at__gt=F("submitted_at"))
            ),
            models.CheckConstraint(
                name="order_dispatched_to_somebody",
                condition=~Q(status="dispatched") | Q(team__isnull=False) | Q(handler__isnull=False),
            ),
            models.CheckConstraint(
                name="order_taken_by_somebody",
                condition=~Q(
                    status__in=["accepted", "waiting", "resolved", "confirmed", "unreached", "closed"]
                )
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="order_done_says_what",
                condition=~Q(status__in=["resolved", "confirmed", "unreached", "closed"])
                | (Q(resolved_at__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="order_closed_was_confirmed_or_called",
                condition=~Q(status="closed") | Q(confirmed_at__isnull=False) | Q(unreached_at__isnull=False),
            ),
            models.CheckConstraint(
                name="order_waits_with_its_clock_stopped",
                condition=Q(status="waiting", paused_at__isnull=False)
                | (~Q(status="waiting") & Q(paused_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="order_merged_goes_on_elsewhere",
                condition=~Q(status="merged") | Q(merged_into__isnull=False),
            ),
            models.CheckConstraint(name="order_level_is_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="order_asked_for_another_says_why",
                condition=Q(authority="") | Q(authority__in=Authority.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def kind(self) -> str:
        """The kind of its category: by it the rulebook gives the deadline."""
        return self.category.kind

    @property
    def code_of_place(self) -> str:
        """The division code of its community: where the rulebook is asked."""
        return self.community.code

    @property
    def holder_id(self) -> Any:
        """The user who has it: who took it, else the person it was handed to; None for a team or nobody."""
        return self.accepted_by_id or self.handler_id


class Exclusion(CommunityModel):
    """不再派给: somebody who is not to get this order again, because the requester said it was not solved."""

    order = ScopedForeignKey(
        Order, on_delete=models.CASCADE, related_name="exclusions", verbose_name=_("order")
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    happened_at = models.DateTimeField(_("happened at"))

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        constraints = [models.UniqueConstraint(name="exclusion_once", fields=["community", "order", "user"])]

    def __str__(self) -> str:
        return f"{self.order_id} {self.user_id}"
