"""Figures about orders and the groups they come from."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.figures import Figure, Happened, InForce, Is, Unit, declare
from linli.orders.models import Order, ResidentGroup
from linli.orders.workflow import OrderStatus

CHANNEL = Unit("channel", pgettext_lazy("unit", "groups"))
MATTER = Unit("matter", pgettext_lazy("unit", "matters"))

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
declare(
    Figure(
        id="F82",
        name=_("Urgent, hard, worrying and longed-for matters solved"),
        unit=MATTER,
        model=Order,
        where=(
            Is("pressing", True),
            Is("status", OrderStatus.CONFIRMED, OrderStatus.CLOSED),
            Is("own_circle", False),
        ),
        period=Happened("confirmed_at"),
        leaves_out=_(
            "Matters that the resident has not confirmed, those without the tag, and those asked, done and confirmed within one household or one desk."
        ),
        right="orders.desk",
        page=("orders:desk_detail", "number"),
        shares=(
            (_("written down by staff for somebody"), Q(entered_by__isnull=False)),
            (_("confirmed in a call-back"), Q(confirmed_in_call=True)),
        ),
    )
)
