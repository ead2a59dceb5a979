"""投票与计票 (R-07): one vote with its candidates, two counts of it, and who is elected.

A ballot is never written down, not even without a name: two people count the paper, and only their sums are kept (N10).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.ballots.models.elections import NOTE_LENGTH, Elector, PartyElection
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.organisations.models import PartyPost

NAME_LENGTH = 40


class Round(models.TextChoices):
    """第几轮为什么."""

    FIRST = "first", pgettext_lazy("round of a vote", "first vote")
    REPEAT = "repeat", pgettext_lazy("round of a vote", "repeated, the vote before was void")
    TIE = "tie", pgettext_lazy("round of a vote", "once more, among those level")
    VACANCY = "vacancy", pgettext_lazy("round of a vote", "once more, for seats still empty")


class Reading(models.TextChoices):
    """过半数的两种读法; the third only where those level vote once more."""

    ELIGIBLE = (
        "eligible",
        pgettext_lazy("reading of the majority", "more than half of those who count (应到会)"),
    )
    PRESENT = "present", pgettext_lazy("reading of the majority", "more than half of those present (实到会)")
    MOST = "most", pgettext_lazy("reading of the majority", "the most votes among those level")


class Poll(CommunityModel):
    """一轮投票: for so many seats; present and ballots are numbers. The ruling is the chief scrutineer's (总监票人)."""

    election = ScopedForeignKey(
        PartyElection, on_delete=models.PROTECT, related_name="polls", verbose_name=_("election")
    )
    number = models.PositiveSmallIntegerField(_("round"))
    kind = models.CharField(_("kind of round"), max_length=8, choices=Round.choices)
    seats = models.PositiveSmallIntegerField(_("number of seats"))
    eligible = models.PositiveIntegerField(_("who count (应到会)"), null=True)
    present = models.PositiveIntegerField(pgettext_lazy("of a vote", "present"), null=True)
    ballots_out = models.PositiveIntegerField(_("ballots handed out"), null=True)
    held_on = models.DateField(_("held on"), null=True)
    ballots_in = models.PositiveIntegerField(_("ballots that came back"), null=True)
    ballots_void = models.PositiveIntegerField(_("void ballots"), null=True)
    closed_on = models.DateField(_("closed on"), null=True)
    void_reason = models.CharField(_("why it is void"), max_length=NOTE_LENGTH, blank=True)
    ruled_reading = models.CharField(
        _("reading that holds"), max_length=8, choices=Reading.choices, blank=True
    )
    ruled_by = models.CharField(_("chief scrutineer"), max_length=NAME_LENGTH, blank=True)
    ruled_source = models.CharField(_("source of the ruling"), max_length=NOTE_LENGTH, blank=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="poll_number_once", fields=["community", "election", "number"]),
            models.CheckConstraint(name="poll_kind_is_known", condition=Q(kind__in=Round.values)),
            models.CheckConstraint(name="poll_has_seats", condition=Q(seats__gte=1)),
            models.CheckConstraint(
                name="ballots_out_are_of_those_present",
                condition=Q(present__isnull=True, ballots_out__isnull=True)
                | Q(present__lte=F("eligible"), ballots_out__lte=F("present")),
            ),
            models.CheckConstraint(
                name="never_more_ballots_in_than_out",
                condition=Q(ballots_in__isnull=True)
                | Q(ballots_in__lte=F("ballots_out"), ballots_void__lte=F("ballots_in")),
            ),
            models.CheckConstraint(
                name="a_ruling_has_a_source",
                condition=Q(ruled_reading="", ruled_by="", ruled_source="")
                | (Q(ruled_reading__in=Reading.values) & ~Q(ruled_by="") & ~Q(ruled_source="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_void(self) -> bool:
        """Declared void: it is repeated, and counts for nothing."""
        return bool(self.void_reason)


class Candidate(CommunityModel):
    """候选人 of one round, in the order that stands on the ballot."""

    poll = ScopedForeignKey(Poll, on_delete=models.PROTECT, related_name="candidates", verbose_name=_("vote"))
    elector = ScopedForeignKey(
        Elector, on_delete=models.PROTECT, related_name="+", verbose_name=_("candidate")
    )
    number = models.PositiveSmallIntegerField(_("place on the ballot"))

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="candidate_once", fields=["community", "poll", "elector"]),
            models.UniqueConstraint(name="place_on_the_ballot_once", fields=["community", "poll", "number"]),
        ]

    def __str__(self) -> str:
        return str(self.elector)


class Count(CommunityModel):
    """计票 of one counter: sums, no ballots. One that was counted again stays, but stands no more (`stands` is false)."""

    poll = ScopedForeignKey(Poll, on_delete=models.PROTECT, related_name="counts", verbose_name=_("vote"))
    slot = models.PositiveSmallIntegerField(_("first or second count"))
    stands = models.BooleanField(_("stands"), default=True)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    counter = models.CharField(_("counter"), max_length=NAME_LENGTH)
    scrutineer = models.CharField(_("scrutineer"), max_length=NAME_LENGTH)
    ballots_in = models.PositiveIntegerField(_("ballots that came back"))
    ballots_void = models.PositiveIntegerField(_("void ballots"))
    reason = models.CharField(_("why it was counted again"), max_length=NOTE_LENGTH, blank=True)
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("count of votes")
        verbose_name_plural = _("counts of votes")
        constraints = [
            models.UniqueConstraint(
                name="two_counts_stand", fields=["community", "poll", "slot"], condition=Q(stands=True)
            ),
            models.UniqueConstraint(
                name="nobody_enters_both_counts",
                fields=["community", "poll", "entered_by"],
                condition=Q(stands=True),
            ),
            models.UniqueConstraint(
                name="nobody_counts_twice",
                fields=["community", "poll", "counter"],
                condition=Q(stands=True),
            ),
            models.CheckConstraint(name="count_slot_is_known", condition=Q(slot__in=[1, 2])),
            models.CheckConstraint(
                name="void_ballots_came_back", condition=Q(ballots_void__lte=F("ballots_in"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counter} {self.slot}"


class CountLine(CommunityModel):
    """得票: how many votes one person has by one count; a candidate, or somebody written in (另选他人)."""

    count = ScopedForeignKey(
        Count, on_delete=models.PROTECT, related_name="lines", verbose_name=_("count of votes")
    )
    elector = ScopedForeignKey(
        Elector, on_delete=models.PROTECT, related_name="+", verbose_name=_("who was voted for")
    )
    votes = models.PositiveIntegerField(_("votes"))

    class Meta:
        verbose_name = _("votes for somebody")
        verbose_name_plural = _("votes for somebody")
        constraints = [
            models.UniqueConstraint(name="votes_for_somebody_once", fields=["community", "count", "elector"]),
        ]

    def __str__(self) -> str:
        return f"{self.elector}: {self.votes}"


class Elected(CommunityModel):
    """当选: who is elected, in which round, with how many votes; the post comes with the superior's approval."""

    election = ScopedForeignKey(
        PartyElection, on_delete=models.PROTECT, related_name="elected", verbose_name=_("election")
    )
    poll = ScopedForeignKey(Poll, on_delete=models.PROTECT, related_name="+", verbose_name=_("vote"))
    elector = ScopedForeignKey(
        Elector, on_delete=models.PROTECT, related_name="+", verbose_name=_("who is elected")
    )
    votes = models.PositiveIntegerField(_("votes"))
    post = models.CharField(_("post"), max_length=12, choices=PartyPost.choices, blank=True)

    class Meta:
        verbose_name = _("elected person")
        verbose_name_plural = _("elected people")
        constraints = [
            models.UniqueConstraint(name="elected_once", fields=["community", "election", "elector"]),
            models.CheckConstraint(
                name="elected_post_is_known", condition=Q(post="") | Q(post__in=PartyPost.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self.elector)
