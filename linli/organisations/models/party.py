"""党组织: the organisations of the Party in a community, their committees and terms, and what their superior approved.

Source: 中国共产党支部工作条例（试行）(2018), 中国共产党基层组织选举工作条例 (2020). Who is a member stands in `party`.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.places.models import Building, Compound
from linli.residents.models import Person

NAME_LENGTH, NUMBER_LENGTH, OFFICE_LENGTH, TEXT_LENGTH = 80, 40, 80, 500


class Level(models.TextChoices):
    """层级: a joint committee (大党委) stands where a committee stands, with leaders of local organisations in it."""

    COMMITTEE = "committee", _("Party committee")
    JOINT_COMMITTEE = "joint_committee", _("joint Party committee")
    GENERAL_BRANCH = "general_branch", _("general branch")
    BRANCH = "branch", _("Party branch")
    GROUP = "group", _("Party group")
    HOUSEHOLD = "household", _("Party member household")


# From the top downwards; a parent stands above its children.
DEPTH = {
    Level.COMMITTEE: 0,
    Level.JOINT_COMMITTEE: 0,
    Level.GENERAL_BRANCH: 1,
    Level.BRANCH: 2,
    Level.GROUP: 3,
    Level.HOUSEHOLD: 4,
}


class Form(models.TextChoices):
    """设置形式: a branch of several units that have fewer than three full members each is a joint one (联合支部)."""

    ORDINARY = "ordinary", pgettext_lazy("of a branch", "ordinary")
    JOINT = "joint", pgettext_lazy("of a branch", "joint branch")
    TEMPORARY = "temporary", pgettext_lazy("of a branch", "temporary branch")


class PartyOrganisation(CommunityModel):
    """党组织: one organisation of the tree. A branch may stand for a compound, a group or a household for a building."""

    level = models.CharField(_("level"), max_length=16, choices=Level.choices)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.ORDINARY)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    parent = ScopedForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("under"),
    )
    # 上级党组织: outside of the community, named by the topmost organisation alone.
    superior = models.CharField(_("superior Party organisation"), max_length=OFFICE_LENGTH, blank=True)
    compound = ScopedForeignKey(
        Compound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("compound"),
    )
    building = ScopedForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("building"),
    )
    # 联合支部: of how many units.
    units = models.PositiveSmallIntegerField(_("number of units"), null=True, blank=True)
    valid_from = models.DateField(_("founded on"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("Party organisation")
        verbose_name_plural = _("Party organisations")
        indexes = [models.Index(fields=["community", "level", "valid_from"], name="party_organisation_level")]
        constraints = [
            models.UniqueConstraint(
                name="party_organisation_name_once",
                fields=["community", "name"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(name="party_level_is_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="party_form_is_known", condition=Q(form__in=Form.values)),
            models.CheckConstraint(
                name="only_a_branch_has_a_form", condition=Q(form=Form.ORDINARY) | Q(level=Level.BRANCH)
            ),
            models.CheckConstraint(
                name="party_organisation_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def votes(self) -> bool:
        """Whether its members meet as an assembly that decides (支部党员大会)."""
        return self.level == Level.BRANCH


class Approval(CommunityModel):
    """批复: what the superior Party organisation approved, by which paper; the paper itself is attached."""

    class Matter(models.TextChoices):
        """What was approved."""

        FOUNDING = "founding", _("founding")
        CHANGE = "change", _("change of name or of what belongs to it")
        ELECTION = "election", _("election and its result")
        TERM = "term", _("term brought forward or extended")
        DISSOLUTION = "dissolution", _("dissolution")

    organisation = ScopedForeignKey(
        PartyOrganisation,
        on_delete=models.PROTECT,
        related_name="approvals",
        verbose_name=_("Party organisation"),
    )
    matter = models.CharField(_("what was approved"), max_length=12, choices=Matter.choices)
    office = models.CharField(_("approved by"), max_length=OFFICE_LENGTH)
    document_number = models.CharField(_("number of the paper"), max_length=NUMBER_LENGTH)
    approved_on = models.DateField(_("approved on"))
    text = models.TextField(_("what it says"), max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("approval of the superior")
        verbose_name_plural = _("approvals of the superior")
        constraints = [
            models.UniqueConstraint(
                name="approval_once", fields=["community", "organisation", "matter", "document_number"]
            ),
            models.CheckConstraint(
                name="approval_matter_is_known",
                condition=Q(matter__in=["founding", "change", "election", "term", "dissolution"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.get_matter_display()}"


class CommitteeTerm(CommunityModel):
    """届: the term of a committee (or of a secretary where there is none), from the day it was elected to its last day."""

    organisation = ScopedForeignKey(
        PartyOrganisation,
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("Party organisation"),
    )
    begins_on = models.DateField(_("elected on"))
    ends_on = models.DateField(_("last day of the term"))
    # When the next one was elected.
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("term of a committee")
        verbose_name_plural = _("terms of committees")
        constraints = [
            models.UniqueConstraint(
                name="one_term_at_a_time",
                fields=["community", "organisation"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(name="term_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.begins_on} — {self.ends_on}"


class PartyPost(models.TextChoices):
    """党内职务."""

    SECRETARY = "secretary", pgettext_lazy("of the Party", "secretary")
    DEPUTY = "deputy", pgettext_lazy("of the Party", "deputy secretary")
    ORGANISATION = "organisation", pgettext_lazy("of the Party", "committee member for organisation")
    PUBLICITY = "publicity", pgettext_lazy("of the Party", "committee member for publicity")
    DISCIPLINE = "discipline", pgettext_lazy("of the Party", "committee member for discipline")
    MEMBER = "member", pgettext_lazy("of the Party", "committee member")
    LEADER = "leader", pgettext_lazy("of the Party", "group leader")


class CommitteeMember(CommunityModel):
    """委员: who holds which post in a Party organisation, from a day to a day; also the secretary of a branch without a
    committee, the leader of a group, and part-time members (兼职委员) from local organisations.
    """

    organisation = ScopedForeignKey(
        PartyOrganisation,
        on_delete=models.PROTECT,
        related_name="officers",
        verbose_name=_("Party organisation"),
    )
    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    post = models.CharField(_("post"), max_length=12, choices=PartyPost.choices)
    # 兼职委员: from which unit.
    unit = models.CharField(_("from which unit"), max_length=OFFICE_LENGTH, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("committee member")
        verbose_name_plural = _("committee members")
        indexes = [
            models.Index(fields=["community", "organisation", "valid_from"], name="committee_member_of")
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_seat_for_a_person",
                fields=["community", "organisation", "person"],
                condition=Q(valid_to__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_secretary_at_a_time",
                fields=["community", "organisation"],
                condition=Q(valid_to__isnull=True, post="secretary"),
            ),
            models.CheckConstraint(name="party_post_is_known", condition=Q(post__in=PartyPost.values)),
            models.CheckConstraint(
                name="seat_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_post_display()}"
