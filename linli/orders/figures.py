"""Figures about the groups that orders come from; those that count orders together with wishes stand in `wishes`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.counting import InForce, Unit
from linli.core.figures import Figure, declare
from linli.orders.models import ResidentGroup

CHANNEL = Unit("channel", pgettext_lazy("unit", "groups"))

declare(
    Figure(
        id="F80",
        name=_("Resident groups that requests arrive from"),
        unit=CHANNEL,
        model=ResidentGroup,
        period=InForce(),
        rounded=True,
        leaves_out=_("Groups that have been closed, and groups of staff."),
        right="orders.add_group",
    )
)
