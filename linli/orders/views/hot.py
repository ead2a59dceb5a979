"""热点问题 at the desk: what many asked for in a month, with the orders behind each."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.core import clock
from linli.core.guards import ActorRequest, right
from linli.orders import hot as issues

A_DAY = dt.timedelta(days=1)


@right("orders.hot")
@require_GET
def hot(request: ActorRequest) -> HttpResponse:
    """热点问题 of `?month=2026-03`; the current month without one."""
    this = issues.first_day(clock.today())
    month = _month(request.GET.get("month", ""), this)
    context = {
        "month": month,
        "before": issues.first_day(month - A_DAY),
        "after": issues.first_day(month + 32 * A_DAY) if month < this else None,
        "issues": issues.hot(request.actor, month),
    }
    return render(request, "orders/desk/hot.html", context)


def _month(typed: str, this: dt.date) -> dt.date:
    try:
        month = dt.date.fromisoformat(f"{typed}-01")
    except ValueError:
        return this
    return min(month, this)
