"""三率: response, solved and satisfied rates of a window with their formula (R-26), for the whole community."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.calendars.months import add_months
from linli.core import clock
from linli.core.guards import ActorRequest, right
from linli.orders import measuring, queries

OFFERED, LONGEST, SHOWN = 24, 12, 100


def _months(today: dt.date) -> list[tuple[str, str]]:
    """This month and those before it."""
    first = [add_months(today.replace(day=1), -back) for back in range(OFFERED)]
    return [(f"{day:%Y-%m}", date_format(day, "YEAR_MONTH_FORMAT")) for day in first]


class WindowForm(forms.Form):
    """From which month to which. Whole months alone: two windows that differ by a day would say who answered what."""

    since = forms.ChoiceField(label=_("From the month"))
    until = forms.ChoiceField(label=_("To the month"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        months = _months(clock.today())
        for name in ("since", "until"):
            self.fields[name].choices = months  # type: ignore[attr-defined]

    def clean(self) -> dict[str, str]:
        """In this order, at most a year."""
        filled: dict[str, str] = super().clean() or {}
        if "since" in filled and "until" in filled:
            first, last = _first(filled["since"]), _first(filled["until"])
            if not first <= last < add_months(first, LONGEST):
                self.add_error("until", _("The last month comes after the first, at most twelve together."))
        return filled


def _first(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


@right("orders.rates")
@require_GET
def rates(request: ActorRequest) -> HttpResponse:
    """三率 of a window; this month so far if none is named. Each number that may open its rows opens them."""
    this = f"{clock.today():%Y-%m}"
    window = {"since": this, "until": this}
    form = WindowForm(request.GET if "since" in request.GET else None, initial=window)
    if form.is_bound and form.is_valid():
        window = form.cleaned_data
    first = _first(window["since"])
    last = min(add_months(_first(window["until"]), 1) - dt.timedelta(days=1), clock.today())
    measured = measuring.measure(request.community, first, last)
    key = request.GET.get("rows", "")
    rows = []
    if key in measuring.BEHIND:
        orders = queries.orders_for(request.actor, "orders.desk")
        behind = measuring.orders_in(request.community, first, last).filter(measuring.rows_of(key))
        rows = list(orders.filter(pk__in=behind.values("pk")).order_by("submitted_at", "id")[:SHOWN])
    context = {
        "form": form,
        "first": first,
        "last": last,
        "now": clock.now(),
        "measured": measured,
        "lines": measuring.lines(measured),
        "beside": measuring.beside(measured, f"?since={window['since']}&until={window['until']}"),
        "key": key,
        "title": measuring.BEHIND.get(key, ""),
        "rows": rows,
    }
    return render(request, "orders/desk/rates.html", context, status=422 if form.errors else 200)
