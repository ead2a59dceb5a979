"""What stands on the desk's page of an order: the practical deed that it became, or the way to make it one."""

from typing import Any

from django.urls import reverse

from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.orders.models import Order
from linli.wishes import queries


def _of_order(actor: Actor, order: Order) -> dict[str, Any]:
    deed = queries.deed_of(order)
    slug = order.community.slug
    if deed:
        return {"deed": deed, "deed_url": reverse("wishes:desk_deed", args=[slug, deed.number])}
    return {"deed": None, "begin_url": f"{reverse('wishes:begin', args=[slug])}?order={order.number}"}


declare("orders.order", Panel("wishes/parts/order_panel.html", "wishes.begin", _of_order))
declare(
    "residents.person",
    Panel(
        "wishes/parts/person_panel.html",
        "wishes.collect",
        lambda actor, person: {
            "form_url": f"{reverse('wishes:form_pdf', args=[person.community.slug])}?person={person.pk}",
            "enter_url": f"{reverse('wishes:enter', args=[person.community.slug])}?person={person.pk}",
        },
    ),
)
