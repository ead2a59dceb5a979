"""领导小组与工作组: people who do one thing together for a time, under a Party organisation or the community."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.organisations.models.party import NAME_LENGTH, TEXT_LENGTH, PartyOrganisation
from linli.residents.models import Person


class WorkGroup(CommunityModel):
    """领导小组 or 工作组: what it is for, and from when to when."""

    class Kind(models.TextChoices):
        """Who it is."""

        LEADING = "leading", _("leading group")
        WORKING = "working", _("working group")
        TASK_TEAM = "task_team", _("task team")
        GOVERNANCE = "governance", _("co-governance committee")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    purpose = models.TextField(_("what it is for"), max_length=TEXT_LENGTH, blank=True)
    organisation = ScopedForeignKey(
        PartyOrganisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="work_groups",
        verbose_name=_("Party organisation"),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("work group")
        verbose_name_plural = _("work groups")
        constraints = [
            models.UniqueConstraint(
                name="work_group_name_once", fields=["community", "name"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="work_group_kind_is_known",
                condition=Q(kind__in=["leading", "working", "task_team", "governance"]),
            ),
            models.CheckConstraint(
                name="work_group_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(CommunityModel):
    """小组成员: who is in a work group, as what."""

    class Part(models.TextChoices):
        """As what."""

        HEAD = "head", pgettext_lazy("of a work group", "head")
        DEPUTY = "deputy", pgettext_lazy("of a work group", "deputy head")
        MEMBER = "member", pgettext_lazy("of a work group", "member")

    group = ScopedForeignKey(
        WorkGroup, on_delete=models.PROTECT, related_name="members", verbose_name=_("work group")
    )
    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    part = models.CharField(_("as what"), max_length=8, choices=Part.choices, default=Part.MEMBER)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a work group")
        verbose_name_plural = _("members of work groups")
        constraints = [
            models.UniqueConstraint(
                name="in_a_work_group_once",
                fields=["community", "group", "person"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="group_part_is_known", condition=Q(part__in=["head", "deputy", "member"])
            ),
            models.CheckConstraint(
                name="group_member_ends_after_they_begin",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_part_display()}"
