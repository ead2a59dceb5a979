"""诉求分类: what kinds of requests there are, and whose duty each is; and the groups that requests come from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.places.models import Compound
from linli.volunteers.models import Team


class Category(CommunityModel):
    """诉求分类: two levels, in the vocabulary of a 12345 hotline; each community keeps its own."""

    class Kind(models.TextChoices):
        """Decides the deadline: the rulebook has a row for each (R-25)."""

        INQUIRY = "inquiry", _("question")
        HELP = "help", _("help or complaint")
        COMPLEX = "complex", _("complex matter")

    parent = ScopedForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    name = models.CharField(_("name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.HELP)
    icon = models.CharField(_("icon"), max_length=20, blank=True)
    keywords = models.JSONField(_("words that suggest it"), default=list, blank=True)
    asked = models.BooleanField(_("residents are asked for it"), default=True)
    need = models.BooleanField(_("a need of everyday life"), default=False)
    aliases = models.JSONField(_("what other systems call it"), default=list, blank=True)
    team = ScopedForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("usually handed to"),
    )
    skills = models.JSONField(_("skills that it takes"), default=list, blank=True)
    told = models.CharField(_("what the resident reads about it"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(name="category_name_once", fields=["community", "name"]),
            models.CheckConstraint(
                name="category_kind_is_known", condition=Q(kind__in=["inquiry", "help", "complex"])
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Responsibility(CommunityModel):
    """责任界面 (N-14): whose duty a kind of matter is in a situation, by which clause; where a compound is named, there."""

    class Hand(models.TextChoices):
        """Whose hand."""

        OWNERS = "owners", _("the owners")
        PROPERTY = "property", _("the property company")
        COMMUNITY = "community", _("the community")
        TOWNSHIP = "township", _("the township")
        UTILITY = "utility", _("the utility company")
        BUILDER = "builder", _("who built it, within the warranty")

    category = ScopedForeignKey(
        Category, on_delete=models.CASCADE, related_name="responsibilities", verbose_name=_("category")
    )
    compound = ScopedForeignKey(
        Compound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only in this compound"),
    )
    situation = models.CharField(_("in which case"), max_length=60)
    hand = models.CharField(_("whose duty"), max_length=10, choices=Hand.choices)
    clause = models.CharField(_("by which clause"), max_length=160)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["order", "situation"]
        constraints = [
            models.CheckConstraint(
                name="responsibility_hand_is_known",
                condition=Q(hand__in=["owners", "property", "community", "township", "utility", "builder"]),
            ),
            models.UniqueConstraint(
                name="responsibility_once",
                fields=["community", "category", "compound", "situation"],
                condition=Q(valid_to__isnull=True),
            ),
            models.UniqueConstraint(
                name="responsibility_everywhere_once",
                fields=["community", "category", "situation"],
                condition=Q(valid_to__isnull=True, compound__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.situation} · {self.get_hand_display()}"


class ResidentGroup(CommunityModel):
    """居民群: a named chat group of residents, from which a person forwards requests. Nothing in it is read by us."""

    name = models.CharField(_("name"), max_length=60)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("resident group")
        verbose_name_plural = _("resident groups")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="resident_group_name_once", fields=["community", "name"]),
            models.CheckConstraint(
                name="resident_group_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
