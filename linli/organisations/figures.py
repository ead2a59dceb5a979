"""Figures about organisations, appointments, the tree of the Party, and programmes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.counting import Distinct, InForce, Is, Since, Unit
from linli.core.figures import Figure, declare
from linli.core.sums import ROWS
from linli.organisations.chain import Chain
from linli.organisations.models import (
    Appointment,
    Level,
    Organisation,
    PartyOrganisation,
    Post,
    Programme,
    ServiceContract,
    Strand,
    StrandLabel,
)

PERSON = Unit("person", pgettext_lazy("unit", "persons"))
COMPANY = Unit("company", pgettext_lazy("unit", "companies"))

declare(
    Figure(
        id="F14",
        name=_("Building and entrance leaders"),
        unit=PERSON,
        model=Appointment,
        where=(Is("post", Post.BUILDING_LEADER, Post.ENTRANCE_LEADER),),
        period=InForce(),
        counts=Distinct("person"),
        leaves_out=_("Second posts of the same person, other posts, and appointments that have ended."),
        right="organisations.view",
        related=("person",),
    )
)
declare(
    Figure(
        id="F44",
        name=_("Property companies"),
        unit=COMPANY,
        model=ServiceContract,
        where=(Is("organisation__kind", Organisation.Kind.PROPERTY_COMPANY),),
        period=InForce(),
        counts=Distinct("organisation"),
        leaves_out=_(
            "Second contracts of the same company, contracts that have ended, and other organisations."
        ),
        right="organisations.view",
        related=("organisation", "compound"),
    )
)
declare(
    Figure(
        id="F02",
        name=_("Branches under the general branch"),
        unit=Unit("branch", pgettext_lazy("unit", "branches")),
        model=PartyOrganisation,
        where=(Is("level", Level.BRANCH), Is("parent__level", Level.GENERAL_BRANCH)),
        period=InForce(),
        counts=ROWS,
        leaves_out=_(
            "Branches that were dissolved, that are not founded yet, or that stand under something else."
        ),
        right="organisations.view_party",
        related=("parent",),
    )
)
declare(
    Chain(
        id="F13",
        name=_("Levels of the Party organisation"),
        unit=Unit("level", pgettext_lazy("unit", "levels")),
        parts=(
            Figure(
                id="F13.organisations",
                name=_("Party organisations"),
                unit=Unit("organisation", pgettext_lazy("unit", "organisations")),
                model=PartyOrganisation,
                where=(),
                period=InForce(),
                counts=ROWS,
                leaves_out=_("Organisations that were dissolved or are not founded yet."),
                right="organisations.view_party",
            ),
        ),
        leaves_out=_("Organisations that were dissolved or are not founded yet."),
    )
)
declare(
    Figure(
        id="F10",
        name=_("Sub-themes of family culture"),
        unit=Unit("theme", pgettext_lazy("unit", "themes")),
        model=Strand,
        where=(Is("programme__kind", Programme.Kind.FAMILY_CULTURE),),
        period=InForce(),
        counts=ROWS,
        leaves_out=_("Strands of other programmes, and those that have ended."),
        right="organisations.view_programmes",
        related=("programme",),
    )
)
declare(
    Figure(
        id="F81",
        name=_("Strands of 4+4 with a record"),
        unit=Unit("strand", pgettext_lazy("unit", "strands")),
        model=StrandLabel,
        where=(Is("strand__programme__kind", Programme.Kind.FOUR_AND_FOUR),),
        period=Since("labelled_on"),
        counts=Distinct("strand"),
        leaves_out=_("Strands under which nothing is put, and those of other programmes."),
        right="organisations.view_programmes",
        related=("strand",),
    )
)
