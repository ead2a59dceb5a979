"""Opening hours in words: 周一至周五 9:00—11:30，14:30—17:00."""

import datetime as dt
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.core import clock
from linli.venues.models import Venue
from linli.venues.opening import Standing, Timetable, runs


def week_words(table: Timetable, on: dt.date) -> list[tuple[str, str]]:
    """The usual week: for days with the same hours their names, and the hours."""
    return [
        (_(", ").join(_run(first, last) for first, last in runs(days)), spans_words(spans))
        for days, spans in table.week(on)
    ]


def spans_words(spans: list[tuple[Any, Any]]) -> str:
    """9:00—11:30，14:30—17:00."""
    return _(", ").join(f"{clock_words(begin)}—{clock_words(end)}" for begin, end in spans)


def clock_words(moment: dt.time | dt.datetime) -> str:
    """9:00."""
    local = moment.astimezone(clock.BEIJING) if isinstance(moment, dt.datetime) else moment
    return f"{local.hour}:{local.minute:02d}"


def _run(first: int, last: int) -> str:
    begin, end = str(WEEKDAYS_ABBR[first]), str(WEEKDAYS_ABBR[last])
    if first == last:
        return begin
    return _("%(first)s to %(last)s") % {"first": begin, "last": end}


def standing_words(standing: Standing, today: dt.date) -> tuple[str, str, str]:
    """Tone, icon and word: open until when, or open next when."""
    if standing.until:
        return "ok", "check-circle", _("Open until %(time)s") % {"time": clock_words(standing.until)}
    if standing.next_at is None:
        return "mute", "clock", _("Closed")
    local = standing.next_at.astimezone(clock.BEIJING)
    values = {"day": day_words(local.date(), today), "time": clock_words(local)}
    return "mute", "clock", _("Closed now, open %(day)s from %(time)s") % values


def day_words(day: dt.date, today: dt.date) -> str:
    """今天, 明天, else 3月12日 周四."""
    near = {0: _("today"), 1: _("tomorrow")}.get((day - today).days)
    return near or f"{date_format(day, 'MONTH_DAY_FORMAT')} {WEEKDAYS[day.weekday()]}"


def where(venue: Venue) -> str:
    """The compound and how to find it."""
    return " ".join(filter(None, [str(venue.compound or ""), venue.way_in]))
