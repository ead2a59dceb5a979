"""R-46, the part about duty: do shifts tile a time, is one person at two places at once, is a shift too long or a rest too
short. Pure: no Django, no clock; everything warns, only one person twice at once is refused by who asks.

Shifts tile where the next begins no later than the one before it ends: `next.start <= prev.end`.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

Moments = tuple[dt.datetime, dt.datetime]
NOTHING = dt.timedelta(0)


class Span(NamedTuple):
    """One shift: its key, who is on duty ("" where nobody is yet), from when to when."""

    key: str
    who: str
    start: dt.datetime
    end: dt.datetime


def gaps(shifts: Iterable[Span], begin: dt.datetime, end: dt.datetime) -> list[Moments]:
    """The parts of a time that no shift covers, in order."""
    found, reached = [], begin
    for shift in sorted(shifts, key=lambda one: (one.start, one.end)):
        if shift.start >= end:
            break
        if shift.start > reached:
            found.append((reached, shift.start))
        reached = max(reached, shift.end)
    return [*found, (reached, end)] if reached < end else found


def uncovered(shifts: Sequence[Span], wanted: Iterable[Moments]) -> list[Moments]:
    """The parts of several times (such as the opening hours of a week) that no shift covers."""
    return [gap for begin, end in wanted for gap in gaps(shifts, begin, end)]


def overlaps(shifts: Iterable[Span]) -> list[Moments]:
    """The times at which two shifts or more go on at once; times that touch are one."""
    found: list[Moments] = []
    for one, other in combinations(sorted(shifts, key=lambda shift: shift.start), 2):
        begin, end = max(one.start, other.start), min(one.end, other.end)
        if begin < end:
            found.append((begin, end))
    return joined(found)


def joined(times: Iterable[Moments]) -> list[Moments]:
    """The same times, with what touches or overlaps made one."""
    found: list[Moments] = []
    for begin, end in sorted(times):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def twice_at_once(shifts: Iterable[Span]) -> list[tuple[str, str]]:
    """Pairs of shifts in which one person is on duty twice at once."""
    return [
        (one.key, other.key)
        for rows in _by_person(shifts)
        for one, other in combinations(rows, 2)
        if other.start < one.end
    ]


def too_long(shifts: Iterable[Span], most: dt.timedelta) -> list[str]:
    """Shifts of somebody that last longer than `most`; exactly so long is not too long."""
    return [shift.key for shift in shifts if shift.who and shift.end - shift.start > most]


def short_rests(shifts: Iterable[Span], least: dt.timedelta) -> list[tuple[str, str]]:
    """Pairs of shifts of one person with less than `least` between them; exactly so much is enough. What goes on at once
    is no rest at all, and `twice_at_once` says so.
    """
    return [
        (one.key, other.key)
        for rows in _by_person(shifts)
        for one, other in pairwise(rows)
        if NOTHING <= other.start - one.end < least
    ]


def length(times: Iterable[Moments]) -> dt.timedelta:
    """How long several times last together."""
    return sum((end - begin for begin, end in times), NOTHING)


def _by_person(shifts: Iterable[Span]) -> list[list[Span]]:
    held = defaultdict(list)
    for shift in sorted(shifts, key=lambda one: (one.start, one.end, one.key)):
        if shift.who:
            held[shift.who].append(shift)
    return list(held.values())
