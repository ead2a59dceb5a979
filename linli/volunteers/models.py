"""志愿者: teams that take orders, what who helps can do and when, and the service that was done."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.places.models import Building
from linli.volunteers.workflow import BADGES, SERVICE_WORKFLOW, ServiceStatus

WHAT_LENGTH = 200
DAY_MINUTES = 24 * 60


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


class Skill(models.TextChoices):
    """技能: what somebody can do for others."""

    PLUMBING = "plumbing", _("plumbing")
    ELECTRICITY = "electricity", _("electricity")
    REPAIR = "repair", _("small repairs")
    CARRYING = "carrying", _("carrying things")
    ESCORT = "escort", _("going along to the hospital")
    COMPANY = "company", _("keeping somebody company")
    CARE = "care", _("care of the old and the young")
    FIRST_AID = "first_aid", _("first aid")
    TUTORING = "tutoring", _("helping pupils")
    TELEPHONES = "telephones", _("explaining smartphones")
    WRITING = "writing", _("filling in forms, writing letters")
    MEDIATION = "mediation", _("talking things over")
    LAW = "law", _("legal questions")
    DIALECT = "dialect", _("a dialect of here")
    SIGN_LANGUAGE = "sign_language", _("sign language")
    HAIRDRESSING = "hairdressing", _("cutting hair")
    COOKING = "cooking", _("cooking")
    DRIVING = "driving", _("driving")
    CLEANING = "cleaning", _("cleaning up")
    MUSIC = "music", _("music, dance, calligraphy")


class DayPart(models.TextChoices):
    """时段: a part of a day."""

    MORNING = "morning", pgettext_lazy("part of a day", "morning")
    AFTERNOON = "afternoon", pgettext_lazy("part of a day", "afternoon")
    EVENING = "evening", pgettext_lazy("part of a day", "evening")


class Weekday(models.IntegerChoices):
    """星期: as Python and GB/T 7408.1 count them, Monday first; here from 0."""

    MONDAY = 0, pgettext_lazy("weekday", "Monday")
    TUESDAY = 1, pgettext_lazy("weekday", "Tuesday")
    WEDNESDAY = 2, pgettext_lazy("weekday", "Wednesday")
    THURSDAY = 3, pgettext_lazy("weekday", "Thursday")
    FRIDAY = 4, pgettext_lazy("weekday", "Friday")
    SATURDAY = 5, pgettext_lazy("weekday", "Saturday")
    SUNDAY = 6, pgettext_lazy("weekday", "Sunday")


class Profile(CommunityModel):
    """志愿者档案: what somebody offers to do. The person alone writes it, and sees the times; `starts_from` is a building
    that the person named, from which distances are measured, never where a telephone is.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    starts_from = ScopedForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("starts from"),
    )

    class Meta:
        verbose_name = _("volunteer's profile")
        verbose_name_plural = _("volunteers' profiles")
        constraints = [models.UniqueConstraint(name="profile_once", fields=["community", "user"])]

    def __str__(self) -> str:
        return str(self.user)


class ProfileSkill(CommunityModel):
    """技能: one thing that somebody can do."""

    profile = ScopedForeignKey(
        Profile, on_delete=models.CASCADE, related_name="skills", verbose_name=_("volunteer's profile")
    )
    skill = models.CharField(_("skill"), max_length=20, choices=Skill.choices)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [
            models.UniqueConstraint(name="profile_skill_once", fields=["community", "profile", "skill"]),
            models.CheckConstraint(name="profile_skill_is_known", condition=Q(skill__in=Skill.values)),
        ]

    def __str__(self) -> str:
        return str(self.get_skill_display())


class ProfileTime(CommunityModel):
    """时间: one part of the week in which somebody usually has time."""

    profile = ScopedForeignKey(
        Profile, on_delete=models.CASCADE, related_name="times", verbose_name=_("volunteer's profile")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    part = models.CharField(_("part of the day"), max_length=10, choices=DayPart.choices)

    class Meta:
        verbose_name = _("time to help")
        verbose_name_plural = _("times to help")
        constraints = [
            models.UniqueConstraint(
                name="profile_time_once", fields=["community", "profile", "weekday", "part"]
            ),
            models.CheckConstraint(name="profile_time_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(name="profile_time_part", condition=Q(part__in=DayPart.values)),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.get_part_display()}"


class ServiceRecord(CommunityModel, WorkflowModel):
    """服务记录: minutes of service on a day; they count when somebody else has confirmed them."""

    status = models.CharField(_("status"), max_length=10, choices=ServiceStatus.choices, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who served"))
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    what = models.CharField(_("what was done"), max_length=WHAT_LENGTH)
    origin_kind = models.CharField(max_length=50, blank=True, editable=False)
    origin_id = models.UUIDField(null=True, editable=False)

    workflow = SERVICE_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("service record")
        verbose_name_plural = _("service records")
        indexes = [
            models.Index(fields=["community", "user", "-day", "-id"], name="service_of_user"),
            models.Index(
                fields=["community", "day"], name="service_to_confirm", condition=Q(status="proposed")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="service_status_is_known", condition=Q(status__in=ServiceStatus.values)
            ),
            models.CheckConstraint(
                name="service_fits_into_a_day", condition=Q(minutes__gte=1, minutes__lte=DAY_MINUTES)
            ),
            models.UniqueConstraint(
                name="service_of_origin_once",
                fields=["community", "user", "origin_kind", "origin_id"],
                condition=Q(origin_id__isnull=False, status__in=["proposed", "confirmed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.what}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*BADGES[ServiceStatus(self.status)], self.get_status_display())
