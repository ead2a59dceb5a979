"""Pages for everybody: the wall of matters, and the button to be rung."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.guards import CommunityRequest, public
from linli.core.pages import perform
from linli.core.rights import Actor, Office
from linli.orders import actions, wall
from linli.orders.forms import CallMeForm
from linli.orders.rights import REQUESTER
from linli.orders.terms import call_due

MOST = 5  # calls that one browser may ask for


@public("what was done with what was asked is everybody's; nobody is named")
@require_GET
def matters(request: CommunityRequest) -> HttpResponse:
    """公示墙: the newest first; kind, place, how far, how long."""
    rows = wall.orders_on_the_wall(request.community)
    page = wall.NEWEST.page(rows, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "orders": page.rows,
        "newer": f"?before={page.newer}" if page.newer else "",
        "older": f"?after={page.older}" if page.older else "",
    }
    return render(request, "orders/ask/wall.html", context)


@public("anybody may ask to be rung", refill=True)
@require_http_methods(["GET", "POST"])
def call_me(request: CommunityRequest) -> HttpResponse:
    """请打给我 (N-9): one telephone, one button."""
    form = CallMeForm(request.POST or None)
    if form.is_valid() and request.session.get("calls", 0) >= MOST:
        form.add_error(None, _("Enough calls were asked for from here. Please ring us, or write to us."))
    if form.is_valid():
        by = Actor(request.community.pk, "", None, (Office(REQUESTER),))
        new_id = keys.uuid7()
        perform(
            form,
            "orders.ask_call",
            new_id,
            by,
            lambda: actions.ask_call(
                request.community, phone=form.cleaned_data["phone"], by=by, call_id=new_id
            ),
        )
        if form.is_valid():
            request.session["calls"] = request.session.get("calls", 0) + 1
            return HttpResponseRedirect(reverse("orders:call_me_done", args=[request.community.slug]))
    context = {"form": form, "due": call_due(clock.now(), at=request.community.code)}
    return render(request, "orders/ask/call_me.html", context, status=422 if form.is_bound else 200)


@public("says that somebody will ring; shows no number")
@require_GET
def call_me_done(request: CommunityRequest) -> HttpResponse:
    """我们会打给您: by when."""
    context = {"due": call_due(clock.now(), at=request.community.code)}
    return render(request, "orders/ask/call_me_done.html", context)
