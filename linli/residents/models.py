"""居民: that human in one community. Only what a purpose needs."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField, blind_index
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.places.models import Dwelling


def identity_index(number: str) -> str:
    """The keyed digest by which a person is found; the same number gives the same in every community."""
    return blind_index(number, "residents.identity") if number else ""


def phone_index(number: str) -> str:
    """The keyed digest by which the person of a telephone number is found."""
    return blind_index(number, "residents.phone") if number else ""


class Person(CommunityModel):
    """居民: a person of one community. The numbers open to few and are found by their blind indexes alone."""

    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="persons", verbose_name=_("user")
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    phone = EncryptedTextField(_("telephone"), blank=True)
    phone_index = models.CharField(max_length=64, blank=True, editable=False)
    identity_number = EncryptedTextField(_("identity number"), blank=True)
    identity_index = models.CharField(max_length=64, blank=True, editable=False)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    # 去世: the day, as the life event says it; who died is asked, told and listed nowhere any more.
    died_on = models.DateField(_("died on"), null=True, blank=True, editable=False)
    # Who was erased keeps the row for what counts people, without anything that says who it was.
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    # The verbs that the person at work holds; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        indexes = [
            models.Index(fields=["community", "name", "id"], name="person_name"),
            models.Index(
                fields=["community", "phone_index"], name="person_phone", condition=~Q(phone_index="")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="identity_number_once",
                fields=["community", "identity_index"],
                condition=~Q(identity_index=""),
            ),
            models.UniqueConstraint(
                name="one_person_of_a_login",
                fields=["community", "user"],
                condition=Q(user__isnull=False),
                violation_error_message=_("This account is somebody else's already."),
            ),
            models.CheckConstraint(
                name="erased_person_is_nobody",
                condition=Q(erased_at__isnull=True)
                | Q(
                    phone_index="",
                    identity_index="",
                    born_on__isnull=True,
                    user__isnull=True,
                    died_on__isnull=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The blind indexes follow the numbers."""
        self.index()
        super().save(*args, **kwargs)

    def index(self) -> None:
        """Set the blind indexes from the numbers; who writes many rows at once calls it for each."""
        self.identity_index = identity_index(self.identity_number)
        self.phone_index = phone_index(self.phone)


class Reach(CommunityModel):
    """怎么联系我 (N-18): how a person wants to be reached, as the person said. Without one: by telephone, by day."""

    class Channel(models.TextChoices):
        """The way that the person prefers."""

        CALL = "call", _("a call")
        TEXT = "text", _("a text message")
        PAPER = "paper", _("a letter in the letter box")
        VISIT = "visit", _("somebody comes by")

    person = ScopedForeignKey(
        Person, on_delete=models.CASCADE, related_name="reach", verbose_name=_("resident")
    )
    channel = models.CharField(_("how"), max_length=10, choices=Channel.choices, default=Channel.CALL)
    from_hour = models.PositiveSmallIntegerField(_("not before (hour)"), null=True, blank=True)
    to_hour = models.PositiveSmallIntegerField(_("not after (hour)"), null=True, blank=True)
    language = EncryptedTextField(_("language, dialect or sign language"), blank=True)
    read_aloud = models.BooleanField(_("somebody reads it aloud"), default=False)
    do_not_visit = models.BooleanField(_("please do not visit"), default=False)

    class Meta:
        verbose_name = _("way to reach a resident")
        verbose_name_plural = _("ways to reach residents")
        constraints = [
            models.UniqueConstraint(name="one_way_to_reach_a_person", fields=["community", "person"]),
            models.CheckConstraint(
                name="reach_channel_is_known", condition=Q(channel__in=["call", "text", "paper", "visit"])
            ),
            models.CheckConstraint(
                name="reach_hours_are_a_span_of_a_day",
                condition=Q(from_hour__isnull=True, to_hour__isnull=True)
                | Q(from_hour__gte=0, to_hour__lte=24, from_hour__lt=F("to_hour")),
            ),
            models.CheckConstraint(
                name="reach_no_visit_means_no_visit", condition=~Q(channel="visit", do_not_visit=True)
            ),
        ]

    def __str__(self) -> str:
        return self.get_channel_display()


