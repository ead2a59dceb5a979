"""阵地: stations, halls and rooms of a community, when they are open, and when for once they are not."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.places.models import Building, Compound

LINE_LENGTH = 120


class Venue(CommunityModel):
    """阵地: a place that is there for residents. It ends, it is never deleted. What a service station does
    (流动办公、收集民意、共享服务) is a line each; an empty line is not done there.
    """

    class Kind(models.TextChoices):
        """What sort of place it is."""

        STATION = "station", _("service station")
        DELIBERATION_HALL = "deliberation_hall", _("deliberation hall")
        TALKING_ROOM = "talking_room", _("talking room")
        HEARING_ROOM = "hearing_room", _("neighbours' hearing room")
        CULTURE_CENTRE = "culture_centre", _("culture centre")
        ACTIVITY_ROOM = "activity_room", _("activity room")

    name = models.CharField(pgettext_lazy("of a place", "name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    compound = ScopedForeignKey(
        Compound, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("compound")
    )  # fmt: skip
    building = ScopedForeignKey(
        Building, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("building")
    )  # fmt: skip
    way_in = models.CharField(_("how to find it"), max_length=LINE_LENGTH)
    phone = models.CharField(_("telephone of the place"), max_length=20, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    use = models.CharField(_("what one can do there"), max_length=200, blank=True)
    mobile_office = models.CharField(_("mobile office"), max_length=LINE_LENGTH, blank=True)
    listening = models.CharField(_("listening to residents"), max_length=LINE_LENGTH, blank=True)
    shared_services = models.CharField(_("shared services"), max_length=LINE_LENGTH, blank=True)
    open_on_holidays = models.BooleanField(_("open on public holidays, too"), default=False)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        constraints = [
            models.UniqueConstraint(
                name="venue_name_once", fields=["community", "name"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="venue_kind_is_known",
                condition=Q(
                    kind__in=[
                        "station",
                        "deliberation_hall",
                        "talking_room",
                        "hearing_room",
                        "culture_centre",
                        "activity_room",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="venue_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def functions(self) -> list[tuple[str, str]]:
        """What a station does: the word, and its line."""
        names = ("mobile_office", "listening", "shared_services")
        said = [(str(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in names]  # type: ignore[union-attr]
        return [(word, line) for word, line in said if line]


# Where one sits down together to talk a matter over (S1-35).
FOR_TALKING = (Venue.Kind.DELIBERATION_HALL, Venue.Kind.TALKING_ROOM, Venue.Kind.HEARING_ROOM)


class Room(CommunityModel):
    """室: one room of a venue."""

    venue = ScopedForeignKey(Venue, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("venue"))
    name = models.CharField(pgettext_lazy("of a place", "name"), max_length=40)
    use = models.CharField(_("what one can do there"), max_length=LINE_LENGTH, blank=True)
    area_dm2 = models.PositiveIntegerField(_("area in 0.01 square metres"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(
                name="room_name_once",
                fields=["community", "venue", "name"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="room_area_is_an_area", condition=Q(area_dm2__isnull=True) | Q(area_dm2__gt=0)
            ),
            models.CheckConstraint(
                name="room_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(CommunityModel):
    """开放时间: from when to when a venue is open on a weekday, Monday being 0; several on a day, none overlap."""

    venue = ScopedForeignKey(Venue, on_delete=models.PROTECT, related_name="hours", verbose_name=_("venue"))
    weekday = models.PositiveSmallIntegerField(_("day of the week"))
    from_time = models.TimeField(pgettext_lazy("hours", "from"))
    to_time = models.TimeField(pgettext_lazy("hours", "to"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.UniqueConstraint(
                name="opening_hours_once",
                fields=["community", "venue", "weekday", "from_time"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(name="opening_hours_are_a_span", condition=Q(from_time__lt=F("to_time"))),
            models.CheckConstraint(name="opening_hours_weekday_is_known", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="opening_hours_end_after_they_begin",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_time:%H:%M}—{self.to_time:%H:%M}"


class Closing(CommunityModel):
    """临时关闭: days on which a venue is not open although it is its time, and why. Lifted, it opens again from a day on."""

    venue = ScopedForeignKey(
        Venue, on_delete=models.PROTECT, related_name="closings", verbose_name=_("venue")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    why = models.CharField(_("why, for everybody to read"), max_length=LINE_LENGTH)
    lifted_on = models.DateField(_("open again from"), null=True, editable=False)

    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        indexes = [models.Index(fields=["community", "venue", "last_day"], name="closing_days")]
        constraints = [
            models.CheckConstraint(
                name="closing_ends_after_it_begins", condition=Q(last_day__gte=F("first_day"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d}—{self.last_day:%Y-%m-%d}"
