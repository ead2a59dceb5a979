"""有效期: rows that hold from a day to a last day, both included; without a last day they go on.

`of` is the way to the rows from what is asked for, such as "members".
"""

import datetime as dt

from django.db.models import Q

from linli.core import clock


def not_over(on: dt.date | None = None, *, of: str = "") -> Q:
    """Those that hold on a day (today where none is given) or will hold."""
    return _ends(of, gte=on or clock.today())


def beyond(last: dt.date, *, of: str = "") -> Q:
    """Those that do not end by a day."""
    return _ends(of, gt=last)


def in_force(on: dt.date | None = None, *, of: str = "") -> Q:
    """Those that hold on a day (today where none is given)."""
    day = on or clock.today()
    return not_over(day, of=of) & Q((f"{_way(of)}valid_from__lte", day))


def _ends(of: str, **how: dt.date) -> Q:
    ((lookup, day),) = how.items()
    return Q((f"{_way(of)}valid_to__isnull", True)) | Q((f"{_way(of)}valid_to__{lookup}", day))


def _way(of: str) -> str:
    return f"{of}__" if of else ""
