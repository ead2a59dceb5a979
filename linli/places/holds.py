"""What keeps a place (compound, building, venue) in the books: upper apps say what still hangs on it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import ngettext

from linli.core.spans import beyond
from linli.places.models import Building, Compound

# Why a place cannot have its last day on a day, in words; "" where nothing keeps it.
Reason = Callable[[Any, dt.date], str]


def buildings_standing(place: Any, on: dt.date) -> str:
    """A compound ends after its buildings."""
    if not isinstance(place, Compound):
        return ""
    count = Building.objects.of(place.community_id).filter(beyond(on), compound=place).count()
    told = ngettext(
        "%(count)d building still stands in it on that day; end it first.",
        "%(count)d buildings still stand in it on that day; end them first.",
        count,
    )
    return told % {"count": count} if count else ""


_reasons: list[Reason] = [buildings_standing]


def keep_while(reason: Reason) -> None:
    """Enter a reason; each app once, when the apps are ready."""
    _reasons.append(reason)


def reason_to_keep(place: Any, on: dt.date) -> str:
    """The first thing that keeps the place, in words; "" where nothing does."""
    return next((told for reason in _reasons if (told := reason(place, on))), "")
