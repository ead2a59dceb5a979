"""诉求工单 over the API: the same actions, queries and rights as the desk's pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from linli.accounts.queries import takers
from linli.core.api import REFUSALS, Fault, Key, Named, Problem, act_once, asks, make_once
from linli.core.audit import history
from linli.core.errors import DomainError, Stale
from linli.core.guards import ActorRequest
from linli.ledgers.keyset import Keyset
from linli.orders import actions, nearby, queries, receipts
from linli.orders.actions import Request
from linli.orders.emergency import emergencies_in
from linli.orders.models import Category, Order
from linli.orders.schemas import (
    Admission,
    Answer,
    CallingBack,
    Conflict,
    Contact,
    Dispatching,
    Event,
    Extending,
    HandingDown,
    Listing,
    Merging,
    Number,
    OrderDetail,
    OrderLine,
    OrderPage,
    Question,
    Reason,
    Resolution,
    Seen,
    Splitting,
    Stand,
    Submission,
    Submitted,
    Words,
)
from linli.orders.timeline import offered_verbs
from linli.orders.workflow import OrderStatus
from linli.places.models import Building
from linli.places.queries import buildings, standing
from linli.volunteers.models import Team

router = Router(tags=["orders"])
NEWEST = Keyset(Order, "-submitted_at")
ORDERS = "/{slug}/orders"
LINE = ("number", "status", "version", "channel", "subject", "place", "submitted_at", "due_at", "resolved_at")


@router.get(ORDERS, response={200: OrderPage, **REFUSALS}, operation_id="orders.list")
@asks("orders.desk")
def list_orders(request: ActorRequest, slug: str, wanted: Query[Listing]) -> OrderPage:
    """工单列表, the newest first."""
    place = NEWEST.read(wanted.after)
    if wanted.after and place is None:
        raise DomainError(_("This is no place in the list."), field="after")
    rows = queries.orders_for(request.actor, "orders.desk")
    if wanted.status:
        rows = rows.filter(status__in=wanted.status)
    rows = rows.select_related(None).values_list("pk", "category__name", "building_id", *LINE, named=True)
    found = list(NEWEST.sorted(NEWEST.beyond(rows, place) if place else rows)[: wanted.limit + 1])
    shown = found[: wanted.limit]
    more = len(found) > wanted.limit
    return OrderPage(items=[_line(row) for row in shown], next=NEWEST.cursor(shown[-1]) if more else "")


def _line(row: Any) -> OrderLine:
    """The line of a row of values."""
    _pk, category, building, *facts = row
    return OrderLine(category=category, building=building, **dict(zip(LINE, facts, strict=True)))


def _facts(order: Order) -> dict[str, Any]:
    facts = {name: getattr(order, name) for name in LINE}
    return {**facts, "category": order.category.name, "building": order.building_id}


@router.get(f"{ORDERS}/{{number}}", response={200: OrderDetail, **REFUSALS}, operation_id="orders.detail")
@asks("orders.view")
def detail(request: ActorRequest, slug: str, number: Number) -> OrderDetail:
    """工单."""
    order = queries.access_order(request.actor, number)
    contact = queries.contact_of(order, request.actor)
    open_contact = contact if contact and not contact["masked"] else None
    return OrderDetail(
        **_facts(order),
        text=order.text,
        answer=order.answer,
        pressing=order.pressing,
        external_number=order.external_number,
        team=_named(order.team),
        handler=_named(order.handler),
        accepted_by=_named(order.accepted_by),
        contact=Contact(name=open_contact["name"], phone=open_contact["phone"]) if open_contact else None,
        verbs=offered_verbs(order, request.actor),
        history=[_event(entry) for entry in history(order.community_id, order, order.origin_id)],
    )


def _named(row: Any) -> Named | None:
    return Named(id=row.pk, name=str(row)) if row else None


def _event(entry: Any) -> Event:
    return Event(
        verb=entry.action.split(".")[1],
        before=entry.before,
        after=entry.after,
        by=entry.actor_name,
        office=entry.actor_title,
        on_behalf_of=entry.on_behalf_of,
        note=entry.note,
        told=entry.told,
        happened_at=entry.happened_at,
    )


@router.post(ORDERS, response={201: Submitted, **REFUSALS}, operation_id="orders.submit")
@asks("orders.submit", writes=True)
def submit(request: ActorRequest, slug: str, body: Submission, key: Key) -> Status[Submitted]:
    """点单: write down a request. Its code and digits are told here and nowhere else."""
    by = request.actor
    order = make_once(
        request,
        key,
        "orders.submit",
        body,
        make=lambda new: actions.submit(request.community, _request(request, body), by=by, order_id=new),
        again=lambda made: Order.objects.of(by.community_id).get(pk=made),
    )
    ring = [found.number for found in emergencies_in(order.text)]
    due_at = order.due_at.astimezone(dt.UTC)
    told = {"code": order.code, "digits": receipts.digits_of(order), "due_at": due_at}
    return Status(201, Submitted(**_stand(order).model_dump(), **told, ring_first=list(dict.fromkeys(ring))))


def _request(request: ActorRequest, body: Submission) -> Request:
    if body.external_number and _is_here(request, body):
        raise DomainError(_("This number is in the books already."), field="external_number")
    typed = body.model_dump(exclude={"category", "building"})
    return Request(
        **typed, category=_category(request, body.category), building=_building(request, body.building)
    )


def _is_here(request: ActorRequest, body: Submission) -> bool:
    rows = Order.objects.of(request.community)
    return rows.filter(channel=body.channel, external_number=body.external_number).exists()


def _category(request: ActorRequest, key: UUID) -> Category:
    row = queries.categories(request.community).filter(pk=key).first()
    if row is None:
        raise DomainError(_("There is no such category."), field="category")
    return row


def _building(request: ActorRequest, key: UUID | None) -> Building | None:
    row = buildings(request.community).filter(standing(), pk=key).first() if key else None
    if key and row is None:
        raise DomainError(_("There is no such building."), field="building")
    return row


def _stand(order: Order) -> Stand:
    return Stand(number=order.number, status=OrderStatus(order.status), version=order.version)


def _words(request: ActorRequest, order: Order, body: Any) -> dict[str, Any]:
    """What a body says, as its action takes it."""
    told: dict[str, Any] = body.model_dump(exclude={"version"})
    return told


def _admission(request: ActorRequest, order: Order, body: Any) -> dict[str, Any]:
    chosen = {"category": _category(request, body.category), "building": _building(request, body.building)}
    return {**_words(request, order, body), **chosen}


def _dispatching(request: ActorRequest, order: Order, body: Any) -> dict[str, Any]:
    team = Team.objects.of(request.community).filter(pk=body.team).first() if body.team else None
    handler = queries.may_handle(order).filter(pk=body.handler).first() if body.handler else None
    for field, asked, found in (("team", body.team, team), ("handler", body.handler, handler)):
        if asked and found is None:
            raise DomainError(_("Nobody of this id may get the order."), field=field)
    return {"handler": handler, "team": team, "note": body.note}


def _verb(verb: str, body_class: type[Seen], values: Callable[..., dict[str, Any]] = _words) -> None:
    """The operation of one verb of the workflow."""
    act = getattr(actions, verb)

    @asks(f"orders.{verb}", writes=True)
    def operation(
        request: ActorRequest,
        slug: str,
        number: Number,
        body: body_class,  # type: ignore[valid-type]
        key: Key,
    ) -> Any:
        typed: Any = body
        try:
            order = act_once(
                request,
                key,
                f"orders.{verb}",
                typed,
                find=lambda: queries.access_order(request.actor, number, verb),
                act=lambda order: act(
                    order, by=request.actor, version=typed.version, **values(request, order, typed)
                ),
                again=lambda acted: Order.objects.of(request.community).get(pk=acted),
            )
        except Stale as stale:
            now = queries.access_order(request.actor, number)
            return Status(409, Conflict(error=Fault(code="stale", message=str(stale)), now=_stand(now)))
        return _stand(order)

    operation.__doc__ = act.__doc__
    router.post(
        f"{ORDERS}/{{number}}/{verb}",
        response={200: Stand, **REFUSALS, 409: Conflict | Problem},
        operation_id=f"orders.{verb}",
        summary=verb,
    )(operation)


def _merging(request: ActorRequest, order: Order, body: Any) -> dict[str, Any]:
    into = nearby.open_numbered(order, body.into)
    if into is None:
        raise DomainError(_("Choose another matter that is still open."), field="into")
    return {"into": into}


def _splitting(request: ActorRequest, order: Order, body: Any) -> dict[str, Any]:
    chosen = {"category": _category(request, body.category), "building": _building(request, body.building)}
    return {"text": body.text, **chosen}


_verb("admit", Admission, _admission)
_verb("decline", Answer)
_verb("dispatch", Dispatching, _dispatching)
_verb("accept", Seen)
_verb("send_back", Reason)
_verb("transfer", Dispatching, _dispatching)
_verb("ask", Question)
_verb("answer", Words)
_verb("escalate", Reason)
_verb("hand_down", HandingDown)
_verb("extend", Extending)
_verb("split", Splitting, _splitting)
_verb("merge", Merging, _merging)
_verb("resolve", Resolution)
_verb("call_back", CallingBack)
_verb("mark_unreached", Seen)
_verb("close", Seen)


@router.get("/{slug}/categories", response={200: list[Named], **REFUSALS}, operation_id="orders.categories")
@asks("orders.desk")
def list_categories(request: ActorRequest, slug: str) -> list[Named]:
    """诉求分类 that an order may be given today."""
    return [Named(id=row.pk, name=row.name) for row in queries.categories(request.community)]


@router.get("/{slug}/takers", response={200: list[Named], **REFUSALS}, operation_id="accounts.takers")
@asks("orders.dispatch")
def list_takers(request: ActorRequest, slug: str) -> list[Named]:
    """Those to whom an order may be handed."""
    return [Named(id=row.pk, name=row.name) for row in takers(request.community)]
