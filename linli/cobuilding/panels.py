"""What stands on the desk's page of an order: the newest need that stems from it, and the way to write one down."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from linli.cobuilding.models import Need
from linli.core.audit import kind_of
from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.orders.models import Order


def _of_order(_actor: Actor, order: Any) -> dict[str, Any]:
    slug = order.community.slug
    shown: dict[str, Any] = {
        "note_url": f"{reverse('cobuilding:note_need', args=[slug])}?order={order.number}"
    }
    if told := order.needed:
        need = Need(number=told["number"], title=told["title"], status=told["status"])
        shown |= {"need": need, "need_url": reverse("cobuilding:need", args=[slug, UUID(told["key"])])}
    return shown


_NEED = (
    Need.objects.filter(
        community_id=OuterRef("community_id"), origin_kind=kind_of(Order), origin_id=OuterRef("pk")
    )
    .order_by("-noted_at", "-id")
    .values(told=JSONObject(key="id", number="number", title="title", status="status"))
)
declare(
    "orders.order",
    Panel(
        "cobuilding/parts/order_panel.html",
        "cobuilding.note_need",
        _of_order,
        {"needed": Subquery(_NEED[:1])},
    ),
)
