"""居民: that human in one community. Only what a purpose needs."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField, blind_index
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.places.models import Dwelling


def identity_index(number: str) -> str:
    """The keyed digest by which a person is found; the same number gives the same in every community."""
    return blind_index(number, "residents.identity") if number else ""


class Person(CommunityModel):
    """居民: a person of one community. The identity number opens to few and is found by its blind index alone."""

    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="persons", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("telephone"), blank=True)
    identity_number = EncryptedTextField(_("identity number"), blank=True)
    identity_index = models.CharField(max_length=64, blank=True, editable=False)
    born_on = models.DateField(_("born on"), null=True, blank=True)

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        indexes = [models.Index(fields=["community", "name", "id"], name="person_name")]
        constraints = [
            models.UniqueConstraint(
                name="identity_number_once",
                fields=["community", "identity_index"],
                condition=~Q(identity_index=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The blind index follows the number."""
        self.index()
        super().save(*args, **kwargs)

    def index(self) -> None:
        """Set the blind index from the number; who writes many rows at once calls it for each."""
        self.identity_index = identity_index(self.identity_number)


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
