"""What stands on the desk's page of an order: the practical deed that it became, or the way to make it one."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from linli.core.audit import kind_of
from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.orders.models import Order
from linli.wishes.models import PracticalDeed


def _of_order(_actor: Actor, order: Any) -> dict[str, Any]:
    slug = order.community.slug
    if order.deed:
        number, title, status = (order.deed[name] for name in ("number", "title", "status"))
        deed = PracticalDeed(number=number, title=title, status=status)
        return {"deed": deed, "deed_url": reverse("wishes:desk_deed", args=[slug, number])}
    return {"deed": None, "begin_url": f"{reverse('wishes:begin', args=[slug])}?order={order.number}"}


_DEED = PracticalDeed.objects.filter(
    community_id=OuterRef("community_id"), origin_kind=kind_of(Order), origin_id=OuterRef("pk")
).values(told=JSONObject(number="number", title="title", status="status"))
declare(
    "orders.order",
    Panel("wishes/parts/order_panel.html", "wishes.begin", _of_order, {"deed": Subquery(_DEED[:1])}),
)
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
