"""民主评议党员 (R-05): a round of a branch, what each says of oneself, what others said, the test in counts, and the grades.

A grade is given by the opinion of the committee, never by votes alone, and nothing follows from it by itself.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.meetings.models import Meeting
from linli.organisations.models import PartyOrganisation
from linli.party.models.members import PartyMember
from linli.party.workflow import APPRAISAL_WORKFLOW, BADGES, AppraisalStatus

REASON_LENGTH = 300


class GradeWord(models.TextChoices):
    """评定等次 (支部工作条例 article 18)."""

    EXCELLENT = "excellent", pgettext_lazy("grade of a member", "excellent")
    QUALIFIED = "qualified", pgettext_lazy("grade of a member", "qualified")
    BASIC = "basic", pgettext_lazy("grade of a member", "basically qualified")
    UNQUALIFIED = "unqualified", pgettext_lazy("grade of a member", "not qualified")


class AppraisalRound(CommunityModel, WorkflowModel):
    """评议: the appraisal of the members of one branch in one year."""

    branch = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party branch")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    status = models.CharField(_("status"), max_length=10, choices=AppraisalStatus.choices, editable=False)
    opened_on = models.DateField(pgettext_lazy("of an appraisal", "opened on"))
    # 民主测评: sheets handed out and handed in; what stood on a sheet is kept in sums alone.
    tested_on = models.DateField(_("tested on"), null=True, blank=True)
    ballots_out = models.PositiveSmallIntegerField(_("sheets handed out"), null=True, blank=True)
    ballots_in = models.PositiveSmallIntegerField(_("sheets handed in"), null=True, blank=True)
    cap_reason = models.CharField(_("why more than a third"), max_length=REASON_LENGTH, blank=True)
    closed_on = models.DateField(pgettext_lazy("of an appraisal", "closed on"), null=True, blank=True)

    workflow = APPRAISAL_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("appraisal round")
        verbose_name_plural = _("appraisal rounds")
        constraints = [
            models.UniqueConstraint(
                name="one_appraisal_of_a_year",
                fields=["community", "branch", "year"],
                condition=~Q(status="called_off"),
            ),
            models.CheckConstraint(
                name="appraisal_status_is_known", condition=Q(status__in=AppraisalStatus.values)
            ),
            models.CheckConstraint(
                name="no_more_sheets_in_than_out",
                condition=Q(ballots_out__isnull=True, ballots_in__isnull=True, tested_on__isnull=True)
                | Q(ballots_in__lte=F("ballots_out"), tested_on__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_appraisal_says_when", condition=~Q(status="closed") | Q(closed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.branch}"

    @property
    def badge(self) -> tuple:
        """Tone, icon and word of the status."""
        return (*BADGES[AppraisalStatus(self.status)], self.get_status_display())


class SelfReview(CommunityModel):
    """个人自评: what a member says of oneself, in own words; sealed."""

    round = ScopedForeignKey(
        AppraisalRound,
        on_delete=models.PROTECT,
        related_name="self_reviews",
        verbose_name=_("appraisal round"),
    )
    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="self_reviews", verbose_name=_("Party member")
    )
    words = EncryptedTextField(_("what the member says of oneself"))
    from_paper = models.BooleanField(_("written down from paper"), default=False)
    written_on = models.DateField(_("written on"))

    class Meta:
        verbose_name = _("self-review")
        verbose_name_plural = _("self-reviews")
        constraints = [
            models.UniqueConstraint(
                name="one_self_review_of_a_member", fields=["community", "round", "member"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.member}"


class MutualOpinion(CommunityModel):
    """党员互评: what was said in the meeting about a member; who said it is written nowhere. Sealed."""

    round = ScopedForeignKey(
        AppraisalRound,
        on_delete=models.PROTECT,
        related_name="mutual_opinions",
        verbose_name=_("appraisal round"),
    )
    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="mutual_opinions", verbose_name=_("Party member")
    )
    words = EncryptedTextField(_("what was said"))
    written_on = models.DateField(_("written on"))
    # Written down wrong and put right by another row; the first stays, and nobody is shown it at the desk any more.
    replaced_on = models.DateField(_("put right on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("mutual opinion")
        verbose_name_plural = _("mutual opinions")
        indexes = [models.Index(fields=["community", "round", "member"], name="opinions_of_member")]

    def __str__(self) -> str:
        return f"{self.round} · {self.member}"


class SheetCount(CommunityModel):
    """民主测评: how many sheets said what of a member. Secret: no sheet is kept, and none leads to who wrote it."""

    round = ScopedForeignKey(
        AppraisalRound,
        on_delete=models.PROTECT,
        related_name="sheet_counts",
        verbose_name=_("appraisal round"),
    )
    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="sheet_counts", verbose_name=_("Party member")
    )
    excellent = models.PositiveSmallIntegerField(pgettext_lazy("grade of a member", "excellent"), default=0)
    qualified = models.PositiveSmallIntegerField(pgettext_lazy("grade of a member", "qualified"), default=0)
    basic = models.PositiveSmallIntegerField(
        pgettext_lazy("grade of a member", "basically qualified"), default=0
    )
    unqualified = models.PositiveSmallIntegerField(
        pgettext_lazy("grade of a member", "not qualified"), default=0
    )

    class Meta:
        verbose_name = _("counts of a test")
        verbose_name_plural = _("counts of tests")
        constraints = [
            models.UniqueConstraint(name="one_count_of_a_member", fields=["community", "round", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.member}"

    @property
    def sheets(self) -> int:
        """How many sheets said anything of the member."""
        return self.excellent + self.qualified + self.basic + self.unqualified


class Grade(CommunityModel):
    """评定等次: the grade and the opinion of the committee that stands behind it, by which meeting. The opinion is sealed."""

    round = ScopedForeignKey(
        AppraisalRound, on_delete=models.PROTECT, related_name="grades", verbose_name=_("appraisal round")
    )
    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, related_name="grades", verbose_name=_("Party member")
    )
    grade = models.CharField(_("grade"), max_length=12, choices=GradeWord.choices)
    opinion = EncryptedTextField(_("opinion of the committee"))
    meeting = ScopedForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("meeting that decided"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("grade of a member")
        verbose_name_plural = _("grades of members")
        constraints = [
            models.UniqueConstraint(name="one_grade_of_a_member", fields=["community", "round", "member"]),
            models.CheckConstraint(name="grade_is_known", condition=Q(grade__in=GradeWord.values)),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.member}"
