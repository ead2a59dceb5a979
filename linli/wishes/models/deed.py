"""实事 (我为群众办实事): what was done for residents, with owner, due day and evidence."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import clock
from linli.core.tenancy import CommunityModel
from linli.core.workflow import WorkflowModel
from linli.orders.models import Degree as Satisfaction  # yes, mostly, no
from linli.wishes.workflow import DEED_BADGES, DEED_WORKFLOW, DeedStatus


class PracticalDeed(CommunityModel, WorkflowModel):
    """实事. One made from an order is the same matter and counts once: its origin is the order."""

    number = models.CharField(_("number"), max_length=12)
    status = models.CharField(_("status"), max_length=12, choices=DeedStatus.choices, editable=False)
    title = models.CharField(_("practical deed"), max_length=60)
    what = models.TextField(_("what is to be done"), max_length=2000)
    category = models.CharField(_("kind, in words"), max_length=20, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who does it")
    )
    organisation = models.CharField(_("which organisation does it"), max_length=60, blank=True)
    due_on = models.DateField(_("due on"))
    pressing = models.BooleanField(_("urgent, hard, worrying or longed-for"), default=False)
    # The record that it stems from, named without being imported: an order, later a meeting or a visit.
    origin_kind = models.CharField(max_length=50, blank=True, editable=False)
    origin_id = models.UUIDField(null=True, editable=False)
    evidence = models.TextField(_("what was done"), max_length=1000, blank=True)
    satisfied = models.CharField(
        _("what residents say of it"), max_length=10, choices=Satisfaction.choices, blank=True
    )
    begun_at = models.DateTimeField(_("begun at"))
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)
    done_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("who said that it is done"),
    )  # fmt: skip
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, editable=False)

    workflow = DEED_WORKFLOW
    # The verbs that the person at work holds on this deed; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("practical deed")
        verbose_name_plural = _("practical deeds")
        indexes = [
            models.Index(fields=["community", "-begun_at", "-id"], name="deed_newest"),
            models.Index(fields=["community", "status", "due_on"], name="deed_board"),
        ]
        constraints = [
            models.UniqueConstraint(name="deed_number_once", fields=["community", "number"]),
            models.UniqueConstraint(
                name="deed_of_one_origin_once",
                fields=["community", "origin_kind", "origin_id"],
                condition=Q(origin_id__isnull=False),
            ),
            models.CheckConstraint(name="deed_status_is_known", condition=Q(status__in=DeedStatus.values)),
            models.CheckConstraint(
                name="deed_is_somebodys", condition=Q(owner__isnull=False) | ~Q(organisation="")
            ),
            models.CheckConstraint(
                name="deed_done_says_what",
                condition=~Q(status__in=["done", "confirmed"]) | (Q(done_at__isnull=False) & ~Q(evidence="")),
            ),
            models.CheckConstraint(
                name="deed_confirmed_says_how_it_was",
                condition=~Q(status="confirmed")
                | (Q(confirmed_at__isnull=False) & Q(satisfied__in=["yes", "mostly"])),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*DEED_BADGES[DeedStatus(self.status)], self.get_status_display())

    @property
    def is_late(self) -> bool:
        """Its day has passed and it is not done."""
        return self.status == DeedStatus.IN_PROGRESS and self.due_on < clock.today()

    @property
    def holder(self) -> str:
        """Who does it: a person of the community, or an organisation."""
        return self.organisation or (self.owner.name if self.owner else "")
