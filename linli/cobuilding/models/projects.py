"""项目: what becomes of matches, with its milestones."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.cobuilding.models.lists import TEXT_LENGTH, TITLE_LENGTH, WORDS_LENGTH
from linli.cobuilding.workflow import ALIVE, PROJECT_BADGES, PROJECT_WORKFLOW, ProjectStatus
from linli.core import clock
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.organisations.models import Organisation


class Project(CommunityModel, WorkflowModel):
    """项目: made from matches of one giver. Done when every milestone is reached or left out, and then its needs are met."""

    number = models.CharField(_("number"), max_length=12)
    status = models.CharField(_("status"), max_length=10, choices=ProjectStatus.choices, editable=False)
    title = models.CharField(_("the project in words for everybody"), max_length=TITLE_LENGTH)
    what_for = models.TextField(_("what it is for"), max_length=TEXT_LENGTH, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who sees to it")
    )
    partner = ScopedForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("together with")
    )  # fmt: skip
    starts_on = models.DateField(_("starts on"))
    due_on = models.DateField(_("due on"))
    begun_at = models.DateTimeField(_("made at"))
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)
    stop_reason = models.CharField(_("why it was stopped"), max_length=WORDS_LENGTH, blank=True)

    workflow = PROJECT_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            models.Index(fields=["community", "-begun_at", "-id"], name="project_newest"),
            models.Index(fields=["community", "status", "due_on"], name="project_under_way"),
        ]
        constraints = [
            models.UniqueConstraint(name="project_number_once", fields=["community", "number"]),
            models.CheckConstraint(name="project_status_is_known", condition=Q(status__in=ProjectStatus.values)),
            models.CheckConstraint(name="project_due_after_its_start", condition=Q(due_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="project_stopped_says_why", condition=~Q(status="stopped") | ~Q(stop_reason="")
            ),
            models.CheckConstraint(
                name="project_done_says_when", condition=~Q(status="done") | Q(done_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*PROJECT_BADGES[ProjectStatus(self.status)], self.get_status_display())

    @property
    def is_late(self) -> bool:
        """Its day has passed and it is not done."""
        return self.status in ALIVE and self.due_on < clock.today()


class Milestone(CommunityModel):
    """节点: a step of a project with its day. Reached says what was done; left out says why."""

    project = ScopedForeignKey(
        Project, on_delete=models.CASCADE, related_name="milestones", verbose_name=_("project")
    )
    title = models.CharField(_("milestone in words for everybody"), max_length=TITLE_LENGTH)
    due_on = models.DateField(_("due on"))
    reached_on = models.DateField(_("reached on"), null=True, editable=False)
    left_out_on = models.DateField(_("left out on"), null=True, editable=False)
    note = models.CharField(_("what was done, or why it is left out"), max_length=WORDS_LENGTH, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(name="milestone_once", fields=["community", "project", "title"]),
            models.CheckConstraint(
                name="milestone_says_what_became_of_it",
                condition=Q(reached_on__isnull=True, left_out_on__isnull=True)
                | (~Q(note="") & (Q(reached_on__isnull=True) | Q(left_out_on__isnull=True))),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Nothing became of it yet."""
        return self.reached_on is None and self.left_out_on is None

    @property
    def is_late(self) -> bool:
        """Its day has passed and nothing became of it."""
        return self.is_open and self.due_on < clock.today()
