"""Pictures of an order, in the three rooms: looking at one, adding, taking away."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from linli.core.files import showing
from linli.core.files.answers import picture_answer
from linli.core.guards import ActorRequest, CommunityRequest, public, right
from linli.orders import queries
from linli.orders.models import Order
from linli.orders.pictures import ASK, ASKED, DESK, REMOVABLE, WORK
from linli.orders.views.ask import PROVEN, proven


def _look(order: Order, attachment: UUID, request: Any) -> HttpResponse:
    return picture_answer(order, attachment, small="small" in request.GET)


def _page(order: Order, view: str) -> str:
    key = order.code if view == "orders:follow" else order.number
    return reverse(view, args=[order.community.slug, key])


@right("orders.desk")
@require_GET
def desk_picture(request: ActorRequest, number: str, attachment: UUID) -> HttpResponse:
    """One picture, at the desk."""
    return _look(queries.access_order(request.actor, number, "desk"), attachment, request)


@right("orders.attach")
@require_POST
def desk_attach(request: ActorRequest, number: str) -> HttpResponse:
    """添加照片, at the desk."""
    order = queries.access_order(request.actor, number, "attach")
    return showing.attach(request, order, WORK, request.actor, _page(order, "orders:desk_detail"))


@right("orders.detach")
@require_POST
def desk_detach(request: ActorRequest, number: str) -> HttpResponse:
    """撤下照片, at the desk: a face, a paper, the wrong picture."""
    order = queries.access_order(request.actor, number, "detach")
    back = _page(order, "orders:desk_detail")
    return showing.detach(request, order, request.actor, back, removable=REMOVABLE[DESK])


@right("orders.view")
@require_GET
def serve_picture(request: ActorRequest, number: str, attachment: UUID) -> HttpResponse:
    """One picture, for who may take the order or has taken it."""
    return _look(queries.access_order(request.actor, number), attachment, request)


@right("orders.attach")
@require_POST
def serve_attach(request: ActorRequest, number: str) -> HttpResponse:
    """添加照片 of the work, by who took the order."""
    order = queries.access_order(request.actor, number, "attach")
    return showing.attach(request, order, WORK, request.actor, _page(order, "orders:serve_detail"))


@public(PROVEN)
@require_GET
def picture(request: CommunityRequest, code: str, attachment: UUID) -> HttpResponse:
    """One picture, for whoever has proven the order."""
    order, _by = proven(request, code)
    return _look(order, attachment, request)


@public(PROVEN)
@require_POST
def attach(request: CommunityRequest, code: str) -> HttpResponse:
    """添加照片, by the requester."""
    order, by = proven(request, code, "attach")
    return showing.attach(request, order, ASKED, by, _page(order, "orders:follow"))


@public(PROVEN)
@require_POST
def detach(request: CommunityRequest, code: str) -> HttpResponse:
    """撤下照片, by the requester: own ones only."""
    order, by = proven(request, code, "detach")
    return showing.detach(request, order, by, _page(order, "orders:follow"), removable=REMOVABLE[ASK])
