"""Values of fields as plain text, the same before and after they went through a database."""

import datetime as dt
from typing import Any


def plain_value(value: Any) -> str | None:
    """A value as text; moments in UTC."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return None if value is None else str(value)
