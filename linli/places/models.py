"""空间: where everything happens. Divisions and communities are shared; what lies inside belongs to a community."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel, ScopedForeignKey, SharedModel, forget_communities
from linli.places.profile import CommunityProfile

# Words that are prefixes of addresses cannot be the slug of a community.
RESERVED_SLUGS = ("desk", "serve", "screen", "accounts", "api", "static", "area", "t", "language", "health")
twelve_digits = RegexValidator(r"^\d{12}\Z", _("A division code has 12 digits."))
fifteen_digits = RegexValidator(
    r"^\d{15}\Z", _("A grid code has 15 digits: the community's 12 and three more.")
)


class Division(SharedModel):
    """区划: a province, city, county or township (街道, 镇, 乡), with the 12-digit code of the statistics bureau."""

    class Level(models.TextChoices):
        """How high it stands."""

        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        COUNTY = "county", _("county")
        TOWNSHIP = "township", _("township")

    code = models.CharField(_("code"), max_length=12, unique=True, validators=[twelve_digits])
    name = models.CharField(_("name"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Community(SharedModel):
    """社区: the area of one residents' committee; the tenant."""

    slug = models.SlugField(_("address word"), max_length=30, unique=True)
    code = models.CharField(_("code"), max_length=12, unique=True, validators=[twelve_digits])
    name = models.CharField(_("name"), max_length=60)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, related_name="communities", verbose_name=_("township")
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    area_m2 = models.PositiveBigIntegerField(_("area in square metres"), null=True, blank=True)
    look = models.JSONField(_("look and words"), default=dict, blank=True)

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="community_slug_is_free", condition=~Q(slug__in=RESERVED_SLUGS)),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written; what was kept of it is read anew."""
        super().save(*args, **kwargs)
        forget_communities()

    @property
    def profile(self) -> CommunityProfile:
        """Look and words, typed."""
        return CommunityProfile.read(self.look)

    @property
    def telephone(self) -> str:
        """The number to ring, for the foot of each page."""
        return self.profile.phone

    @property
    def accent(self) -> str:
        """The accent colour, for the root element of each page."""
        return self.profile.accent


class Grid(CommunityModel):
    """网格: the smallest area of responsibility, inside exactly one community."""

    code = models.CharField(_("code"), max_length=15, validators=[fifteen_digits])
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("grid")
        verbose_name_plural = _("grids")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="grid_code_once", fields=["community", "code"])]

    def __str__(self) -> str:
        return self.name


class CodeChange(CommunityModel):
    """代码沿革: the codes and forms a community has had; 村改居 closes the village's row and opens the urban one."""

    class Form(models.TextChoices):
        """What kind of committee the code stood for (R-28)."""

        VILLAGE = "village", _("villagers' committee")
        URBAN = "urban", _("residents' committee")

    code = models.CharField(_("code"), max_length=12, validators=[twelve_digits])
    form = models.CharField(_("form"), max_length=10, choices=Form.choices)
    replaces = ScopedForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("code before it"),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("code change")
        verbose_name_plural = _("code history")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(name="code_change_once", fields=["community", "valid_from"]),
            models.CheckConstraint(
                name="code_change_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_form_display()}"


class Compound(CommunityModel):
    """小区: a residential estate with one boundary. Not the community."""

    name = models.CharField(_("name"), max_length=60)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("compound")
        verbose_name_plural = _("compounds")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="compound_name_once", fields=["community", "name"])]

    def __str__(self) -> str:
        return self.name


class Building(CommunityModel):
    """楼栋: one building; 幢, 栋, 号楼 are the same thing, so the local word is kept in its name."""

    class Use(models.TextChoices):
        """What it is used for."""

        RESIDENTIAL = "residential", _("residential")
        OFFICE = "office", pgettext_lazy("use of a building", "office")

    compound = ScopedForeignKey(
        Compound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="buildings",
        verbose_name=_("compound"),
    )
    grid = ScopedForeignKey(Grid, on_delete=models.PROTECT, related_name="buildings", verbose_name=_("grid"))
    name = models.CharField(_("name"), max_length=60)
    use = models.CharField(_("use"), max_length=12, choices=Use.choices, default=Use.RESIDENTIAL)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(name="building_name_once", fields=["community", "compound", "name"]),
            models.UniqueConstraint(
                name="lone_building_name_once",
                fields=["community", "name"],
                condition=Q(compound__isnull=True),
            ),
            models.CheckConstraint(
                name="building_use_is_known", condition=Q(use__in=["residential", "office"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compound.name} {self.name}" if self.compound else self.name


class Entrance(CommunityModel):
    """单元: one staircase and door of a building."""

    building = ScopedForeignKey(
        Building, on_delete=models.PROTECT, related_name="entrances", verbose_name=_("building")
    )
    name = models.CharField(_("name"), max_length=20)

    class Meta:
        verbose_name = _("entrance")
        verbose_name_plural = _("entrances")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="entrance_name_once", fields=["community", "building", "name"])
        ]

    def __str__(self) -> str:
        return f"{self.building} {self.name}"


class Dwelling(CommunityModel):
    """房屋(户室): one flat or house. Not a household: a flat may stand empty or hold two."""

    building = ScopedForeignKey(
        Building, on_delete=models.PROTECT, related_name="dwellings", verbose_name=_("building")
    )
    entrance = ScopedForeignKey(
        Entrance,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dwellings",
        verbose_name=_("entrance"),
    )
    room = models.CharField(_("room"), max_length=20)
    floor = models.SmallIntegerField(_("floor"), null=True, blank=True)
    area_dm2 = models.PositiveIntegerField(_("exclusive area in 0.01 square metres"), null=True, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("dwelling")
        verbose_name_plural = _("dwellings")
        ordering = ["building__order", "entrance__name", "floor", "room"]
        constraints = [
            models.UniqueConstraint(
                name="dwelling_once", fields=["community", "building", "entrance", "room"]
            ),
            models.UniqueConstraint(
                name="dwelling_without_entrance_once",
                fields=["community", "building", "room"],
                condition=Q(entrance__isnull=True),
            ),
            models.CheckConstraint(
                name="dwelling_area_is_an_area", condition=Q(area_dm2__isnull=True) | Q(area_dm2__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entrance or self.building} {self.room}"


class Outline(CommunityModel):
    """轮廓: the shape of a building or of a lane in the community's own plan; `proposed` until somebody draws it."""

    building = ScopedForeignKey(
        Building,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="outlines",
        verbose_name=_("building"),
    )
    name = models.CharField(_("lane"), max_length=60, blank=True)
    shape = models.JSONField(_("points in decimetres of the plan"))
    proposed = models.BooleanField(_("laid out by itself, not drawn"), default=False)

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="outline_of_a_building_once", fields=["community", "building"]),
            models.CheckConstraint(
                name="outline_is_of_a_building_or_a_lane",
                condition=Q(building__isnull=False, name="") | (Q(building__isnull=True) & ~Q(name="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.building)
