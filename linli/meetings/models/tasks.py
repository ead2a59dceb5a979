"""交办: what the street, the secretary or a meeting gave the community to do, by when, and what came of it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.meetings.workflow import BADGES, OPEN, TASK_WORKFLOW, TaskStatus

TITLE_LENGTH, TEXT_LENGTH, OFFICE_LENGTH, REPLY_LENGTH = 80, 2000, 60, 1000


class Giver(models.TextChoices):
    """交办方: who gives tasks. An office, never a person."""

    STREET = "street", _("township or street office")
    SECRETARY = "secretary", _("secretary")
    MEETING = "meeting", _("meeting")


class DirectedTask(CommunityModel, WorkflowModel):
    """交办. The giver stays answerable; its status changes only through `meetings.actions`."""

    status = models.CharField(_("status"), max_length=12, choices=TaskStatus.choices, editable=False)
    title = models.CharField(_("what is to be done"), max_length=TITLE_LENGTH)
    text = models.TextField(_("more about it"), max_length=TEXT_LENGTH, blank=True)
    giver = models.CharField(_("given by"), max_length=10, choices=Giver.choices)
    office = models.CharField(_("which office"), max_length=OFFICE_LENGTH, blank=True)
    document_number = models.CharField(_("number of the paper"), max_length=40, blank=True)
    given_on = models.DateField(_("given on"))
    due_at = models.DateTimeField(_("due at"))
    handler = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who does it")
    )
    reply = models.TextField(_("what was done"), max_length=REPLY_LENGTH, blank=True)
    # 来自哪个会议的决议: the meeting in which it was resolved, where there is one.
    meeting = ScopedForeignKey(
        "meetings.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="tasks",
        verbose_name=_("resolved in the meeting"),
    )
    # The record that did it, named without being imported (`meetings.deeds`): its kind, its key, its words.
    deed_kind = models.CharField(max_length=50, blank=True, editable=False)
    deed_id = models.UUIDField(null=True, editable=False)
    deed_label = models.CharField(_("done by"), max_length=120, blank=True, editable=False)
    ended_at = models.DateTimeField(_("finished or called off at"), null=True, editable=False)

    workflow = TASK_WORKFLOW
    # The verbs that the person at work holds on this task; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("directed task")
        verbose_name_plural = _("directed tasks")
        indexes = [
            models.Index(
                fields=["community", "due_at"],
                name="task_due",
                condition=Q(status__in=[s.value for s in OPEN]),
            ),
            models.Index(fields=["community", "-given_on", "-id"], name="task_list"),
        ]
        constraints = [
            models.CheckConstraint(name="task_status_is_known", condition=Q(status__in=TaskStatus.values)),
            models.CheckConstraint(name="task_giver_is_known", condition=Q(giver__in=Giver.values)),
            models.CheckConstraint(
                name="task_done_says_what", condition=~Q(status="finished") | ~Q(reply="")
            ),
            models.CheckConstraint(
                name="task_ends_once",
                condition=Q(status__in=["given", "awaiting"], ended_at__isnull=True)
                | Q(status__in=["finished", "called_off"], ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Somebody still has to act."""
        return self.status in OPEN

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*BADGES[TaskStatus(self.status)], self.get_status_display())

    @property
    def source(self) -> str:
        """Who gave it: the office in words, else the kind of giver."""
        return self.office or str(self.get_giver_display())
