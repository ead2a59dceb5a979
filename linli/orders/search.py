"""检索 of orders: by what happened and where; never by who asked (M-6)."""

import re
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core import keys
from linli.core.search import index
from linli.orders.models import Order

NUMBER = re.compile(r"\d{4}-\d{4,}")


def words_of(order: Order) -> str:
    """What an order is found by."""
    return f"{order.number} {order.subject} {order.text} {order.where}"


def exact(query: str) -> Q | None:
    """The order that a query names by its number or code."""
    if NUMBER.fullmatch(query):
        return Q(number=query)
    code = keys.read_code(query)
    return Q(code=code) if code else None


def finding(community: UUID, query: str) -> Q:
    """The orders that a search means: one by its number or code, at once; else those that hold its words."""
    named = exact(query)
    if named is not None and Order.objects.of(community).filter(named).exists():
        return named
    # The keys themselves: a planner that sees a question in their place reads the whole community instead.
    return Q(pk__among=list(index.found(community, Order, query)))


ORDERS = index.declare(
    index.Kind(
        Order,
        name=_("Orders"),
        right="orders.desk",
        text=words_of,
        alike=lambda order: f"{order.subject} {order.text}",
        line=lambda order: f"{order.number} {order.subject}",
        page=("orders:desk_detail", "number"),
        exact=exact,
        related=("building__compound",),
    )
)
