"""Figures about the community and its places."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.counting import Asked, Fact, InForce, Is, Since, Unit, month, square_kilometres
from linli.core.figures import IN_MONTHS, IN_SQUARE_KILOMETRES, Figure, declare
from linli.places.models import Building, CodeChange, Community, Compound

KM2 = Unit("km2", pgettext_lazy("unit", "km²"))
MONTH = Unit("month", pgettext_lazy("unit", "month"))
COMPOUND = Unit("compound", pgettext_lazy("unit", "compounds"))
BUILDING = Unit("building", pgettext_lazy("unit", "buildings"))

declare(
    Figure(
        id="F01",
        name=_("Area of the community"),
        unit=KM2,
        model=Community,
        counts=Fact("area_m2", square_kilometres, IN_SQUARE_KILOMETRES),
        leaves_out=_("Areas of compounds and of neighbouring communities."),
        right="places.view",
    )
)
declare(
    Figure(
        id="F03",
        name=_("Month in which the village became a residents' community"),
        unit=MONTH,
        model=CodeChange,
        where=(Is("form", CodeChange.Form.URBAN), Is("replaces__form", CodeChange.Form.VILLAGE)),
        period=Since("valid_from"),
        counts=Fact("valid_from", month, IN_MONTHS),
        leaves_out=_(
            "Codes that a community had from its founding, and changes from one urban code to another."
        ),
        right="places.view",
    )
)
declare(
    Figure(
        id="F42",
        name=_("Founding month of the community"),
        unit=MONTH,
        model=Community,
        period=Since("founded_on"),
        counts=Fact("founded_on", month, IN_MONTHS),
        leaves_out=_("The day on which the community was written down here."),
        right="places.view",
    )
)
declare(
    Figure(
        id="F43",
        name=_("Compounds"),
        unit=COMPOUND,
        model=Compound,
        period=InForce(),
        leaves_out=_("Compounds that have ended, and buildings outside compounds."),
        right="places.view",
    )
)
declare(
    Figure(
        id="F45",
        name=_("Residential buildings"),
        unit=BUILDING,
        model=Building,
        where=(Is("use", Building.Use.RESIDENTIAL),),
        period=InForce(),
        leaves_out=_("Office buildings, and buildings that have been pulled down or are not finished."),
        right="places.view",
        related=("compound",),
    )
)
declare(
    Figure(
        id="F46",
        name=_("Office buildings"),
        unit=BUILDING,
        model=Building,
        where=(Is("use", Building.Use.OFFICE),),
        period=InForce(),
        leaves_out=_("Residential buildings, also those with shops or offices on the ground floor."),
        right="places.view",
        related=("compound",),
    )
)
declare(
    Figure(
        id="F66",
        name=_("Residential buildings of a compound"),
        unit=BUILDING,
        model=Building,
        where=(Is("use", Building.Use.RESIDENTIAL), Asked("compound", "compound__name")),
        period=InForce(),
        leaves_out=_("Office buildings, buildings outside compounds and those of other compounds."),
        right="places.view",
        related=("compound",),
    )
)
