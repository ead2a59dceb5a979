"""值班: rosters, their shifts, and what one shift leaves for the next to know."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.places.models import Compound
from linli.rosters.workflow import SHIFT_WORKFLOW, ShiftStatus
from linli.venues.models import Venue

PLACE_LENGTH, WHY_LENGTH, REASON_LENGTH, NOTE_LENGTH = 80, 120, 200, 1000


class Roster(CommunityModel):
    """值班表: shifts of one kind at one place. A continuous one must have somebody at every moment; another one with a
    venue should have somebody while the venue is open. It ends, it is never deleted.
    """

    class Kind(models.TextChoices):
        """What sort of duty it is."""

        STATION = "station", _("station duty")
        COMMITTEE = "committee", _("committee duty")
        GATE = "gate", _("gate duty")

    name = models.CharField(pgettext_lazy("of a place", "name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    venue = ScopedForeignKey(
        Venue,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rosters",
        verbose_name=_("venue"),
    )
    compound = ScopedForeignKey(
        Compound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("compound"),
    )
    continuous = models.BooleanField(_("somebody at every moment, day and night"), default=False)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")
        constraints = [
            models.UniqueConstraint(
                name="roster_name_once", fields=["community", "name"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="roster_kind_is_known", condition=Q(kind__in=["station", "committee", "gate"])
            ),
            models.CheckConstraint(
                name="roster_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """The venue, else the compound, else nothing."""
        return str(self.venue or self.compound or "")


class Shift(CommunityModel, WorkflowModel):
    """班: from when to when, and who is on duty; nobody yet where `user` is empty. Who came and went is not kept: no
    check-in, no place of a person, and no list counts the shifts of anybody.
    """

    class Purpose(models.TextChoices):
        """What for."""

        DUTY = "duty", _("duty")
        MOBILE_OFFICE = "mobile_office", _("mobile office")

    status = models.CharField(_("status"), max_length=10, choices=ShiftStatus.choices, editable=False)
    roster = ScopedForeignKey(
        Roster, on_delete=models.PROTECT, related_name="shifts", verbose_name=_("roster")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("on duty")
    )
    purpose = models.CharField(_("what for"), max_length=15, choices=Purpose.choices, default=Purpose.DUTY)
    place = models.CharField(_("where"), max_length=PLACE_LENGTH, blank=True)
    # Who had it before: told that somebody else has it now.
    former = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("on duty before"),
    )
    swap_asked_at = models.DateTimeField(_("asked to be replaced at"), null=True, editable=False)
    swap_reason = EncryptedTextField(_("why somebody asks to be replaced"), blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancelled_why = models.CharField(
        _("why it was cancelled"), max_length=WHY_LENGTH, blank=True, editable=False
    )

    # Of a copied week, which is one act: its roster, whose entry of the audit stands for the first of each.
    origin_kind = models.CharField(max_length=50, blank=True, editable=False)
    origin_id = models.UUIDField(null=True, editable=False)

    workflow = SHIFT_WORKFLOW
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        indexes = [
            models.Index(fields=["community", "starts_at"], name="shift_begin"),
            models.Index(fields=["community", "roster", "starts_at"], name="shift_of_roster"),
            models.Index(fields=["community", "user", "starts_at"], name="shift_of_user"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_shift_at_a_time",
                fields=["community", "user", "starts_at"],
                condition=Q(status="scheduled"),
            ),
            models.CheckConstraint(
                name="shift_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="shift_status_is_known", condition=Q(status__in=ShiftStatus.values)),
            models.CheckConstraint(
                name="shift_purpose_is_known", condition=Q(purpose__in=["duty", "mobile_office"])
            ),
            models.CheckConstraint(
                name="shift_is_cancelled_with_a_reason",
                condition=Q(status="scheduled", cancelled_at__isnull=True)
                | (Q(status="cancelled", cancelled_at__isnull=False) & ~Q(cancelled_why="")),
            ),
            models.CheckConstraint(
                name="shift_that_is_open_asks_for_nobody",
                condition=Q(swap_asked_at__isnull=True) | Q(user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def badge(self) -> tuple[str, str, Any] | None:
        """Tone, icon and word of what wants somebody's eye; None where all is well."""
        if self.status == ShiftStatus.CANCELLED:
            return "mute", "cross", self.get_status_display()
        if self.user_id is None:
            return "warn", "warn", _("nobody yet")
        return ("warn", "refresh", _("asks to be replaced")) if self.swap_asked_at else None


class ShiftNote(CommunityModel):
    """交班留言: what the next on duty must know. Who comes next takes note of it; erased some time after."""

    shift = ScopedForeignKey(Shift, on_delete=models.PROTECT, related_name="notes", verbose_name=_("shift"))
    text = EncryptedTextField(_("for the next on duty"))
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    noted_at = models.DateTimeField(_("noted at"), null=True, editable=False)
    noted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("noted by"),
    )

    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("note for the next shift")
        verbose_name_plural = _("notes for the next shift")
        indexes = [models.Index(fields=["community", "written_at"], name="shift_note_written")]
        constraints = [
            models.CheckConstraint(
                name="shift_note_is_noted_by_somebody",
                condition=Q(noted_at__isnull=True, noted_by__isnull=True)
                | Q(noted_at__isnull=False, noted_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d %H:%M}"
