"""Figures of co-building: how many of the three lists are not empty, and how many levels the alliance joins."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.cobuilding.models import AllianceMember, Need, Project, Resource
from linli.core.counting import Distinct, Happened, InForce, Unit
from linli.core.figures import Figure, declare
from linli.core.sums import Filled

LIST = Unit("list", pgettext_lazy("unit", "lists"))
NAME = _("Lists of needs, resources and projects that are not empty")
LEAVES_OUT = _("An empty list; how long a list is does not count.")
RIGHT = "cobuilding.view_lists"

NEEDS = Figure(
    id="F48", name=NAME, unit=LIST, model=Need, period=Happened("noted_at"), leaves_out=LEAVES_OUT,
    right=RIGHT, page=("cobuilding:need", "pk"),
)  # fmt: skip
RESOURCES = Figure(
    id="F48", name=NAME, unit=LIST, model=Resource, period=Happened("offered_at"), leaves_out=LEAVES_OUT,
    right=RIGHT, page=("cobuilding:resource", "pk"),
)  # fmt: skip
PROJECTS = Figure(
    id="F48", name=NAME, unit=LIST, model=Project, period=Happened("begun_at"), leaves_out=LEAVES_OUT,
    right=RIGHT, page=("cobuilding:project", "pk"),
)  # fmt: skip
declare(Filled(id="F48", name=NAME, unit=LIST, parts=(NEEDS, RESOURCES, PROJECTS), leaves_out=LEAVES_OUT))
declare(
    Figure(
        id="F75",
        name=_("Levels of Party organisations in the alliance"),
        unit=Unit("level", pgettext_lazy("unit", "levels")),
        model=AllianceMember,
        period=InForce(),
        counts=Distinct("level"),
        leaves_out=_("A second member of the same level, and members that have left."),
        right="cobuilding.view_alliance",
        related=("alliance",),
    )
)
