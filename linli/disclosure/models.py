"""公告: anything told to everybody. Not a 公示 (a proposed result with a way to object) and not a 通报."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.disclosure.outages import EVENTS, Kind, span
from linli.places.models import Building, Entrance
from linli.residents.models import Person

TITLE_LENGTH, TEXT_LENGTH, END_LENGTH = 40, 600, 40


class Announcement(CommunityModel):
    """公告: told to everybody from a day to a day, at some buildings or everywhere. What happens at places for a while
    (no water, no lift, somebody lost) has moments besides, and is over when somebody says so.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NOTICE)
    # An update is an announcement of its own; all updates of one matter name the first announcement of it.
    first = ScopedForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="updates",
        verbose_name=_("first announcement of this matter"),
    )
    code = models.CharField(_("six-character code"), max_length=6)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"))
    begins_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    expected_end = models.DateTimeField(_("expected end"), null=True, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    signed = models.CharField(_("issued by"), max_length=60)
    published_at = models.DateTimeField(_("published at"), editable=False)
    taken_down_at = models.DateTimeField(_("taken down at"), null=True, editable=False)
    replaced_at = models.DateTimeField(_("replaced by a newer one at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("over at"), null=True, editable=False)
    end_text = models.CharField(_("said when it was over"), max_length=END_LENGTH, blank=True, editable=False)
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = [models.Index(fields=["community", "valid_to"], name="announcement_current")]
        constraints = [
            models.UniqueConstraint(name="announcement_code_once", fields=["community", "code"]),
            models.CheckConstraint(
                name="announcement_ends_after_it_begins", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="announcement_kind_is_known", condition=Q(kind__in=[Kind.NOTICE, *EVENTS])
            ),
            models.CheckConstraint(
                name="announcement_of_an_event_has_its_moment",
                condition=Q(kind=Kind.NOTICE, begins_at__isnull=True, expected_end__isnull=True)
                | (~Q(kind=Kind.NOTICE) & Q(begins_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="announcement_expected_end_is_later",
                condition=Q(expected_end__isnull=True) | Q(expected_end__gt=F("begins_at")),
            ),
            models.CheckConstraint(
                name="announcement_over_says_so",
                condition=Q(ended_at__isnull=True, end_text="")
                | (Q(ended_at__isnull=False) & ~Q(end_text="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_event(self) -> bool:
        """Whether it is something that happens for a while, not a notice."""
        return self.kind != Kind.NOTICE

    @property
    def stands(self) -> bool:
        """Whether it may still be updated and said to be over."""
        return not (self.taken_down_at or self.replaced_at or self.ended_at)

    @property
    def when(self) -> str:
        """From when to when it happens, in words; "" of a notice."""
        return span(self.begins_at, self.expected_end) if self.begins_at else ""

    @property
    def headline(self) -> str:
        """The message itself, as a title: what and when, or that it is over."""
        if self.ended_at:
            return f"{self.title} · {self.end_text}"
        return f"{self.title} · {self.when}" if self.is_event else self.title

    @property
    def badge(self) -> tuple[str, str, object]:
        """Tone, icon and word of where it stands today."""
        if self.taken_down_at:
            return "mute", "undo", _("Taken down")
        if self.replaced_at:
            return "mute", "refresh", _("Replaced by a newer one")
        if self.ended_at:
            return "ok", "check-circle", _("Over")
        if self.valid_to < clock.today():
            return "mute", "", _("Over")
        if self.valid_from > clock.today():
            return "out", "clock", _("To come")
        return "ok", "megaphone", _("Up now")


class AnnouncementPlace(CommunityModel):
    """公告范围: a building, or one entrance of it, that an announcement is for. Without any it is for everywhere."""

    announcement = ScopedForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="places", verbose_name=_("announcement")
    )
    building = ScopedForeignKey(
        Building, on_delete=models.PROTECT, related_name="+", verbose_name=_("building")
    )
    entrance = ScopedForeignKey(
        Entrance,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entrance"),
    )

    class Meta:
        verbose_name = _("place of an announcement")
        verbose_name_plural = _("places of announcements")
        constraints = [
            models.UniqueConstraint(
                name="announcement_place_once",
                fields=["community", "announcement", "building"],
                condition=Q(entrance__isnull=True),
            ),
            models.UniqueConstraint(
                name="announcement_entrance_once", fields=["community", "announcement", "entrance"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.entrance_id or self.building_id}"

    @property
    def place(self) -> Building | Entrance:
        """Where it is."""
        return self.entrance or self.building


class Call(CommunityModel):
    """先打的电话: that somebody of a care list was rung about an announcement; neither what was said nor a reason."""

    announcement = ScopedForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="calls", verbose_name=_("announcement")
    )
    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    rung_at = models.DateTimeField(_("rung at"))
    rung_by_name = models.CharField(_("rung by"), max_length=80)

    class Meta:
        verbose_name = _("call to somebody of a care list")
        verbose_name_plural = _("calls to people of care lists")
        constraints = [
            models.UniqueConstraint(name="call_once", fields=["community", "announcement", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.rung_at:%H:%M}"