class Consent(CommunityModel):
    """同意 (PIPL 14, 15, 31): a person agreed to one purpose in one version of its words; it stands until withdrawn."""

    class Channel(models.TextChoices):
        """How the person said so."""

        IN_PERSON = "in_person", _("in person")
        TELEPHONE = "telephone", _("by telephone")
        PAPER = "paper", _("on paper, signed")

    person = ScopedForeignKey(
        Person, on_delete=models.CASCADE, related_name="consents", verbose_name=_("resident")
    )
    purpose = models.CharField(_("purpose"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version of the words"))
    channel = models.CharField(_("how it was said"), max_length=10, choices=Channel.choices)
    guardian = EncryptedTextField(_("parent or guardian who agreed"), blank=True)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                name="one_standing_consent",
                fields=["community", "person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="consent_channel_is_known", condition=Q(channel__in=["in_person", "telephone", "paper"])
            ),
            models.CheckConstraint(
                name="consent_is_withdrawn_after_it_was_given",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class Household(CommunityModel):
    """户: people who are registered or live together, as the roster says; 户 in 户室 is a dwelling."""

    dwelling = ScopedForeignKey(
        Dwelling, on_delete=models.PROTECT, related_name="households", verbose_name=_("dwelling")
    )
    number = models.CharField(_("household number"), max_length=30)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        constraints = [models.UniqueConstraint(name="household_once", fields=["community", "number"])]

    def __str__(self) -> str:
        return self.number


class Residence(CommunityModel):
    """户籍地, 居住地: a person is registered or lives in a dwelling, from a day to a day.

    A tenant has the same services; the word serves votes and letters alone (no list of tenants exists).
    """

    class Kind(models.TextChoices):
        """What ties the person to the dwelling."""

        REGISTERED = "registered", _("registered there")
        ACTUAL = "actual", _("lives there")
        TENANT = "tenant", _("lives there as a tenant")

    person = ScopedForeignKey(
        Person, on_delete=models.PROTECT, related_name="residences", verbose_name=_("resident")
    )
    dwelling = ScopedForeignKey(
        Dwelling, on_delete=models.PROTECT, related_name="residences", verbose_name=_("dwelling")
    )
    household = ScopedForeignKey(
        Household,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="residences",
        verbose_name=_("household"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("residence")
        verbose_name_plural = _("residences")
        constraints = [
            models.UniqueConstraint(
                name="one_residence_of_a_kind_at_a_time",
                fields=["community", "person", "kind"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="residence_kind_is_known", condition=Q(kind__in=["registered", "actual", "tenant"])
            ),
            models.CheckConstraint(
                name="residence_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"


class Proxy(CommunityModel):
    """代办人 (N-5): whom a person names to act in chosen matters, from a day to a day at the longest the rulebook's months.

    Of the proxy only name and telephone are kept; what somebody is to the person is nobody's matter.
    """

    class How(models.TextChoices):
        """How it was made sure that the person wants it."""

        CALL_BACK = "call_back", _("we rang the person back on the known number")
        PAPER = "paper", _("the person signed a paper")

    person = ScopedForeignKey(
        Person, on_delete=models.CASCADE, related_name="proxies", verbose_name=_("resident")
    )
    name = EncryptedTextField(pgettext_lazy("of a person", "name"))
    phone = EncryptedTextField(_("telephone"))
    matters = models.JSONField(_("matters"), default=list)
    how = models.CharField(_("how it was authorised"), max_length=10, choices=How.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"))
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    class Meta:
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        indexes = [models.Index(fields=["community", "person", "valid_to"], name="proxy_person")]
        constraints = [
            models.CheckConstraint(name="proxy_how_is_known", condition=Q(how__in=["call_back", "paper"])),
            models.CheckConstraint(
                name="proxy_ends_after_it_begins", condition=Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class LifeEvent(CommunityModel):
    """人生大事 (N-4): what happened to a person, written down once; what it touches is asked of the records each time.

    `left` and `confirmed` hold the keys of what was left as it is and of what was done; `ended` the proxies that ended
    with a death, for who takes the entry back.
    """

    class Kind(models.TextChoices):
        """What happened."""

        DEATH = "death", pgettext_lazy("life event", "died")
        MOVED_OUT = "moved_out", pgettext_lazy("life event", "moved away")
        MOVED_IN = "moved_in", pgettext_lazy("life event", "moved in")
        BIRTH = "birth", pgettext_lazy("life event", "had a child")
        HOSPITAL = "hospital", pgettext_lazy("life event", "went to hospital")
        TELEPHONE = "telephone", pgettext_lazy("life event", "has a new telephone")

    person = ScopedForeignKey(
        Person, on_delete=models.CASCADE, related_name="life_events", verbose_name=_("resident")
    )
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind.choices)
    happened_on = models.DateField(_("on which day"))
    written_at = models.DateTimeField(_("written down at"))
    left = models.JSONField(_("left as it is"), default=list, blank=True, editable=False)
    confirmed = models.JSONField(_("confirmed"), default=list, blank=True, editable=False)
    ended = models.JSONField(_("ended with it"), default=list, blank=True, editable=False)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, editable=False)

    class Meta:
        verbose_name = _("life event")
        verbose_name_plural = _("life events")
        indexes = [models.Index(fields=["community", "person", "-written_at"], name="life_event_person")]
        constraints = [
            models.UniqueConstraint(
                name="one_death",
                fields=["community", "person"],
                condition=Q(kind="death", taken_back_at__isnull=True),
            ),
            models.CheckConstraint(
                name="life_event_kind_is_known",
                condition=Q(kind__in=["death", "moved_out", "moved_in", "birth", "hospital", "telephone"]),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
