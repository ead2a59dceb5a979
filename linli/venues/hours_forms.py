"""What people type about opening hours: for each weekday its spans, 9:00-11:30，14:30-17:00."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import AmendForm, DayField, PlainTextField
from linli.venues.actions import opening_state
from linli.venues.models import Venue
from linli.venues.opening import WEEK, Span, Timetable

SPAN = re.compile(r"^(\d{1,2})[:：](\d{2})\s*[-—–~～至到]+\s*(\d{1,2})[:：](\d{2})$")
BETWEEN = re.compile(r"\s*[，,、;；]\s*|\s{2,}")
LONGEST = 80


class SpansField(PlainTextField):
    """From when to when, several after each other; empty for a day without."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> list[tuple[dt.time, dt.time]]:
        """The spans as times."""
        return [_span(part) for part in BETWEEN.split(super().clean(value)) if part]


def _span(part: str) -> tuple[dt.time, dt.time]:
    told = SPAN.match(part.strip())
    try:
        first, last = (dt.time(int(told[n]), int(told[n + 1])) for n in (1, 3)) if told else (None, None)
    except ValueError:
        first = last = None
    if first is None or last is None or first >= last:
        raise forms.ValidationError(
            _("“%(part)s” is no span of a day; write it like 9:00-11:30."), params={"part": part[:20]}
        )
    return first, last


class OpeningForm(AmendForm):
    """开放时间: seven days, and from when on."""

    since = DayField(
        label=_("From which day?"), initial=clock.today, help_text=_("What was open before this day stays as it was.")
    )  # fmt: skip

    def __init__(self, *args: Any, record: Venue, table: Timetable, **kwargs: Any) -> None:
        super().__init__(*args, record=record, initial=_now(table), **kwargs)
        for day in WEEK:
            self.fields[f"day_{day}"] = SpansField(label=WEEKDAYS[day])
        self.fields["day_0"].help_text = _("Like 9:00-11:30，14:30-17:00; empty for a day without.")

    @property
    def present(self) -> str:
        """The hours that stand now."""
        return opening_state(self.record)

    def spans(self) -> list[Span]:
        """As the action takes them."""
        return [Span(day, begin, end) for day in WEEK for begin, end in self.cleaned_data[f"day_{day}"]]


def _now(table: Timetable) -> dict[str, Any]:
    """The week of today, as it is typed."""
    return {
        f"day_{day}": "，".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in spans)
        for days, spans in table.week(clock.today())
        for day in days
    }
