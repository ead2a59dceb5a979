"""微心愿: a small lawful wish of a resident, and who takes it up."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.orders.models import Authority
from linli.residents.models import Person
from linli.wishes.workflow import BADGES, ON_THE_WALL, OPEN, WISH_WORKFLOW, WishStatus

TITLE_LENGTH, TEXT_LENGTH, WORDS_LENGTH, STORY_LENGTH = 40, 2000, 500, 1000


class Kind(models.TextChoices):
    """What is wished for."""

    GOODS = "goods", pgettext_lazy("kind of wish", "a thing")
    HELP = "help", pgettext_lazy("kind of wish", "a helping hand")
    COMPANY = "company", pgettext_lazy("kind of wish", "company")
    EVENT = "event", pgettext_lazy("kind of wish", "an event")


class Channel(models.TextChoices):
    """渠道: how a wish reached the community."""

    WEB = "web", _("phone page")
    PHONE = "phone", _("telephone")
    WALK_IN = "walk_in", _("came in person")
    PAPER = "paper", _("paper form")
    VISIT = "visit", pgettext_lazy("channel", "home visit")
    MEETING = "meeting", pgettext_lazy("channel", "meeting")


class MicroWish(CommunityModel, WorkflowModel):
    """微心愿. Public are title, kind, value and day alone. Its status changes only through `wishes.actions`."""

    number = models.CharField(_("number"), max_length=12)
    code = models.CharField(_("six-character code"), max_length=6)
    status = models.CharField(_("status"), max_length=12, choices=WishStatus.choices, editable=False)
    title = models.CharField(_("the wish in words for everybody"), max_length=TITLE_LENGTH)
    text = models.TextField(
        _("more about it, for the desk and who helps"), max_length=TEXT_LENGTH, blank=True
    )
    kind = models.CharField(_("kind of wish"), max_length=10, choices=Kind.choices)
    value_fen = models.PositiveIntegerField(_("estimated value in fen"), default=0)
    max_claimers = models.PositiveSmallIntegerField(_("how many may help"), default=1)

    wisher_name = EncryptedTextField(_("name of the wisher"), blank=True)
    wisher_phone = EncryptedTextField(_("telephone of the wisher"), blank=True)
    place = EncryptedTextField(_("where the wisher is found"), blank=True)
    person = ScopedForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("resident")
    )
    on_behalf_of_authority = models.CharField(
        _("why one may wish for another"), max_length=10, choices=Authority.choices, blank=True
    )
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("written down by"),
    )  # fmt: skip
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    source_paper = models.CharField(_("which paper it came on"), max_length=40, blank=True)
    proof_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    proof_blocked_until = models.DateTimeField(null=True, editable=False)

    # How many of the places for helpers are taken; written with each claim, so that the wall need not count.
    taken = models.PositiveSmallIntegerField(_("how many help"), default=0, editable=False)
    fulfilled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("who said that it is fulfilled"),
    )  # fmt: skip
    fulfilment = models.TextField(_("what was done"), max_length=WORDS_LENGTH, blank=True)
    thanks = models.CharField(_("thank-you note"), max_length=60, blank=True)
    story = models.TextField(_("the story"), max_length=STORY_LENGTH, blank=True)
    decline_reason = models.TextField(_("why it is declined"), max_length=WORDS_LENGTH, blank=True)
    go_instead = models.TextField(_("where to go instead"), max_length=WORDS_LENGTH, blank=True)

    collected_at = models.DateTimeField(_("collected at"))
    published_at = models.DateTimeField(_("put on the wall at"), null=True, editable=False)
    due_on = models.DateField(_("wished by"), null=True, blank=True)
    fulfilled_at = models.DateTimeField(_("fulfilled at"), null=True, editable=False)
    lit_at = models.DateTimeField(_("lit at"), null=True, editable=False)
    lit_in_call = models.BooleanField(
        _("confirmed in a call-back or on paper"), default=False, editable=False
    )
    # Wished, fulfilled and confirmed within one household or one desk: it counts in no figure (M-11).
    own_circle = models.BooleanField(_("confirmed in one's own circle"), default=False, editable=False)
    story_consent_at = models.DateTimeField(_("agreed to show note and story at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("lit, declined or withdrawn at"), null=True, editable=False)

    workflow = WISH_WORKFLOW
    # The verbs that the person at work holds on this wish; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("micro-wish")
        verbose_name_plural = _("micro-wishes")
        indexes = [
            models.Index(fields=["community", "-collected_at", "-id"], name="wish_newest"),
            models.Index(fields=["community", "status", "lit_at"], name="wish_lit"),
            models.Index(
                fields=["community", "-published_at", "-id"],
                name="wish_wall",
                condition=Q(status__in=[s.value for s in ON_THE_WALL]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="wish_number_once", fields=["community", "number"]),
            models.UniqueConstraint(name="wish_code_once", fields=["community", "code"]),
            models.CheckConstraint(name="wish_status_is_known", condition=Q(status__in=WishStatus.values)),
            models.CheckConstraint(name="wish_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="wish_channel_is_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="wish_for_another_says_why",
                condition=Q(on_behalf_of_authority="") | Q(on_behalf_of_authority__in=Authority.values),
            ),
            models.CheckConstraint(
                name="wish_has_room_for_who_helps",
                condition=Q(max_claimers__gte=1) & Q(taken__lte=F("max_claimers")),
            ),
            models.CheckConstraint(
                name="wish_on_the_wall_since",
                condition=~Q(status__in=[s.value for s in ON_THE_WALL]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="wish_claimed_by_somebody",
                condition=~Q(status__in=["claimed", "fulfilled", "lit"]) | Q(taken__gte=1),
            ),
            models.CheckConstraint(
                name="wish_fulfilled_says_how",
                condition=~Q(status__in=["fulfilled", "lit"])
                | (Q(fulfilled_at__isnull=False) & ~Q(fulfilment="")),
            ),
            models.CheckConstraint(
                name="wish_lit_was_confirmed", condition=~Q(status="lit") | Q(lit_at__isnull=False)
            ),
            models.CheckConstraint(
                name="wish_declined_says_why",
                condition=~Q(status="declined") | (~Q(decline_reason="") & ~Q(go_instead="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*BADGES[WishStatus(self.status)], self.get_status_display())

    @property
    def is_open(self) -> bool:
        """Somebody of the community still has to act."""
        return self.status in OPEN

    @property
    def missing(self) -> int:
        """How many helpers a group still wants."""
        return self.max_claimers - self.taken

    @property
    def yuan(self) -> str:
        """The estimated value in yuan, "" where none was said."""
        if not self.value_fen:
            return ""
        whole, rest = divmod(self.value_fen, 100)
        return f"{whole}.{rest:02d}" if rest else str(whole)


class WishClaim(CommunityModel):
    """认领: a member or an organisation takes a wish up; what was given back stays with its end."""

    wish = ScopedForeignKey(
        MicroWish, on_delete=models.CASCADE, related_name="claims", verbose_name=_("micro-wish")
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who helps")
    )
    organisation = models.CharField(_("name of the organisation"), max_length=60, blank=True)
    said_at = models.DateTimeField(_("claimed at"))
    released_at = models.DateTimeField(_("given back at"), null=True, editable=False)

    class Meta:
        verbose_name = _("claim of a wish")
        verbose_name_plural = _("claims of wishes")
        indexes = [
            models.Index(
                fields=["community", "user", "-said_at"],
                name="wish_claim_mine",
                condition=Q(released_at__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="wish_claimed_once_by_each",
                fields=["community", "wish", "user"],
                condition=Q(released_at__isnull=True),
            ),
            models.CheckConstraint(
                name="wish_claim_is_somebodys",
                condition=Q(user__isnull=False, organisation="")
                | (Q(user__isnull=True) & ~Q(organisation="")),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation or str(self.user)
