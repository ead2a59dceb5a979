"""号票: a number for today's queue. It holds no name and no telephone."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel
from linli.core.workflow import WorkflowModel
from linli.hall.workflow import TICKET_BADGES, TICKET_WORKFLOW, TicketStatus


class Queue(models.TextChoices):
    """队列: the letter before the number."""

    A = "A", pgettext_lazy("queue", "all matters")
    B = "B", pgettext_lazy("queue", "old people, the disabled, with small children")


class QueueTicket(CommunityModel, WorkflowModel):
    """号票: A001 of a day; who is called and does not come may be called again."""

    status = models.CharField(_("status"), max_length=10, choices=TicketStatus.choices, editable=False)
    day = models.DateField(_("day"))
    letter = models.CharField(_("queue"), max_length=1, choices=Queue.choices)
    running = models.PositiveSmallIntegerField(_("number of the day"))
    self_taken = models.BooleanField(_("taken on the phone page"), default=False)
    counter = models.CharField(_("counter"), max_length=10, blank=True)
    taken_at = models.DateTimeField(_("taken at"))
    called_at = models.DateTimeField(_("called at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    workflow = TICKET_WORKFLOW
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("number ticket")
        verbose_name_plural = _("number tickets")
        indexes = [
            models.Index(fields=["community", "day", "status", "taken_at"], name="ticket_of_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="ticket_once_a_day", fields=["community", "day", "letter", "running"]
            ),
            models.CheckConstraint(
                name="ticket_status_is_known", condition=Q(status__in=TicketStatus.values)
            ),
            models.CheckConstraint(name="ticket_letter_is_known", condition=Q(letter__in=Queue.values)),
            models.CheckConstraint(
                name="ticket_called_to_a_counter",
                condition=Q(status="waiting") | (~Q(counter="") & Q(called_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """A001."""
        return f"{self.letter}{self.running:03d}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*TICKET_BADGES[TicketStatus(self.status)], self.get_status_display())
