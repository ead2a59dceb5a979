"""Figures about venues: service stations, rooms to talk things over, the floor of the stations."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.counting import Distinct, InForce, Is, Total, Unit, square_metres
from linli.core.figures import IN_SQUARE_METRES, Figure, declare
from linli.venues.models import FOR_TALKING, Room, Venue

OF_STATIONS = Is("venue__kind", Venue.Kind.STATION)
PAGE = ("venues:venue", "pk")

declare(
    Figure(
        id="F17",
        name=_("Service stations"),
        unit=Unit("station", pgettext_lazy("unit", "stations")),
        model=Venue,
        where=(Is("kind", Venue.Kind.STATION),),
        period=InForce(),
        leaves_out=_("Other venues, and stations that have ended."),
        right="venues.view",
        page=PAGE,
    )
)
declare(
    Figure(
        id="F40",
        name=_("Kinds of deliberation room"),
        unit=Unit("kind", pgettext_lazy("unit", "kinds")),
        model=Venue,
        where=(Is("kind", *FOR_TALKING),),
        period=InForce(),
        counts=Distinct("kind"),
        leaves_out=_("A second room of the same kind, other venues, and what has ended."),
        right="venues.view",
        page=PAGE,
    )
)
declare(
    Figure(
        id="F69",
        name=_("Floor of the service stations"),
        unit=Unit("m2", pgettext_lazy("unit", "m²")),
        model=Room,
        where=(OF_STATIONS,),
        period=InForce(),
        counts=Total("area_dm2", square_metres, IN_SQUARE_METRES),
        leaves_out=_("Rooms without a written area, rooms of other venues, and rooms that have ended."),
        right="venues.view",
        related=("venue",),
    )
)
declare(
    Figure(
        id="F74",
        name=_("Rooms of the service stations"),
        unit=Unit("room", pgettext_lazy("unit", "rooms")),
        model=Room,
        where=(OF_STATIONS,),
        period=InForce(),
        leaves_out=_("Rooms of other venues, and rooms that have ended."),
        right="venues.view",
        related=("venue",),
    )
)
