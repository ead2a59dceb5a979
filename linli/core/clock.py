"""The only clock. Replays and tests set it; everything else reads it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
_moment: ContextVar[dt.datetime | None] = ContextVar("moment", default=None)


def now() -> dt.datetime:
    """This moment, aware, in Asia/Shanghai."""
    return _moment.get() or dt.datetime.now(BEIJING)  # noqa: TID251  the one place


def today() -> dt.date:
    """The calendar day in Asia/Shanghai."""
    return now().date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Act as if it were `moment` (aware). Nothing outside the block notices."""
    if moment.tzinfo is None:
        raise ValueError("the clock needs an aware moment")
    token = _moment.set(moment.astimezone(BEIJING))
    try:
        yield
    finally:
        _moment.reset(token)
