"""发布稿: words that the Party organisation makes known, to everybody or to its members, and where they went out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock, keys
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.meetings.kinds import LectureChannel
from linli.organisations.models import PartyOrganisation
from linli.publicity.workflow import BADGES, PUBLICATION_WORKFLOW, PublicationStatus

TITLE_LENGTH, TEXT_LENGTH, NAME_LENGTH = 40, 3000, 80


class Audience(models.TextChoices):
    """公开范围 (R-13): everybody, or the members of the Party alone."""

    SOCIETY = "society", pgettext_lazy("audience", "everybody")
    MEMBERS = "members", pgettext_lazy("audience", "members of the Party")


class Topic(models.TextChoices):
    """公开目录 (R-13), and beside it what is told to win people over and the regulations that hang on the wall."""

    STUDY = "study", pgettext_lazy("topic", "study and how it is carried out")
    TERM = "term", pgettext_lazy("topic", "goals and work of the term")
    DECISION = "decision", pgettext_lazy("topic", "decisions and how they went")
    LIFE = "life", pgettext_lazy("topic", "organisation life")
    DEVELOPMENT = "development", pgettext_lazy("topic", "development of members")
    DUES = "dues", pgettext_lazy("topic", "dues as a sum")
    APPRAISAL = "appraisal", pgettext_lazy("topic", "appraisals and honours")
    MASSES = "masses", pgettext_lazy("topic", "what was done for residents")
    CLEAN = "clean", pgettext_lazy("topic", "clean conduct")
    RULES = "rules", pgettext_lazy("topic", "regulations")
    CULTURE = "culture", pgettext_lazy("topic", "culture and publicity")


# 党务公开: what counts for the quarter; culture and publicity does not.
OF_PARTY_AFFAIRS = tuple(topic for topic in Topic if topic is not Topic.CULTURE)


class Publication(CommunityModel, WorkflowModel):
    """发布稿: written by one person, examined by another, approved by the secretary. Published words stand still."""

    workflow = PUBLICATION_WORKFLOW
    code = models.CharField(_("six-character code"), max_length=6, default=keys.new_code, editable=False)
    status = models.CharField(
        _("status"), max_length=12, choices=PublicationStatus.choices, default=PublicationStatus.DRAFTED,
        editable=False,
    )  # fmt: skip
    organisation = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party organisation")
    )
    topic = models.CharField(_("topic"), max_length=12, choices=Topic.choices)
    audience = models.CharField(_("for whom"), max_length=8, choices=Audience.choices)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    author_id = models.UUIDField(_("written by (user)"), null=True, editable=False)
    author_name = models.CharField(_("written by"), max_length=NAME_LENGTH, editable=False)
    examiner_id = models.UUIDField(_("examined by (user)"), null=True, editable=False)
    examiner_name = models.CharField(_("examined by"), max_length=NAME_LENGTH, blank=True, editable=False)
    examined_on = models.DateField(_("examined on"), null=True, editable=False)
    published_on = models.DateField(_("made known on"), null=True, editable=False)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [
            models.Index(fields=["community", "status", "published_on"], name="publication_made_known"),
            models.Index(fields=["community", "organisation", "published_on"], name="publication_of"),
        ]
        constraints = [
            models.UniqueConstraint(name="publication_code_once", fields=["community", "code"]),
            models.CheckConstraint(
                name="publication_status_is_known", condition=Q(status__in=PublicationStatus.values)
            ),
            models.CheckConstraint(name="publication_topic_is_known", condition=Q(topic__in=Topic.values)),
            models.CheckConstraint(
                name="publication_audience_is_known", condition=Q(audience__in=Audience.values)
            ),
            # nothing is made known that a second person has not examined.
            models.CheckConstraint(
                name="publication_examined_by_another",
                condition=Q(examiner_id__isnull=True) | Q(author_id__isnull=True) | ~Q(examiner_id=F("author_id")),
            ),
            models.CheckConstraint(
                name="publication_examined_before",
                condition=Q(status__in=["drafted", "proposed"]) | Q(examined_on__isnull=False),
            ),
            models.CheckConstraint(
                name="publication_has_its_day",
                condition=~Q(status__in=["published", "taken_down"]) | Q(published_on__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def badge(self) -> tuple[str, str, object]:
        """Tone, icon and word of where it stands."""
        tone, icon = BADGES[PublicationStatus(self.status)]
        return tone, icon, self.get_status_display()


class PublicityChannel(CommunityModel):
    """宣传渠道: an account, a group, a loudspeaker or a screen by which the community tells something; who keeps it."""

    kind = models.CharField(_("kind"), max_length=10, choices=LectureChannel.choices)
    name = models.CharField(_("name"), max_length=TITLE_LENGTH)
    keeper = models.CharField(_("kept by (post or unit)"), max_length=TITLE_LENGTH)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("channel of publicity")
        verbose_name_plural = _("channels of publicity")
        constraints = [
            models.UniqueConstraint(
                name="publicity_channel_name_once",
                fields=["community", "name"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="publicity_channel_kind_is_known", condition=Q(kind__in=LectureChannel.values)
            ),
            models.CheckConstraint(
                name="publicity_channel_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def goes_on(self) -> bool:
        """Whether it is in use today."""
        return self.valid_to is None or self.valid_to >= clock.today()


class Outlet(CommunityModel):
    """发出记录: on which day a publication went out on a channel. Nobody counts who read it."""

    publication = ScopedForeignKey(
        Publication, on_delete=models.PROTECT, related_name="outlets", verbose_name=_("publication")
    )
    channel = ScopedForeignKey(
        PublicityChannel,
        on_delete=models.PROTECT,
        related_name="outlets",
        verbose_name=_("channel of publicity"),
    )
    out_on = models.DateField(_("went out on"))

    class Meta:
        verbose_name = _("outlet of a publication")
        verbose_name_plural = _("outlets of publications")
        constraints = [
            models.UniqueConstraint(
                name="outlet_once", fields=["community", "publication", "channel", "out_on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.out_on}"
