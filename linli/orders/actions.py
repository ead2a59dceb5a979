"""Everything that changes an order. One function per verb of the workflow."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import audit, clock, keys
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import move, start, start_many
from linli.orders import telling
from linli.orders.models import SUBJECT_LENGTH, Category, Channel, Exclusion, Order, ResidentGroup
from linli.orders.terms import due_of
from linli.places.models import Building, Community
from linli.volunteers.models import Team


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


@transaction.atomic
def submit(community: Community, asked: Request, *, by: Actor, order_id: UUID | None = None) -> Order:
    """点单: the request enters the books with number, code and deadline."""
    order = _begun(community, asked, clock.now())
    order.id = order_id or order.id
    order.number = _number(order, next_number(community.pk, "orders", order.submitted_at.year))
    start(order, by=by)
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
        order.number = _number(order, first + place)
        order.origin_kind, order.origin_id = audit.kind_of(origin), origin.pk
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
        submitted_at=now,
        due_at=due_of(asked.category.kind, now, at=community.code),
    )


def _number(order: Order, running: int) -> str:
    return f"{order.submitted_at.year}-{running:04d}"


def admit(
    order: Order,
    *,
    category: Category,
    building: Building | None,
    pressing: bool = False,
    by: Actor,
    version: int,
    note: str = "",
) -> None:
    """受理: the community takes the request into its books; a corrected category moves the deadline with it."""
    due_at = due_of(category.kind, order.submitted_at, at=order.community.code)
    grid_id = building.grid_id if building else None
    move(
        order, "admit", by=by, version=version, note=note,
        category=category, building=building, grid_id=grid_id, due_at=due_at, pressing=pressing,
    )  # fmt: skip


@transaction.atomic
def decline(order: Order, *, answer: str, by: Actor, version: int) -> None:
    """不予受理: not our matter; the requester is told the reason and the right office."""
    move(order, "decline", by=by, version=version, told=answer, answer=answer, ended_at=clock.now())
    telling.of_decline(order, by=by)


@transaction.atomic
def dispatch(
    order: Order,
    *,
    handler: User | None = None,
    team: Team | None = None,
    by: Actor,
    version: int,
    note: str = "",
) -> None:
    """下单(派单): the desk hands the order to one person or one team."""
    if (handler is None) == (team is None):
        raise DomainError(_("Choose one person or one team."), field="to")
    if handler and order.exclusions.filter(user=handler).exists():
        raise DomainError(_("The requester said it was not solved; hand it to somebody else."), field="to")
    to = handler.name if handler else str(team)
    move(
        order, "dispatch", by=by, version=version, note=f"{to}: {note}" if note else to,
        handler=handler, team=team,
    )  # fmt: skip
    telling.of_dispatch(order, by=by)


def accept(order: Order, *, by: Actor, version: int) -> None:
    """接单: one takes responsibility; of several who press at once exactly one wins."""
    move(order, "accept", by=by, version=version, accepted_by_id=by.user_id, accepted_at=clock.now())


@transaction.atomic
def send_back(order: Order, *, note: str, by: Actor, version: int) -> None:
    """退单: back to the desk, with the reason."""
    move(
        order, "send_back", by=by, version=version, note=note,
        handler=None, team=None, accepted_by=None, accepted_at=None,
    )  # fmt: skip
    telling.of_send_back(order, by=by)


@transaction.atomic
def resolve(order: Order, *, answer: str, by: Actor, version: int, note: str = "") -> None:
    """办结: the handler says the work is done, and what was done; the requester has the next word."""
    move(
        order,
        "resolve",
        by=by,
        version=version,
        note=note,
        told=answer,
        answer=answer,
        resolved_at=clock.now(),
    )
    telling.of_resolve(order, by=by)


@transaction.atomic
def confirm(order: Order, *, by: Actor, version: int) -> None:
    """确认解决: the requester says it is solved."""
    move(order, "confirm", by=by, version=version, confirmed_at=clock.now())
    telling.of_end(order, by=by)


@transaction.atomic
def reopen(order: Order, *, told: str = "", by: Actor, version: int) -> None:
    """重办: not solved; the order goes back to the desk and then to somebody else."""
    former = order.accepted_by_id
    move(
        order, "reopen", by=by, version=version, told=told,
        handler=None, team=None, accepted_by=None, accepted_at=None,
        resolved_at=None, confirmed_at=None, answer="",
    )  # fmt: skip
    Exclusion.objects.get_or_create(
        community_id=order.community_id, order=order, user_id=former, defaults={"happened_at": clock.now()}
    )
    telling.of_reopen(order, by=by)


@transaction.atomic
def close(order: Order, *, by: Actor, version: int) -> None:
    """结案: formally ended after the requester's confirmation."""
    move(order, "close", by=by, version=version, ended_at=clock.now())
    telling.of_end(order, by=by)


@transaction.atomic
def withdraw(order: Order, *, told: str = "", by: Actor, version: int) -> None:
    """撤回: the requester no longer needs it."""
    move(order, "withdraw", by=by, version=version, told=told, ended_at=clock.now())
    telling.of_end(order, by=by)


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
