"""双诺三评 (S1-29): a pledge of a Party organisation or of a member, its items, and what was said of it three times."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock, keys
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.organisations.models import PartyOrganisation
from linli.party.models import PartyMember
from linli.pledges.models.areas import Area
from linli.pledges.workflow import BADGES, PLEDGE_WORKFLOW, PUBLIC, PledgeStatus
from linli.residents.models import Person

TITLE_LENGTH, TEXT_LENGTH, WORDS_LENGTH = 60, 120, 500


class PledgeRound(CommunityModel):
    """承诺轮次: for which year and what pledges are given, and from when until when."""

    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("what the pledges are for"), max_length=TITLE_LENGTH)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on (last day)"))

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("round of pledges")
        verbose_name_plural = _("rounds of pledges")
        constraints = [
            models.UniqueConstraint(name="pledge_round_once", fields=["community", "year", "title"]),
            models.CheckConstraint(
                name="pledge_round_closes_after_it_opens", condition=Q(closes_on__gte=F("opens_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class Pledge(CommunityModel, WorkflowModel):
    """承诺. Of a member, or (without one) of the organisation itself; the organisation of a member's pledge is the branch."""

    status = models.CharField(_("status"), max_length=12, choices=PledgeStatus.choices, editable=False)
    round = ScopedForeignKey(
        PledgeRound, on_delete=models.PROTECT, related_name="pledges", verbose_name=_("round of pledges")
    )
    organisation = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party organisation")
    )
    member = ScopedForeignKey(
        PartyMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Party member"),
    )  # fmt: skip
    # The public reviews a pledge by its code, on paper and on the telephone alike.
    code = models.CharField(_("code"), max_length=6, default=keys.new_code)
    # 同意署名: asked when it is published, and taken back at any time (M-4).
    named = models.BooleanField(_("may be shown with the name"), default=False)
    published_on = models.DateField(_("published on"), null=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    workflow = PLEDGE_WORKFLOW
    # The verbs that the person at work holds on this pledge; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        indexes = [
            models.Index(fields=["community", "round", "status"], name="pledges_of_round"),
            models.Index(fields=["community", "-id"], name="pledge_newest"),
        ]
        constraints = [
            models.UniqueConstraint(name="pledge_code_once", fields=["community", "code"]),
            models.UniqueConstraint(
                name="one_pledge_of_a_member",
                fields=["community", "round", "member"],
                condition=Q(member__isnull=False) & ~Q(status="withdrawn"),
            ),
            models.UniqueConstraint(
                name="one_pledge_of_an_organisation",
                fields=["community", "round", "organisation"],
                condition=Q(member__isnull=True) & ~Q(status="withdrawn"),
            ),
            models.CheckConstraint(
                name="pledge_status_is_known", condition=Q(status__in=PledgeStatus.values)
            ),
            models.CheckConstraint(
                name="pledge_published_has_a_day",
                condition=Q(status__in=["drafted", "withdrawn"]) | Q(published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="pledge_closed_has_a_day",
                condition=Q(status="closed", closed_on__isnull=False)
                | (~Q(status="closed") & Q(closed_on__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {keys.show_code(self.code)}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*BADGES[PledgeStatus(self.status)], self.get_status_display())

    @property
    def is_public(self) -> bool:
        """Everybody may read it."""
        return self.status in PUBLIC

    @property
    def pledger(self) -> str:
        """Whose pledge it is, for who works with it."""
        return self.member.person.name if self.member else self.organisation.name

    @property
    def public_pledger(self) -> str:
        """Whose pledge it is, as everybody reads it: a member's name only where the member agreed (M-4)."""
        if self.member is None:
            return self.organisation.name
        return self.member.person.name if self.named else str(_("A Party member"))

    @property
    def addressees(self) -> Any:
        """To whom it is given (S1-29)."""
        if self.member is None:
            return _("to members and residents, and to the superior Party organisation")
        return _("to residents, and to the Party organisation of the community")


class PledgeItem(CommunityModel):
    """承诺事项: what is pledged in one area, by when; and what was done, by which record or in words."""

    pledge = ScopedForeignKey(
        Pledge, on_delete=models.PROTECT, related_name="items", verbose_name=_("pledge")
    )
    number = models.PositiveSmallIntegerField(_("number of the item"))
    area = models.CharField(_("area"), max_length=12, choices=Area.choices)
    deliverable = models.CharField(_("what is pledged"), max_length=TEXT_LENGTH)
    due_on = models.DateField(_("due on"))
    delivered_on = models.DateField(_("done on"), null=True, editable=False)
    evidence = models.CharField(_("what was done"), max_length=WORDS_LENGTH, blank=True)
    # The record that did it, named without being imported (`meetings.deeds`): its kind, its key, its words.
    deed_kind = models.CharField(max_length=50, blank=True, editable=False)
    deed_id = models.UUIDField(null=True, editable=False)
    deed_label = models.CharField(_("done by"), max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = _("item of a pledge")
        verbose_name_plural = _("items of pledges")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="pledge_item_number_once", fields=["community", "pledge", "number"]),
            models.CheckConstraint(name="pledge_item_area_is_known", condition=Q(area__in=Area.values)),
            models.CheckConstraint(
                name="pledge_item_done_says_what", condition=Q(delivered_on__isnull=True) | ~Q(evidence="")
            ),
        ]

    def __str__(self) -> str:
        return self.deliverable

    def is_late(self, on: dt.date | None = None) -> bool:
        """Its day has passed and it is not done: said to the pledger and the Party organisation alone (M-4)."""
        return self.delivered_on is None and self.due_on < (on or clock.today())


class Kind(models.TextChoices):
    """三评: three reviews are three records."""

    SELF = "self", pgettext_lazy("review of a pledge", "by oneself")
    LEADER = "leader", pgettext_lazy("review of a pledge", "by a leader")
    PUBLIC = "public", pgettext_lazy("review of a pledge", "by residents")


class Way(models.TextChoices):
    """How a review came."""

    PAGE = "page", pgettext_lazy("way of a review", "on a page")
    PAPER = "paper", pgettext_lazy("way of a review", "on paper")


class PledgeReview(CommunityModel):
    """评议. Residents answer with yes or not yet, and nobody is kept of them; a sheet of paper is two numbers."""

    pledge = ScopedForeignKey(
        Pledge, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("pledge")
    )
    kind = models.CharField(_("which review"), max_length=8, choices=Kind.choices)
    way = models.CharField(_("how it came"), max_length=8, choices=Way.choices)
    leader = ScopedForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("leader")
    )
    kept = models.PositiveSmallIntegerField(_("so many say: kept"), default=0)
    not_kept = models.PositiveSmallIntegerField(_("so many say: not yet"), default=0)
    words = models.CharField(_("words of the review"), max_length=WORDS_LENGTH, blank=True)
    reviewed_on = models.DateField(_("reviewed on"))

    class Meta:
        verbose_name = _("review of a pledge")
        verbose_name_plural = _("reviews of pledges")
        indexes = [models.Index(fields=["community", "pledge", "kind"], name="reviews_of_pledge")]
        constraints = [
            models.CheckConstraint(name="pledge_review_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="pledge_review_way_is_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(
                name="only_a_leader_is_named",
                condition=Q(kind="leader", leader__isnull=False)
                | (~Q(kind="leader") & Q(leader__isnull=True)),
            ),
            models.CheckConstraint(
                name="residents_are_numbers_others_words",
                condition=Q(kind="public") & (Q(kept__gt=0) | Q(not_kept__gt=0))
                | (~Q(kind="public") & Q(kept=0, not_kept=0) & ~Q(words="")),
            ),
            models.UniqueConstraint(
                name="one_self_review", fields=["community", "pledge"], condition=Q(kind="self")
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
