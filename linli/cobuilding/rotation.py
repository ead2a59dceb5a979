"""轮值 (B14): who chairs the alliance when, for a year. Pure: no Django, no clock.

Whole months, one after the other, without a gap and without overlap; everybody has chaired before anybody chairs again.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
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


def handed_on(
    turns: Iterable[Turn],
    members: Sequence[Any],
    *,
    leaves: Any,
    since: dt.date,
    can: Callable[[Any, Turn], bool],
) -> list[Turn]:
    """重排: the turns from `since` on anew without who leaves. What was before stays, also the turn that runs then, of
    which the one who leaves gives up the rest. The days stay as they were; who follows in `members` (in their order, with
    the one who leaves) takes each, if they `can`. A turn that nobody can take is left out.
    """
    ordered = sorted(turns, key=lambda turn: turn.starts_on)
    stays = [turn for turn in ordered if turn.starts_on < since and turn.chair != leaves]
    before = [turn.chair for turn in ordered if turn.starts_on < since]
    place = members.index(before[-1]) if before and before[-1] in members else -1
    found = []
    for turn in ordered:
        if turn.ends_on < since or turn in stays:
            continue
        rest = turn._replace(starts_on=max(turn.starts_on, since))
        round_ = [*members[place + 1 :], *members[: place + 1]]
        chair = next((one for one in round_ if one != leaves and can(one, rest)), None)
        if chair is not None:
            found.append(rest._replace(chair=chair))
            place = members.index(chair)
    return found
