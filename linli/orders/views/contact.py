"""首次联系: one press of who has spoken to the requester, at the desk or on the serving page."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.orders import actions, queries


def _view(page: str) -> Any:
    @right("orders.contact")
    @require_POST
    def view(request: ActorRequest, number: str) -> HttpResponse:
        """我联系过了."""
        order = queries.access_order(request.actor, number, "contact")
        form = ActForm(request.POST)
        if form.is_valid():
            perform(
                form,
                "orders.contact",
                order.pk,
                request.actor,
                lambda: actions.contact(order, by=request.actor),
                about=str(order.pk),
            )
        return HttpResponseRedirect(reverse(f"orders:{page}", args=[request.community.slug, number]))

    return view


at_desk, at_serve = _view("desk_detail"), _view("serve_detail")
