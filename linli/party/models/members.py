"""党员: who is a member of the Party, since when, and in which branch and group.

Membership stands here and nowhere else (M-7): no page of residents, dwellings, orders or benefits shows it.
"""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.organisations.models import PartyOrganisation
from linli.residents.models import Person

OFFICE_LENGTH = 80


class PartyMember(CommunityModel):
    """党员: a person's membership. What it is on a day follows from its dates; nothing but an act of people changes it."""

    class Ending(models.TextChoices):
        """Why the membership stands here no more."""

        TRANSFERRED = "transferred", _("transferred to another organisation")
        DIED = "died", _("died")
        LEFT = "left", _("left the Party")
        STRUCK_OFF = "struck_off", _("struck off or expelled")

    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    # 入党时间: the day the branch assembly admitted the member (or the day that counted in its era).
    joined_on = models.DateField(_("joined the Party on"))
    # 转正时间: empty while on probation.
    full_on = models.DateField(_("full member since"), null=True, blank=True)
    ended_on = models.DateField(_("last day here"), null=True, blank=True)
    ending = models.CharField(_("why it ended"), max_length=12, choices=Ending.choices, blank=True)
    # 转入、转出: the organisation that the relation came from, or went to.
    came_from = models.CharField(_("relation came from"), max_length=OFFICE_LENGTH, blank=True)
    went_to = models.CharField(_("relation went to"), max_length=OFFICE_LENGTH, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("Party member")
        verbose_name_plural = _("Party members")
        constraints = [
            models.UniqueConstraint(
                name="one_membership_of_a_person",
                fields=["community", "person"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="full_member_after_joining",
                condition=Q(full_on__isnull=True) | Q(full_on__gte=F("joined_on")),
            ),
            models.CheckConstraint(
                name="membership_ends_for_a_reason",
                condition=Q(ended_on__isnull=True, ending="") | (Q(ended_on__isnull=False) & ~Q(ending="")),
            ),
            models.CheckConstraint(
                name="membership_ending_is_known",
                condition=Q(ending__in=["", "transferred", "died", "left", "struck_off"]),
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    def is_full(self, on: dt.date | None = None) -> bool:
        """正式党员 on a day (today where none is given); else on probation (预备党员)."""
        return self.full_on is not None and self.full_on <= (on or clock.today())


class BranchMembership(CommunityModel):
    """组织关系: in which branch a member is, and in which of its groups, from a day to a day."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("Party member")
    )
    branch = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party branch")
    )
    group = ScopedForeignKey(
        PartyOrganisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Party group"),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership of a branch")
        verbose_name_plural = _("memberships of branches")
        indexes = [models.Index(fields=["community", "branch", "valid_from"], name="membership_of_branch")]
        constraints = [
            models.UniqueConstraint(
                name="in_one_branch_at_a_time",
                fields=["community", "member"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="branch_membership_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.branch}"


class VotingBar(CommunityModel):
    """表决权中止: why a full member has no vote for a time (留党察看 and the like), by which decision."""

    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="bars", verbose_name=_("Party member")
    )
    reason = models.CharField(_("reason"), max_length=80)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("bar from voting")
        verbose_name_plural = _("bars from voting")
        constraints = [
            models.CheckConstraint(
                name="voting_bar_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.reason
