"""What everybody may read over Open311: kinds of matters as services, orders as service requests. Nobody is named.

The rule is the one of the wall (`orders.wall`): the kind, the building, how far, how long, and words of the desk. Neither
what a resident wrote nor a name, a telephone, a door, a picture or a point on the earth is in what these functions read.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.gateways.open311.documents import w3c
from linli.gateways.open311.reading import Wanted
from linli.orders.models import Category, Order
from linli.orders.queries import categories
from linli.orders.wall import SHOWN
from linli.orders.workflow import OPEN, OrderStatus
from linli.places.models import Building, Community
from linli.places.queries import buildings, standing

STATES = {"open": tuple(OPEN), "closed": tuple(status for status in OrderStatus if status not in OPEN)}
READ = (
    "community", "status", "wall_text", "submitted_at", "resolved_at", "ended_at", "due_at", "paused_at",
    "accepted_at", "category__name", "category__community",
    "building__name", "building__compound__name", "building__community", "building__compound__community",
)  # fmt: skip
BUILDING, PLACE = "building", "place"
_ASKED = {"variable": True, "datatype_description": ""}


def offered(community: Community) -> QuerySet[Category]:
    """The kinds of matters that other systems may report: those that residents are asked for."""
    return categories(community).filter(asked=True).select_related("parent")


def has_attributes(category: Category) -> bool:
    """A question needs no place; every other matter may say its building and where in it."""
    return category.kind != Category.Kind.INQUIRY


def needs_building(category: Category) -> bool:
    """A complex matter, such as a dispute, cannot be begun without the building."""
    return category.kind == Category.Kind.COMPLEX


def service(category: Category) -> dict[str, Any]:
    """分类 as a service: its code is its key, its group the upper level."""
    return {
        "service_code": str(category.pk),
        "service_name": category.name,
        "description": category.told,
        "metadata": has_attributes(category),
        "type": "realtime",
        "keywords": ",".join(category.keywords),
        "group": category.parent.name.removesuffix("类") if category.parent else "",
    }


def definition(category: Category, houses: Iterable[Building]) -> dict[str, Any]:
    """The attributes of a service: the building, one of a list, and the place in words."""
    if not has_attributes(category):
        return {"service_code": str(category.pk), "attributes": []}
    listed = [{"key": str(house.pk), "name": str(house)} for house in houses]
    attributes = [
        {
            **_ASKED,
            "code": BUILDING,
            "datatype": "singlevaluelist",
            "required": needs_building(category),
            "order": 1,
            "description": str(_("Building")),
            "values": listed,
        },
        {
            **_ASKED,
            "code": PLACE,
            "datatype": "string",
            "required": False,
            "order": 2,
            "description": str(_("Where exactly, without the number of a door")),
            "values": [],
        },
    ]
    return {"service_code": str(category.pk), "attributes": attributes}


def houses(community: Community) -> QuerySet[Building]:
    """The buildings that stand today."""
    return buildings(community).filter(standing())


def requests(community: Community, wanted: Wanted) -> QuerySet[Order]:
    """The orders of a list, the newest first: what the wall shows of a span of time. Whoever names ids has been told
    them, and learns how far these orders are wherever they stand.
    """
    rows = Order.objects.of(community).select_related("category", "building__compound").only(*READ)
    rows = rows.order_by("-submitted_at", "-id")
    if wanted.ids is not None:
        return rows.filter(pk__in=wanted.ids)
    rows = rows.filter(status__in=SHOWN, submitted_at__gte=wanted.begins_at, submitted_at__lte=wanted.ends_at)
    if wanted.services is not None:
        rows = rows.filter(category__in=wanted.services)
    if wanted.status:
        rows = rows.filter(Q(status__in=[state for name in wanted.status for state in STATES[name]]))
    return rows


def request(order: Order, community: Community) -> dict[str, Any]:
    """工单 as a service request. The specification calls a matter closed once it is solved: the work is done, or it ended."""
    on_the_wall = order.status in SHOWN
    house = order.building if on_the_wall else None
    is_open = order.status in OPEN
    return {
        "service_request_id": str(order.pk),
        "status": "open" if is_open else "closed",
        "status_notes": str(OrderStatus(order.status).label),
        "service_name": order.category.name,
        "service_code": str(order.category_id),
        "description": order.wall_text or order.category.name,
        "agency_responsible": community.name,
        "service_notice": "",
        "requested_datetime": w3c(order.submitted_at),
        "updated_datetime": w3c(_changed_at(order)),
        "expected_datetime": w3c(order.due_at),
        "address": "，".join([*([str(house)] if house else []), community.name]),
        "address_id": str(house.pk) if house else "",
        "zipcode": "",
    }


def _changed_at(order: Order) -> dt.datetime:
    """When it was closed; of what is open the last moment that stands on the order itself."""
    if order.stopped_at:
        return order.stopped_at
    known = (order.submitted_at, order.accepted_at, order.paused_at)
    return max(moment for moment in known if moment)


def service_of(community: Community, code: UUID | None) -> Category | None:
    """The kind of matter with this code, if it may be reported today."""
    return offered(community).filter(pk=code).first() if code else None
