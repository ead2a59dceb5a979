"""照片 of an order: from the one who asks, and from those who do the work. Both see all of them; none is needed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.files import showing
from linli.core.files.showing import Room
from linli.orders.models import Order

# Who took the picture: the one who asks, or who works on it; or it is the signed order sheet.
ASKED, WORK, SIGNED = "asked", "work", "signed"
LABELS = {ASKED: _("from the resident"), WORK: _("from the community"), SIGNED: _("the signed paper")}

DESK = Room("orders:desk_picture", "orders:desk_attach", "orders:desk_detach")
SERVE = Room("orders:serve_picture", "orders:serve_attach")
ASK = Room("orders:picture", "orders:attach", "orders:detach")
# The desk takes away what should not be there; the requester takes back own ones.
REMOVABLE = {DESK: (ASKED, WORK, SIGNED), SERVE: (), ASK: (ASKED,)}


def shown(order: Order, room: Room) -> dict[str, Any]:
    """What a page of an order shows of its pictures, and what the person may do with them."""
    offered = room if "attach" in order.may else room._replace(attach="")
    removable = REMOVABLE[room] if "detach" in order.may else ()
    key = order.code if room is ASK else order.number
    return showing.shown(order, offered, key, LABELS, removable=removable)
