"""What a week of a roster wants somebody to look at, in words and arithmetic. It warns and never blocks (R-46)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.core import clock
from linli.rosters import tiling
from linli.rosters.models import Roster, Shift
from linli.rosters.queries import DAY, WEEK, day_begins, moment_words
from linli.rosters.tiling import Moments, Span
from linli.rosters.workflow import ShiftStatus
from linli.rulebook import book
from linli.venues.opening import Timetable

HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


class Alert(NamedTuple):
    """What is wrong, on which day, in words."""

    day: dt.date
    words: str


@dataclass(frozen=True)
class Cover:
    """How much of the wanted time has a shift: wanted, without one, and the gaps themselves; nothing wanted is None."""

    wanted: dt.timedelta
    gaps: list[Moments]

    @property
    def words(self) -> str:
        """开放 27 小时 30 分，排了 25 小时 30 分，空 2 小时."""
        missing = tiling.length(self.gaps)
        values = {
            "wanted": hours_words(self.wanted),
            "covered": hours_words(self.wanted - missing),
            "missing": hours_words(missing),
        }
        if not missing:
            return _("%(wanted)s wanted, all of it has a shift.") % values
        return _("%(wanted)s wanted, %(covered)s with a shift, %(missing)s without.") % values


def span_of(shift: Shift) -> Span:
    """A shift as the arithmetic takes it."""
    return Span(str(shift.pk), str(shift.user_id or ""), shift.starts_at, shift.ends_at)


def scheduled(shifts: Iterable[Shift]) -> list[Shift]:
    """Those that take place."""
    return [shift for shift in shifts if shift.status == ShiftStatus.SCHEDULED]


def cover(roster: Roster, shifts: Iterable[Shift], table: Timetable | None, monday: dt.date) -> Cover | None:
    """What a week wants and lacks: every moment of a continuous roster, else the opening hours of its venue."""
    first = max(monday, roster.valid_from)
    last = min(monday + WEEK - DAY, roster.valid_to or dt.date.max)
    if first > last:
        return None
    if roster.continuous:
        wanted = [(day_begins(first), day_begins(last + DAY))]
    elif table is not None:
        wanted = table.between(first, last)
    else:
        return None
    duty = [span_of(row) for row in scheduled(shifts) if row.purpose == Shift.Purpose.DUTY]
    return Cover(tiling.length(wanted), tiling.uncovered(duty, wanted))


def warnings(
    roster: Roster,
    around: Sequence[Shift],
    covered: Cover | None,
    here: set[UUID] | None,
    monday: dt.date,
) -> list[Alert]:
    """What a week wants looked at, by day. `around` are the shifts of the community in and about the week, `here` who may
    be on duty (None where nobody asked).
    """
    rows = {str(row.pk): row for row in scheduled(around)}
    begin, end = day_begins(monday), day_begins(monday + WEEK)
    ours = [row for row in rows.values() if row.roster_id == roster.pk and begin <= row.starts_at < end]
    found = [_gap(gap) for gap in (covered.gaps if covered else [])]
    found += [_of(row, _("nobody is on duty yet")) for row in ours if row.user_id is None]
    found += [_of(row, _("%(name)s asks to be replaced") % {"name": row.user.name}) for row in ours if row.user and row.swap_asked_at]  # fmt: skip
    found += [
        _of(row, _("%(name)s does not work or help here any more") % {"name": row.user.name})
        for row in ours
        if row.user and here is not None and row.user_id not in here and row.ends_at > clock.now()
    ]
    found += _of_people(ours, rows)
    return sorted(set(found))


def _of_people(ours: list[Shift], rows: dict[str, Shift]) -> list[Alert]:
    """Too long, too little rest, twice at once: where a shift of this roster and week is one of the two."""
    keys, spans = {str(row.pk) for row in ours}, [span_of(row) for row in rows.values()]
    most, least = (_hours(f"rosters.{code}.hours", ours) for code in ("shift.most", "rest.least"))
    found = []
    for key in tiling.too_long([span_of(row) for row in ours], most):
        values = {"name": _name(rows[key]), "hours": hours_words(most)}
        found.append(_of(rows[key], _("%(name)s is on duty longer than %(hours)s") % values))
    for one, other in tiling.short_rests(spans, least):
        if keys & {one, other}:
            rest = hours_words(rows[other].starts_at - rows[one].ends_at)
            values = {"name": _name(rows[one]), "rest": rest, "least": hours_words(least)}
            words = _("%(name)s rests %(rest)s since the shift before; %(least)s are better") % values
            found.append(_of(rows[other], words))
    for one, other in tiling.twice_at_once(spans):
        if keys & {one, other}:
            found.append(
                _of(rows[other], _("%(name)s is on duty twice at once") % {"name": _name(rows[one])})
            )
    return found


def _name(shift: Shift) -> str:
    return shift.user.name if shift.user else ""


def _hours(code: str, ours: list[Shift]) -> dt.timedelta:
    day = day_of(ours[0]) if ours else clock.today()
    return int(book.value(code, on=day)) * HOUR


def together(shifts: Iterable[Shift]) -> list[str]:
    """The times of a week at which several are on duty at once, in words: no fault, but good to know."""
    spans = [span_of(row) for row in scheduled(shifts) if row.purpose == Shift.Purpose.DUTY]
    return [time_words(gap) for gap in tiling.overlaps(spans)]


def day_of(shift: Shift) -> dt.date:
    """The day on which a shift begins."""
    return shift.starts_at.astimezone(clock.BEIJING).date()


def hours_words(time: dt.timedelta) -> str:
    """27 小时 30 分."""
    hours, minutes = divmod(time // MINUTE, 60)
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def time_words(time: Moments) -> str:
    """3月17日 8:00—12:00, as a shift says it."""
    return moment_words(Shift(starts_at=time[0], ends_at=time[1]))


def _gap(gap: Moments) -> Alert:
    values = {"when": time_words(gap), "length": hours_words(gap[1] - gap[0])}
    return Alert(gap[0].astimezone(clock.BEIJING).date(), _("%(when)s: no shift (%(length)s)") % values)


def _of(shift: Shift, words: Any) -> Alert:
    return Alert(day_of(shift), f"{moment_words(shift)}{_(': ')}{words}")


def day_words(day: dt.date) -> str:
    """3月17日 周二."""
    return f"{date_format(day, 'MONTH_DAY_FORMAT')} {date_format(day, 'D')}"
