"""Figures about organisations and appointments."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.counting import Distinct, InForce, Is, Unit
from linli.core.figures import Figure, declare
from linli.organisations.models import Appointment, Organisation, Post, ServiceContract

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
