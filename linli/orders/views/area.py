"""街道收件箱: what the communities carried up to the township: answered or handed down. No case files, no order by rate."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core.audit import history
from linli.core.guards import AreaRequest, area
from linli.core.pages import find
from linli.core.rights import Actor, actor_for
from linli.core.tenancy import community_or_404
from linli.orders import queries, timeline
from linli.orders.models import Order
from linli.orders.verb_forms import HandDownForm
from linli.orders.views.acting import press

SHOWN = 100


@area("orders.area")
@require_GET
def inbox(request: AreaRequest) -> HttpResponse:
    """街道收件箱: by due time."""
    return _inbox(request, [])


def _inbox(request: AreaRequest, typed: list[str], status: int = 200) -> HttpResponse:
    rows = list(queries.escalated(request.division)[: SHOWN + 1])
    context = {
        **_around(request),
        "orders": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "typed": typed,
    }
    return render(request, "orders/area/inbox.html", context, status=status)


def _around(request: AreaRequest) -> dict[str, Any]:
    """What stands around both pages: the division, and the one line of its menu."""
    url = reverse("orders:area", args=[request.division.code])
    line = {
        "url": url,
        "label": _("Carried up to us"),
        "icon": "arrow-up",
        "current": True,
        "tabs": [],
        "count": 0,
    }
    return {"division": request.division, "nav": [line]}


def _actor(request: AreaRequest, slug: str) -> Actor:
    """Who the user is in a community of this township; 404 for any other community."""
    community = community_or_404(slug)
    if community.division_id != request.division.pk:
        raise Http404
    return actor_for(request.user, community)


@area("orders.area")
@require_http_methods(["GET", "POST"])
def detail(request: AreaRequest, slug: str, number: str) -> HttpResponse:
    """One matter that was carried up: what happened, and the answer or the way back."""
    actor = _actor(request, slug)
    home = HttpResponseRedirect(reverse("orders:area", args=[request.division.code]))
    try:
        order = find(
            request, "orders.hand_down", actor, lambda: queries.access_order(actor, number, "hand_down")
        )
    except Http404:
        if request.method == "GET":
            raise
        return _answered(request)
    if order is None:
        return home
    form, stale = HandDownForm(request.POST or None, order=order), ""
    if form.is_valid():
        stale = press(form, order, "hand_down", actor, **form.values()).stale
        if form.is_valid() and not stale:
            return home
    if stale:
        try:
            order = queries.access_order(actor, number, "area")
        except Http404:
            return _answered(request)
        form = HandDownForm(order=order, initial={name: form.cleaned_data[name] for name in ("told", "note")})
    return _page(request, order, form, stale)


def _answered(request: AreaRequest) -> HttpResponse:
    """A colleague has handed it down meanwhile: the inbox says so, with what was written."""
    typed = [words for name in ("told", "note") if (words := request.POST.get(name, "").strip())]
    return _inbox(request, typed, status=409)


def _page(request: AreaRequest, order: Order, form: HandDownForm, stale: str) -> HttpResponse:
    context = {
        **_around(request),
        "order": order,
        "form": form,
        "stale": stale,
        "offered": order.is_open,
        "events": timeline.for_staff(history(order.community_id, order, order.origin_id)),
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "orders/area/detail.html", context, status=status)
