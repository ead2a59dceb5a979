"""停水停电等: the words that each kind begins with, and when it is, in words. Nothing here asks the database."""

import datetime as dt
from typing import Any, NamedTuple

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from linli.residents.purposes import CARE_POWER, CARE_STAIRS


class Kind(models.TextChoices):
    """What is told: a notice, or something that happens at places for a while and is over at a moment."""

    NOTICE = "notice", pgettext_lazy("kind of announcement", "Notice")
    WATER = "water", pgettext_lazy("kind of announcement", "Water")
    POWER = "power", pgettext_lazy("kind of announcement", "Power")
    GAS = "gas", pgettext_lazy("kind of announcement", "Gas")
    LIFT = "lift", pgettext_lazy("kind of announcement", "Lift")
    ROAD = "road", pgettext_lazy("kind of announcement", "Road")
    LOST = "lost", pgettext_lazy("kind of announcement", "Lost")
    SAFETY = "safety", pgettext_lazy("kind of announcement", "Safety")


class Words(NamedTuple):
    """What stands in the form before anybody has typed: title, text, and what is said when it is over."""

    title: Any
    text: Any
    over: Any


WORDS = {
    Kind.WATER: Words(
        gettext_lazy("Water off"),
        gettext_lazy(
            "Please store some water. When it comes back, let the tap run for a few minutes first. Changes of the time stand on this page."
        ),
        gettext_lazy("The water is back."),
    ),
    Kind.POWER: Words(
        gettext_lazy("Power off"),
        gettext_lazy(
            "Please switch off what may start by itself. Whoever depends on a device at home, please ring us now. Changes of the time stand on this page."
        ),
        gettext_lazy("The power is back."),
    ),
    Kind.GAS: Words(
        gettext_lazy("Gas off"),
        gettext_lazy(
            "Please close the valve of the stove and the meter. Do not light anything when it comes back before you have aired the room. Changes of the time stand on this page."
        ),
        gettext_lazy("The gas is back."),
    ),
    Kind.LIFT: Words(
        gettext_lazy("Lift out of order"),
        gettext_lazy(
            "The lift stands still and is being repaired. Whoever cannot use the stairs, please ring us; somebody will come. Changes of the time stand on this page."
        ),
        gettext_lazy("The lift runs again."),
    ),
    Kind.ROAD: Words(
        gettext_lazy("Road closed"),
        gettext_lazy("Please go around and move your car in time. Changes of the time stand on this page."),
        gettext_lazy("The road is open again."),
    ),
    Kind.LOST: Words(
        gettext_lazy("Please help to find"),
        gettext_lazy("Whoever has seen it, please ring us at once."),
        gettext_lazy("Found. Thank you all."),
    ),
    Kind.SAFETY: Words(
        gettext_lazy("Please take care"),
        gettext_lazy("Please keep away and take another way until this page says that it is over."),
        gettext_lazy("The danger is over."),
    ),
}
EVENTS = tuple(WORDS)
ICONS = {
    Kind.WATER: "drop", Kind.POWER: "lamp", Kind.GAS: "warn", Kind.LIFT: "door", Kind.ROAD: "pin", Kind.LOST: "search",
    Kind.SAFETY: "warn", Kind.NOTICE: "megaphone",
}  # fmt: skip
# Whom to ring first: people who agreed to exactly that.
CALLS = {Kind.POWER: CARE_POWER, Kind.LIFT: CARE_STAIRS}


def span(begins_at: dt.datetime, expected_end: dt.datetime | None) -> str:
    """From when to when, in words: 3月10日 9:00至16:00."""
    first = _moment(begins_at)
    if expected_end is None:
        return _("from %(first)s") % {"first": first}
    same_day = localtime(begins_at).date() == localtime(expected_end).date()
    last = _time(expected_end) if same_day else _moment(expected_end)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _time(moment: dt.datetime) -> str:
    local = localtime(moment)
    return f"{local.hour}:{local.minute:02d}"


def _moment(moment: dt.datetime) -> str:
    return f"{date_format(localtime(moment), 'MONTH_DAY_FORMAT')} {_time(moment)}"
