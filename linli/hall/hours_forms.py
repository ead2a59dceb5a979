"""What people type about the hours of the hall: for each weekday its spans, 9:00-11:30，14:30-17:00."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.forms import ActForm, PlainTextField
from linli.hall.models import HallHours
from linli.hall.slots import Hours
from linli.places.models import Community

SPAN = re.compile(r"^(\d{1,2})[:：](\d{2})\s*[-—–~～至到]+\s*(\d{1,2})[:：](\d{2})$")
MOST_PLACES, LONGEST = 20, 80


class SpansField(PlainTextField):
    """From when to when, several after each other; empty for a day without."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> list[tuple[dt.time, dt.time]]:
        """The spans as times."""
        words = super().clean(value)
        return [self._span(part) for part in re.split(r"[，,、;；\s]*[，,、;；]\s*|\s{2,}", words) if part]

    def _span(self, part: str) -> tuple[dt.time, dt.time]:
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


class HoursForm(ActForm):
    """办事时段: seven days, and how many in each half hour."""

    places = forms.IntegerField(label=_("how many in each half hour"), min_value=1, max_value=MOST_PLACES)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        rows = list(HallHours.objects.of(community).order_by("weekday", "from_time"))
        now: dict[str, Any] = {"places": rows[0].places if rows else 2}
        for row in rows:
            name = f"day_{row.weekday}"
            span = f"{row.from_time:%H:%M}-{row.to_time:%H:%M}"
            now[name] = f"{now[name]}，{span}" if name in now else span
        super().__init__(*args, initial=now, **kwargs)
        for day, label in HallHours.Weekday.choices:
            self.fields[f"day_{day}"] = SpansField(label=label)
        self.fields["day_0"].help_text = _("Like 9:00-11:30，14:30-17:00; empty for a day without.")

    def spans(self) -> list[Hours]:
        """As the action takes them."""
        filled = self.cleaned_data
        return [
            Hours(day, first, last, filled["places"])
            for day in HallHours.Weekday.values
            for first, last in filled[f"day_{day}"]
        ]
