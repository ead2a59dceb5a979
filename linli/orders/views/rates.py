"""三率: response, solved and satisfied rates of a window with their formula (R-26), for the whole community."""

import datetime as dt

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.core import clock
from linli.core.forms import DayField
from linli.core.guards import ActorRequest, right
from linli.orders import measuring, queries

LONGEST = dt.timedelta(days=366)
SHOWN = 100


class WindowForm(forms.Form):
    """From which day to which."""

    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))

    def clean(self) -> dict[str, dt.date]:
        """At most a year."""
        filled: dict[str, dt.date] = super().clean() or {}
        first, last = filled.get("since"), filled.get("until")
        if first and last and not dt.timedelta() <= last - first <= LONGEST:
            self.add_error("until", _("The last day comes after the first, within a year."))
        return filled


@right("orders.rates")
@require_GET
def rates(request: ActorRequest) -> HttpResponse:
    """三率 of a window; this month so far if none is named. Each number that may open its rows opens them."""
    today = clock.today()
    window = {"since": today.replace(day=1), "until": today}
    form = WindowForm(request.GET if "since" in request.GET else None, initial=window)
    if form.is_bound and form.is_valid():
        window = form.cleaned_data
    first, last = window["since"], window["until"]
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
        "beside": measuring.beside(measured, f"?since={first}&until={last}"),
        "key": key,
        "title": measuring.BEHIND.get(key, ""),
        "rows": rows,
    }
    return render(request, "orders/desk/rates.html", context, status=422 if form.errors else 200)
