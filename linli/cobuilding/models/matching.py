"""对接: a resource for a need; and what the planner proposes of that. It proposes; a person decides."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.cobuilding import times
from linli.cobuilding.kinds import amount_words
from linli.cobuilding.models.lists import WORDS_LENGTH, Need, Resource
from linli.cobuilding.models.projects import Project
from linli.cobuilding.workflow import NeedStatus
from linli.core.tenancy import CommunityModel, ScopedForeignKey


class Agreed(models.Model):
    """The time of the week that fits, and how far the way is; empty where none was asked, or is not known."""

    slot = models.JSONField(_("time of the week"), null=True)
    metres = models.PositiveIntegerField(_("way in metres"), null=True)

    class Meta:
        abstract = True

    @property
    def time(self) -> str:
        """周三 14:00—16:00, "" where no time was asked."""
        return times.words(self.slot)

    @property
    def there_was_words(self) -> str:
        """How much there was, in the words of what was asked for."""
        row: Any = self
        return amount_words(row.need.kind, row.there_was, "", row.need.unit).strip()


class Match(CommunityModel, Agreed):
    """对接: a resource for a need, how much of how much, and why; undone it stays with its end."""

    need = ScopedForeignKey(Need, on_delete=models.PROTECT, related_name="matches", verbose_name=_("need"))
    resource = ScopedForeignKey(
        Resource, on_delete=models.PROTECT, related_name="matches", verbose_name=_("resource")
    )
    quantity = models.PositiveIntegerField(_("how much"))
    there_was = models.PositiveIntegerField(_("how much there was"))
    chosen_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who chose it")
    )
    happened_at = models.DateTimeField(_("matched at"))
    ended_at = models.DateTimeField(_("undone at"), null=True, editable=False)
    why_ended = models.CharField(_("why it was undone"), max_length=WORDS_LENGTH, blank=True)
    project = ScopedForeignKey(
        Project, on_delete=models.PROTECT, null=True, related_name="matches", verbose_name=_("project")
    )

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        indexes = [
            models.Index(fields=["community", "resource"], name="match_standing", condition=Q(ended_at__isnull=True))
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                name="match_of_a_need_once", fields=["community", "need"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="match_undone_says_why", condition=Q(ended_at__isnull=True) | ~Q(why_ended="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.resource_id}"


class MatchPlan(CommunityModel):
    """对接方案: asked for by somebody at the desk, made by the worker."""

    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for at"))
    made_at = models.DateTimeField(_("made at"), null=True, editable=False)

    class Meta:
        verbose_name = _("matching plan")
        verbose_name_plural = _("matching plans")
        indexes = [models.Index(fields=["community", "-asked_at"], name="match_plan_newest")]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"


class MatchProposal(CommunityModel, Agreed):
    """对接建议: one resource for one need and why; or none, and why. `excluded` are those that did not do before."""

    class Over(models.TextChoices):
        """Why the planner found nothing."""

        NOTHING = "nothing", _("nothing of that kind is offered")
        SKILL = "skill", _("nobody who offers it has the skill")
        TIME = "time", _("not on these days or at these times")
        LITTLE = "little", _("too little is left, or it is too small")
        EXCLUDED = "excluded", _("what would do was tried and undone")
        TAKEN = "taken", _("what would do serves others")

    plan = ScopedForeignKey(
        MatchPlan, on_delete=models.CASCADE, related_name="proposals", verbose_name=_("matching plan")
    )
    need = ScopedForeignKey(Need, on_delete=models.CASCADE, related_name="+", verbose_name=_("need"))
    seen = models.PositiveIntegerField(_("version of the need"))
    resource = ScopedForeignKey(
        Resource, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("proposed")
    )
    there_was = models.PositiveIntegerField(_("how much there was"), default=0)
    next = ScopedForeignKey(
        Resource, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("next best")
    )
    over = models.CharField(_("why nothing"), max_length=10, choices=Over.choices, blank=True)
    excluded: Any = models.JSONField(_("what was tried, and why it was undone"), default=list)
    place = models.PositiveIntegerField(_("place in the plan"))

    class Meta:
        verbose_name = _("matching proposal")
        verbose_name_plural = _("matching proposals")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(name="match_proposal_once", fields=["community", "plan", "need"]),
            models.CheckConstraint(
                name="match_proposal_has_something_or_says_why",
                condition=Q(resource__isnull=False, over="") | (Q(resource__isnull=True) & ~Q(over="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.resource_id or self.over}"

    @property
    def waits(self) -> bool:
        """Whether the need still waits, just as the planner saw it, and the resource has not ended."""
        open_still = self.need.status == NeedStatus.OPEN and self.need.version == self.seen
        return bool(self.resource and open_still and not self.resource.is_over)
