"""单位与岗位: companies of a community, the compounds they serve, and appointments of people to posts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.places.models import Building, Compound, Entrance, Grid
from linli.residents.models import Person


class Organisation(CommunityModel):
    """组织: so far the property company (物业); a tree, because a company may have a branch office."""

    class Kind(models.TextChoices):
        """What sort of organisation it is."""

        PROPERTY_COMPANY = "property_company", _("property company")
        LOCAL = "local", _("local organisation")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=80)
    parent = ScopedForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="organisation_name_once",
                fields=["community", "name"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="organisation_kind_is_known", condition=Q(kind__in=["property_company", "local"])
            ),
            models.CheckConstraint(
                name="organisation_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceContract(CommunityModel):
    """物业服务合同: which company serves which compound, from when to when."""

    organisation = ScopedForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contracts", verbose_name=_("organisation")
    )
    compound = ScopedForeignKey(
        Compound, on_delete=models.PROTECT, related_name="contracts", verbose_name=_("compound")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("service contract")
        verbose_name_plural = _("service contracts")
        constraints = [
            models.UniqueConstraint(
                name="one_company_serves_a_compound",
                fields=["community", "compound"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="contract_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.compound}"


class Post(models.TextChoices):
    """岗位: the posts of a grid, a building, a lane. One person may wear two hats: count persons."""

    GRID_LEAD = "grid_lead", _("Grid lead")
    GRID_WORKER = "grid_worker", _("Grid worker")
    BUILDING_LEADER = "building_leader", _("Building leader")
    ENTRANCE_LEADER = "entrance_leader", _("Entrance leader")
    LANE_STEWARD = "lane_steward", _("Lane steward")


class Appointment(CommunityModel):
    """任职: a person holds a post at a grid, a building, an entrance or a lane, from a day to a day."""

    person = ScopedForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    post = models.CharField(_("post"), max_length=20, choices=Post.choices)
    grid = ScopedForeignKey(
        Grid, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("grid")
    )
    building = ScopedForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("building"),
    )
    entrance = ScopedForeignKey(
        Entrance,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entrance"),
    )
    lane = models.CharField(_("lane"), max_length=60, blank=True)
    public_phone = models.CharField(_("public telephone"), max_length=20, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [models.Index(fields=["community", "post", "valid_from"], name="appointment_post")]
        constraints = [
            models.CheckConstraint(name="appointment_post_is_known", condition=Q(post__in=Post.values)),
            models.CheckConstraint(
                name="appointment_is_held_somewhere",
                condition=Q(post__in=["grid_lead", "grid_worker"], grid__isnull=False)
                | Q(post="building_leader", building__isnull=False)
                | Q(post="entrance_leader", entrance__isnull=False)
                | (Q(post="lane_steward") & ~Q(lane="")),
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_post_display()}"
