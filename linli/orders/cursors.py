"""Keyset cursors of the order ledger in an address: the moment and the key of the last row seen."""

import datetime as dt
from uuid import UUID

from linli.orders.models import Order

# Outside these years a moment may not survive the change of time zone.
FIRST_YEAR, LAST_YEAR = 1970, 2200


def write(last: Order) -> str:
    """The cursor behind which the next page begins."""
    return f"{last.submitted_at.isoformat()}~{last.pk}"


def read(cursor: str) -> tuple[dt.datetime, UUID] | None:
    """The moment and key of a cursor; None for the first page and for anything that is no cursor."""
    moment, _, key = cursor.replace(" ", "+").partition("~")
    try:
        when = dt.datetime.fromisoformat(moment)
        return (when, UUID(key)) if when.tzinfo and FIRST_YEAR <= when.year <= LAST_YEAR else None
    except ValueError:
        return None
