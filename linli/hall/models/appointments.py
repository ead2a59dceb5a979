"""预约: a time at the counter, or at home for who cannot come."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.hall.models.catalogue import ServiceItem
from linli.hall.workflow import APPOINTMENT_BADGES, APPOINTMENT_WORKFLOW, AppointmentStatus
from linli.places.models import Building


class HallHours(CommunityModel):
    """办事时段: from when to when on a weekday one may book, and how many in each half hour."""

    class Weekday(models.IntegerChoices):
        """星期几, Monday first, as Python counts."""

        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday.choices)
    from_time = models.TimeField(pgettext_lazy("hours", "from"))
    to_time = models.TimeField(pgettext_lazy("hours", "to"))
    places = models.PositiveSmallIntegerField(_("how many in each half hour"), default=2)

    class Meta:
        verbose_name = _("hours of the hall")
        verbose_name_plural = _("hours of the hall")
        constraints = [
            models.UniqueConstraint(name="hall_hours_once", fields=["community", "weekday", "from_time"]),
            models.CheckConstraint(name="hall_hours_are_a_span", condition=Q(from_time__lt=F("to_time"))),
            models.CheckConstraint(name="hall_hours_weekday_is_known", condition=Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.from_time:%H:%M}—{self.to_time:%H:%M}"


class HallAppointment(CommunityModel, WorkflowModel):
    """预约. `place_number` is one of the places of its half hour, so that no half hour is given away twice."""

    status = models.CharField(_("status"), max_length=10, choices=AppointmentStatus.choices, editable=False)
    code = models.CharField(_("six-character code"), max_length=6)
    item = ScopedForeignKey(
        ServiceItem, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("service item")
    )
    starts_at = models.DateTimeField(_("when"))
    place_number = models.PositiveSmallIntegerField(editable=False)
    contact_name = EncryptedTextField(_("name of who comes"))
    contact_phone = EncryptedTextField(_("telephone of who comes"))
    at_home = models.BooleanField(_("somebody comes to the home"), default=False)
    building = ScopedForeignKey(
        Building, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("building")
    )  # fmt: skip
    proof_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    proof_blocked_until = models.DateTimeField(null=True, editable=False)

    workflow = APPOINTMENT_WORKFLOW
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("appointment at the hall")
        verbose_name_plural = _("appointments at the hall")
        constraints = [
            models.UniqueConstraint(name="hall_appointment_code_once", fields=["community", "code"]),
            models.UniqueConstraint(
                name="hall_appointment_place_once",
                fields=["community", "starts_at", "place_number"],
                condition=~Q(status="cancelled"),
            ),
            models.CheckConstraint(
                name="hall_appointment_status_is_known", condition=Q(status__in=AppointmentStatus.values)
            ),
            models.CheckConstraint(
                name="hall_appointment_at_home_says_where",
                condition=Q(at_home=False) | Q(building__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*APPOINTMENT_BADGES[AppointmentStatus(self.status)], self.get_status_display())
