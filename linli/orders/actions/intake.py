"""点单, 受理: how a request comes into the books, and how it is sorted there."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.codes import give_free_codes, start_coded
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import move, start_many
from linli.orders.models import SUBJECT_LENGTH, Category, Channel, Order, ResidentGroup
from linli.orders.terms import due_of
from linli.orders.workflow import OPEN, OrderStatus
from linli.places.models import Building, Community
from linli.residents.mentions import mentions_in

# Who comes in one of these ways has had the first word from the community while speaking.
SPOKEN = (Channel.PHONE, Channel.WALK_IN, Channel.BENCH, Channel.CALL_ME)
# Who asks in one of these ways writes it down alone, or with a program of their own.
OWN_HAND = (Channel.WEB, Channel.OPEN311)


@dataclass(frozen=True)
class Request:
    """What a person asks for, as read from a form, the telephone or the API."""

    text: str
    category: Category
    building: Building | None = None
    place: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    anonymous: bool = False
    channel: str = Channel.WEB
    subject: str = ""
    external_number: str = ""
    asked_at: dt.datetime | None = None
    on_behalf_of: str = ""
    authority: str = ""
    group: ResidentGroup | None = None
    same_as: Order | None = None


@transaction.atomic
def submit(community: Community, asked: Request, *, by: Actor, order_id: UUID | None = None) -> Order:
    """点单: the request enters the books with number, code and deadline."""
    order = _begun(community, asked, clock.now())
    order.id = order_id or order.id
    if asked.channel not in OWN_HAND:
        order.entered_by_id = by.user_id
    order.merged_into = asked.same_as  # what the requester says; the desk looks, and joins them or not
    year = order.submitted_at.year
    order.number = _number(year, next_number(community.pk, "orders", year))
    start_coded(order, by=by)
    return order


@transaction.atomic
def submit_many(
    community: Community, asked: Sequence[Request], *, origin: models.Model, by: Actor
) -> list[Order]:
    """点单, many at once: the requests of a file that was read in (`origin`), in its order."""
    now = clock.now()
    orders = [_begun(community, each, now) for each in asked]
    first = next_number(community.pk, "orders", now.year, take=len(orders)) if orders else 0
    for place, order in enumerate(orders):
        order.number = _number(now.year, first + place)
        order.origin_kind, order.origin_id = audit.kind_of(origin), origin.pk
    give_free_codes(orders)
    start_many(orders, origin=origin, by=by)
    return orders


def _begun(community: Community, asked: Request, now: dt.datetime) -> Order:
    """The order of a request, not yet numbered. The time to do it runs from now, when the community learns of it."""
    return Order(
        id=keys.uuid7(),
        community=community,
        code=keys.new_code(),
        channel=asked.channel,
        category=asked.category,
        subject=subject_of(asked.subject or asked.text),
        text=asked.text,
        building=asked.building,
        grid_id=asked.building.grid_id if asked.building else None,
        place=asked.place,
        contact_name=asked.contact_name,
        contact_phone=asked.contact_phone,
        anonymous=asked.anonymous,
        external_number=asked.external_number,
        asked_at=asked.asked_at,
        on_behalf_of=asked.on_behalf_of,
        authority=asked.authority,
        group=asked.group,
        submitted_at=now,
        contacted_at=now if asked.channel in SPOKEN else None,
        due_at=due_of(asked.category.kind, now, at=community.code),
    )


def _number(year: int, running: int) -> str:
    return f"{year}-{running:04d}"


def admit(
    order: Order,
    *,
    category: Category,
    building: Building | None,
    pressing: bool = False,
    by: Actor,
    version: int,
    note: str = "",
    wall_text: str = "",
) -> None:
    """受理: the community takes the request into its books; a corrected category moves the deadline with it, and
    words for the wall name nobody."""
    if found := mentions_in(wall_text, order.community) if wall_text else []:
        named = "、".join(f"{mention.kind} “{mention.words}”" for mention in found)
        raise DomainError(_("This stands in public and names %(found)s."), field="wall_text", found=named)
    due_at = due_of(category.kind, order.submitted_at, at=order.community.code)
    grid_id = building.grid_id if building else None
    move(
        order, "admit", by=by, version=version, note=note,
        category=category, building=building, grid_id=grid_id, due_at=due_at, pressing=pressing,
        wall_text=wall_text, merged_into=None, contacted_at=_first_word(order),
    )  # fmt: skip


def _first_word(order: Order) -> dt.datetime | None:
    """Who left no telephone reads the first word on the page; who left one is rung, or answered, before it counts."""
    return order.contacted_at or (None if order.contact_phone else clock.now())


@transaction.atomic
def decline(order: Order, *, answer: str, by: Actor, version: int) -> None:
    """不予受理: not our matter; the requester is told the reason and the right office."""
    now = clock.now()
    move(
        order, "decline", by=by, version=version, told=answer,
        answer=answer, ended_at=now, contacted_at=order.contacted_at or now,
    )  # fmt: skip


@transaction.atomic
def split(
    order: Order,
    *,
    text: str,
    category: Category,
    building: Building | None = None,
    by: Actor,
    version: int,
) -> Order:
    """拆单: a second matter in the same request becomes an order of its own. Its time runs from the day of the request."""
    asked = Request(
        text=text,
        category=category,
        building=building,
        place=order.place,
        contact_name=order.contact_name,
        contact_phone=order.contact_phone,
        anonymous=order.anonymous,
        channel=order.channel,
        on_behalf_of=order.on_behalf_of,
        authority=order.authority,
        group=order.group,
    )
    part = _begun(order.community, asked, order.submitted_at)
    part.split_from, part.entered_by_id = order, order.entered_by_id
    part.contacted_at = order.contacted_at
    year = clock.today().year
    part.number = _number(year, next_number(order.community_id, "orders", year))
    move(order, "split", by=by, version=version, told=part.number)
    start_coded(part, by=by)
    return part


@transaction.atomic
def merge(order: Order, *, into: Order, by: Actor, version: int) -> None:
    """并单: the same matter is in the books already; it goes on there, and who asked here, or was joined here before, is
    told when it is done.
    """
    rows = Order.objects.of(order.community_id).select_for_update()
    held = rows.filter(pk=into.pk, status__in=OPEN).exclude(pk=order.pk).first()
    if held is None:
        raise DomainError(_("Choose another matter that is still open."), field="into")
    move(
        order, "merge", by=by, version=version, note=into.number,
        merged_into=held, paused_at=None, ended_at=clock.now(),
    )  # fmt: skip
    rows.filter(merged_into=order, status=OrderStatus.MERGED).update(merged_into=held)


@transaction.atomic
def add_group(
    community: Community,
    *,
    name: str,
    since: dt.date,
    by: Actor,
    until: dt.date | None = None,
    group_id: UUID | None = None,
) -> ResidentGroup:
    """登记居民群: a group from which somebody forwards requests, from a day, and to a day if its end is known."""
    group = ResidentGroup(
        id=group_id or keys.uuid7(), community=community, name=name, valid_from=since, valid_to=until
    )
    return write_down(group, "orders.add_group", by=by)


def subject_of(text: str) -> str:
    """The first sentence of a request, short enough for a line."""
    first: Any = text.strip()
    for stop in "。！？!?\n；;":
        first = first.split(stop)[0]
    first = " ".join(first.split())
    if len(first) <= SUBJECT_LENGTH:
        return first or text.strip()[:SUBJECT_LENGTH]
    return first[: SUBJECT_LENGTH - 1] + "…"
