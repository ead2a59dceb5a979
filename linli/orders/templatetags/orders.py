"""What the pages of orders say often: the time that is left, masked numbers."""

from typing import Any

from django import template

from linli.core.keys import uuid7
from linli.orders.models import Order
from linli.orders.terms import time_left, time_taken
from linli.residents.phones import mask_phone

register = template.Library()
register.filter("mask_phone", mask_phone)
register.filter("time_taken", time_taken)


@register.inclusion_tag("orders/parts/time.html")
def order_time(order: Order) -> dict[str, Any]:
    """The bar and the words for the time of an order that is still open."""
    return {"order": order, "left": time_left(order) if order.is_open else None}


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    """The value of a key, for templates."""
    return mapping.get(key)


@register.simple_tag
def act_id() -> str:
    """A fresh act id for a form that is written by hand in a list."""
    return str(uuid7())
