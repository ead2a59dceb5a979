"""服务事项: what a resident may come to the hall for, and what is needed for it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.hall.ruling import refusal_of

NAME_LENGTH, WORDS_LENGTH, BASIS_LENGTH, PLACE_LENGTH = 60, 1000, 500, 100


class ItemKind(models.TextChoices):
    """事项种类."""

    SERVICE = "service", pgettext_lazy("kind of service", "help with an application")
    CERTIFICATE = "certificate", pgettext_lazy("kind of service", "certificate")
    HANDED_ON = "handed_on", pgettext_lazy("kind of service", "taken in for another office")
    QUERY = "query", pgettext_lazy("kind of service", "question, and where to go")


class Handling(models.TextChoices):
    """在哪里办: what the community itself does for it."""

    HERE = "here", pgettext_lazy("handling", "the community does it")
    PASSED_ON = "passed_on", pgettext_lazy("handling", "the community takes it in and passes it on")
    EXPLAINED = "explained", pgettext_lazy("handling", "the community explains the way")


class ServiceItem(CommunityModel):
    """服务事项. A certificate stands only with its legal basis, and never where R-18 forbids it."""

    code = models.CharField(pgettext_lazy("of a service", "code"), max_length=20)
    name = models.CharField(pgettext_lazy("of a service", "name"), max_length=NAME_LENGTH)
    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices)
    handling = models.CharField(_("what the community does"), max_length=12, choices=Handling.choices)
    office = models.CharField(_("office that decides"), max_length=NAME_LENGTH)
    # Nothing: the office that decides has its own limit, and the community promises none.
    limit_workdays = models.PositiveSmallIntegerField(_("working days, 0 for at once"), null=True, blank=True)
    fee_fen = models.PositiveIntegerField(_("fee in fen"), default=0)
    legal_basis = models.TextField(_("legal basis"), max_length=BASIS_LENGTH, blank=True)
    place = models.CharField(_("where to come"), max_length=PLACE_LENGTH, blank=True)
    hours = models.CharField(_("opening hours"), max_length=PLACE_LENGTH, blank=True)
    telephone = models.CharField(_("telephone of the office"), max_length=30, blank=True)
    helper = models.CharField(_("post that helps"), max_length=NAME_LENGTH, blank=True)
    words = models.TextField(_("what residents read"), max_length=WORDS_LENGTH, blank=True)
    # Hours, telephone, limit and papers differ from place to place: somebody of the community has looked at them.
    checked = models.BooleanField(_("local facts were checked"), default=False)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    amended_at = models.DateTimeField(_("amended at"), editable=False)

    class Meta:
        verbose_name = _("service item")
        verbose_name_plural = _("service items")
        indexes = [models.Index(fields=["community", "order", "id"], name="service_item_list")]
        constraints = [
            models.UniqueConstraint(name="service_item_code_once", fields=["community", "code"]),
            models.CheckConstraint(name="service_item_kind_is_known", condition=Q(kind__in=ItemKind.values)),
            models.CheckConstraint(
                name="service_item_handling_is_known", condition=Q(handling__in=Handling.values)
            ),
            models.CheckConstraint(
                name="certificate_has_its_basis", condition=~Q(kind="certificate") | ~Q(legal_basis="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """R-18: a certificate that is listed, or that has no basis, does not stand in the catalogue."""
        if refusal := refusal_of(self):
            raise ValidationError({refusal.field: refusal.words})

    @property
    def is_in_force(self) -> bool:
        """It is offered today."""
        today = clock.today()
        return self.valid_from <= today and (self.valid_to is None or self.valid_to >= today)


class ServiceMaterial(CommunityModel):
    """申请材料: one paper that an item needs, how many, and why."""

    item = ScopedForeignKey(
        ServiceItem, on_delete=models.CASCADE, related_name="materials", verbose_name=_("service item")
    )
    name = models.CharField(pgettext_lazy("of a paper", "name"), max_length=NAME_LENGTH)
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    why = models.CharField(_("what it is for"), max_length=PLACE_LENGTH, blank=True)
    if_unknown = models.BooleanField(_("may be left out when it is known here"), default=False)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("material of a service")
        verbose_name_plural = _("materials of services")
        constraints = [
            models.UniqueConstraint(name="service_material_once", fields=["community", "item", "name"])
        ]

    def __str__(self) -> Any:
        return self.name
