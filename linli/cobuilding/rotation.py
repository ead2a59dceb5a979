"""轮值 (B14): who chairs the alliance when, for a year. Pure: no Django, no clock.

Whole months, one after the other, without a gap and without overlap; everybody has chaired before anybody chairs again.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from linli.calendars.months import add_months

YEAR = 12  # months


class Turn(NamedTuple):
    """Who chairs, from which day to which, both included."""

    chair: Any
    starts_on: dt.date
    ends_on: dt.date


def year_of_turns(members: Sequence[Any], *, first: dt.date, months: int, after: Any = None) -> list[Turn]:
    """The turns of a year from the month of `first`, each of `months` months; the one who follows `after` begins.
    Raises ValueError where nobody can chair or the months do not fill a year.
    """
    if not members or months not in {1, 2, 3, 4, 6, 12}:
        raise ValueError("a year is made of whole turns of at least one member")
    begin = first.replace(day=1)
    start = (members.index(after) + 1) if after in members else 0
    return [
        Turn(
            members[(start + number) % len(members)],
            add_months(begin, number * months),
            add_months(begin, (number + 1) * months) - dt.timedelta(days=1),
        )
        for number in range(YEAR // months)
    ]
