"""公告: anything told to everybody. Not a 公示 (a proposed result with a way to object) and not a 通报."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.places.models import Building

TITLE_LENGTH, TEXT_LENGTH = 40, 600


class Announcement(CommunityModel):
    """公告: told to everybody from a day to a day, at some buildings or everywhere."""

    code = models.CharField(_("six-character code"), max_length=6)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"))
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    signed = models.CharField(_("issued by"), max_length=60)
    published_at = models.DateTimeField(_("published at"), editable=False)
    taken_down_at = models.DateTimeField(_("taken down at"), null=True, editable=False)
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
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def badge(self) -> tuple[str, str, object]:
        """Tone, icon and word of where it stands today."""
        if self.taken_down_at:
            return "mute", "undo", _("Taken down")
        if self.valid_to < clock.today():
            return "mute", "", _("Over")
        if self.valid_from > clock.today():
            return "out", "clock", _("To come")
        return "ok", "megaphone", _("Up now")


class AnnouncementPlace(CommunityModel):
    """公告范围: a building that an announcement is for. An announcement without any is for everywhere."""

    announcement = ScopedForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="places", verbose_name=_("announcement")
    )
    building = ScopedForeignKey(
        Building, on_delete=models.PROTECT, related_name="+", verbose_name=_("building")
    )

    class Meta:
        verbose_name = _("place of an announcement")
        verbose_name_plural = _("places of announcements")
        constraints = [
            models.UniqueConstraint(
                name="announcement_place_once", fields=["community", "announcement", "building"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.building_id}"
