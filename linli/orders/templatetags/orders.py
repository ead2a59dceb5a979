"""What the pages of orders say often: the time that is left, masked numbers."""

from typing import Any

from django import template

from linli.core.keys import uuid7
from linli.orders.lines import table_rows, time_bar, waiting_cells
from linli.orders.terms import time_taken
from linli.residents.phones import mask_phone

register = template.Library()
register.filter("mask_phone", mask_phone)
register.filter("time_taken", time_taken)
register.simple_tag(time_bar, name="order_time")
register.simple_tag(table_rows, name="order_rows")
register.simple_tag(waiting_cells, name="waiting_orders")


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    """The value of a key, for templates."""
    return mapping.get(key)


@register.simple_tag
def act_id() -> str:
    """A fresh act id for a form that is written by hand in a list."""
    return str(uuid7())
