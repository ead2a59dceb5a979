"""公示墙: what everybody may see of the matters of a community: kind, place, how far, how long. Nobody is named there."""

from django.db.models import QuerySet

from linli.ledgers.keyset import Keyset
from linli.orders.models import Order
from linli.orders.workflow import OrderStatus
from linli.places.models import Community

# What was not taken on, was taken back or goes on under another number is nobody's business.
SHOWN = (
    OrderStatus.ADMITTED,
    OrderStatus.DISPATCHED,
    OrderStatus.ACCEPTED,
    OrderStatus.WAITING,
    OrderStatus.RESOLVED,
    OrderStatus.CONFIRMED,
    OrderStatus.UNREACHED,
    OrderStatus.CLOSED,
)
NEWEST = Keyset(Order, "-submitted_at")
PAGE = 20


def orders_on_the_wall(community: Community) -> QuerySet[Order]:
    """The matters that the wall shows, without the fields that hold anything of a person."""
    rows = (
        Order.objects.of(community).filter(status__in=SHOWN).select_related("category", "building__compound")
    )
    return rows.only(
        "community", "status", "wall_text", "submitted_at", "resolved_at", "ended_at", "due_at", "paused_at",
        "category__name", "category__icon", "category__kind", "category__community",
        "building__name", "building__compound__name", "building__community", "building__compound__community",
    )  # fmt: skip
