"""The cells of a ledger's line."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.urls import reverse

from linli.core import clock
from linli.ledgers.declaration import Cell, Column, Ledger

register = template.Library()


class Shown(NamedTuple):
    """A cell as the page shows it."""

    label: Any
    text: str
    number: bool


@register.simple_tag
def cells(columns: Iterable[Column], row: Any) -> list[Shown]:
    """The values of a row in words."""
    values = [(column.label, column.value(row)) for column in columns]
    return [Shown(label, _words(value), isinstance(value, int)) for label, value in values]


@register.simple_tag
def page_of(ledger: Ledger, row: Any, slug: str) -> str:
    """Where the record of a row stands; "" where it has no page."""
    if ledger.page is None:
        return ""
    view, attribute = ledger.page
    return reverse(view, args=[slug, getattr(row, attribute)])


def _words(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}"
    return str(value)
