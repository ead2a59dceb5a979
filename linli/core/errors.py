"""What an act says when it cannot be done. Views turn these into a page, the API into a document."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format


class DomainError(Exception):
    """A refusal that the person reads. `message` is lazy text with named places; `field` is where it belongs."""

    message: Any = ""
    status = 400

    def __init__(self, message: Any = "", *, field: str = "", **values: Any) -> None:
        self.text = message or self.message
        self.field, self.values = field, values
        super().__init__(field)

    def __str__(self) -> str:
        values = {name: _said(value) for name, value in self.values.items()}
        return str(self.text) % values if values else str(self.text)


def _said(value: Any) -> Any:
    """A value as a sentence says it: a day as people write it."""
    is_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return date_format(value, "DATE_FORMAT") if is_day else value


class Stale(DomainError):
    """The record has moved on since the person saw it (HTTP 409)."""

    status = 409
