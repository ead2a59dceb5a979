"""换届选举 (R-07): what is elected and when, its time table, and who may vote. Who came stands nowhere, only how many (N10).

Source: 中国共产党基层组织选举工作条例 (2020).
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.ballots.workflow import BADGES, ELECTION_WORKFLOW, ENDED, ElectionStatus
from linli.core import keys
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.organisations.models import PartyOrganisation
from linli.residents.models import Person

NOTE_LENGTH, PAPER_LENGTH, OFFICE_LENGTH = 300, 40, 80
MOST_SEATS = 9


class What(models.TextChoices):
    """选什么: a committee, which chooses its secretary afterwards; or a secretary, where there is no committee."""

    COMMITTEE = "committee", _("a committee")
    SECRETARY = "secretary", _("a secretary, without a committee")


class Why(models.TextChoices):
    """为什么选."""

    TERM = "term", _("the term ends: a new committee or secretary")
    BY_ELECTION = "by_election", _("by-election for an empty seat")


class PartyElection(CommunityModel, WorkflowModel):
    """换届选举. `entitled` have a vote, `eligible` of them count (应到会) after some were left out with approval."""

    status = models.CharField(_("status"), max_length=12, choices=ElectionStatus.choices, editable=False)
    organisation = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party organisation")
    )
    code = models.CharField(_("code"), max_length=6, default=keys.new_code)
    what = models.CharField(_("what is elected"), max_length=10, choices=What.choices)
    why = models.CharField(_("why"), max_length=12, choices=Why.choices)
    seats = models.PositiveSmallIntegerField(_("number of seats"))
    meeting_on = models.DateField(_("day of the meeting"))
    entitled = models.PositiveIntegerField(_("with a vote"), null=True, editable=False)
    eligible = models.PositiveIntegerField(_("who count (应到会)"), null=True, editable=False)
    # 减少名额: how many seats stay empty, by how many of those present.
    reduced = models.PositiveSmallIntegerField(_("seats left empty"), default=0, editable=False)
    consented = models.PositiveIntegerField(_("how many agreed to that"), null=True, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, editable=False)
    reported_on = models.DateField(pgettext_lazy("of an election", "reported on"), null=True, editable=False)
    approval = ScopedForeignKey(
        "organisations.Approval", on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("approval of the superior"),
    )  # fmt: skip

    workflow = ELECTION_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        indexes = [models.Index(fields=["community", "-id"], name="election_newest")]
        constraints = [
            models.UniqueConstraint(name="election_code_once", fields=["community", "code"]),
            models.UniqueConstraint(
                name="one_election_at_a_time",
                fields=["community", "organisation"],
                condition=~Q(status__in=[one.value for one in ENDED]),
            ),
            models.CheckConstraint(
                name="election_status_is_known", condition=Q(status__in=ElectionStatus.values)
            ),
            models.CheckConstraint(name="election_what_is_known", condition=Q(what__in=What.values)),
            models.CheckConstraint(name="election_why_is_known", condition=Q(why__in=Why.values)),
            models.CheckConstraint(
                name="election_has_seats", condition=Q(seats__gte=1, seats__lte=MOST_SEATS)
            ),
            models.CheckConstraint(
                name="who_count_have_a_vote",
                condition=Q(entitled__isnull=True, eligible__isnull=True) | Q(eligible__lte=F("entitled")),
            ),
            models.CheckConstraint(
                name="approved_election_has_a_paper",
                condition=~Q(status="approved") | Q(approval__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.meeting_on.year} {keys.show_code(self.code)}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*BADGES[ElectionStatus(self.status)], self.get_status_display())


class Step(models.TextChoices):
    """日程 of an election, in its order."""

    DECIDE = (
        "decide",
        pgettext_lazy("step of an election", "The committee talks it over and tells the members"),
    )
    ASK = "ask", pgettext_lazy("step of an election", "Ask the superior for permission")
    LIST = "list", pgettext_lazy("step of an election", "Fix who has a vote and who counts")
    FIRST_NAMES = (
        "first_names",
        pgettext_lazy("step of an election", "Names from below, first time (一下一上)"),
    )
    SECOND_NAMES = (
        "second_names",
        pgettext_lazy("step of an election", "Names from below, second time (二下二上)"),
    )
    CANDIDATES = "candidates", pgettext_lazy("step of an election", "The superior approves the candidates")
    NOTICE = "notice", pgettext_lazy("step of an election", "Invite to the meeting, print the ballots")
    MEETING = "meeting", pgettext_lazy("step of an election", "Meeting and vote")
    REPORT = "report", pgettext_lazy("step of an election", "Report the result to the superior")
    APPROVAL = "approval", pgettext_lazy("step of an election", "The superior approves the result")


class ElectionStep(CommunityModel):
    """日程: one step, its planned day and the day on which it was done."""

    election = ScopedForeignKey(
        PartyElection, on_delete=models.PROTECT, related_name="milestones", verbose_name=_("election")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    planned_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of an election")
        verbose_name_plural = _("steps of elections")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="election_step_once", fields=["community", "election", "step"]),
            models.CheckConstraint(name="election_step_is_known", condition=Q(step__in=Step.values)),
        ]

    def __str__(self) -> str:
        return str(self.get_step_display())


class LeftOut(models.TextChoices):
    """不计入应到会人数的情形: only with the approval of the superior, and only because of these."""

    FRAIL = "frail", pgettext_lazy("left out of the number", "too ill or too frail to come for long")
    ABROAD = "abroad", pgettext_lazy("left out of the number", "abroad for half a year or longer")
    AWAY = (
        "away",
        pgettext_lazy("left out of the number", "away for half a year or longer, relation not moved yet"),
    )
    OTHER = "other", pgettext_lazy("left out of the number", "other, as the paper of the superior says")


class Elector(CommunityModel):
    """有选举权的党员: one person of the list, counted or left out. Nothing here or elsewhere says who came or voted (N10)."""

    election = ScopedForeignKey(
        PartyElection, on_delete=models.PROTECT, related_name="electors", verbose_name=_("election")
    )
    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    # 序号: tells namesakes apart.
    number = models.PositiveIntegerField(_("number"))
    namesake = models.BooleanField(_("has a namesake in the list"), default=False)
    left_out = models.CharField(_("left out because"), max_length=8, choices=LeftOut.choices, blank=True)
    paper = models.CharField(_("paper of the superior"), max_length=PAPER_LENGTH, blank=True)

    class Meta:
        verbose_name = _("elector")
        verbose_name_plural = _("electors")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="elector_once", fields=["community", "election", "person"]),
            models.CheckConstraint(
                name="left_out_only_with_a_paper",
                condition=Q(left_out="", paper="") | (Q(left_out__in=LeftOut.values) & ~Q(paper="")),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name, with the number where another of the list bears it too."""
        return f"{self.person.name}（{self.number}）" if self.namesake else self.person.name
