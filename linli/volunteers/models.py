"""志愿者: teams that take orders."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.tenancy import CommunityModel, ScopedForeignKey


class Team(CommunityModel):
    """队伍: volunteers, Party members or craftsmen who serve together."""

    name = models.CharField(_("name"), max_length=60)
    purpose = models.CharField(_("what it does"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="team_name_once", fields=["community", "name"])]

    def __str__(self) -> str:
        return self.name


class TeamMember(CommunityModel):
    """队员: membership of a team; it ends, it is never deleted."""

    team = ScopedForeignKey(Team, on_delete=models.CASCADE, related_name="members", verbose_name=_("team"))
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        indexes = [models.Index(fields=["community", "user", "team"], name="team_member_user")]
        constraints = [
            models.UniqueConstraint(
                name="team_member_once",
                fields=["community", "team", "user"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="team_member_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"
