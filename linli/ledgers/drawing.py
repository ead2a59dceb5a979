"""The lines of a ledger as rows of a table: the first cell leads to the record. Drawn here and not by a template, which
costs ten times as much for fifty rows.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from linli.core import clock
from linli.core.markup import fill, joined
from linli.ledgers.declaration import Cell, Column


def draw(
    rows: Iterable[Any], columns: Sequence[Column], page: tuple[str, str] | None, slug: str
) -> SafeString:
    """The rows with their columns; `page` is the view and the attribute that lead to a record, if there is one."""
    return joined((_row(row, columns, page, slug) for row in rows), "\n")


def _row(row: Any, columns: Sequence[Column], page: tuple[str, str] | None, slug: str) -> SafeString:
    first, *others = columns
    title: Any = _words(first.value(row))
    if page:
        view, attribute = page
        title = fill('<a href="{}">{}</a>', reverse(view, args=[slug, getattr(row, attribute)]), title)
    cells = [_cell(column.label, column.value(row)) for column in others]
    return fill(
        '<tr>\n  <th scope="row" class="table__title">{}</th>{}\n</tr>',
        title,
        joined(cells),
    )


def _cell(label: Any, value: Cell) -> SafeString:
    number = SafeString(' class="table__number"' if isinstance(value, int) else "")
    return fill('\n  <td{} data-label="{}">{}</td>', number, label, _words(value))


def _words(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}"
    return str(value)
