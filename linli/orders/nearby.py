"""附近的同类诉求: open orders that may be the same matter: offered to a resident before sending, and to the desk."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from linli.core import clock
from linli.core.search import index
from linli.core.spans import not_over
from linli.orders.actions import Request
from linli.orders.models import Category, Order, Responsibility
from linli.orders.workflow import OPEN, OrderStatus
from linli.places.models import Community
from linli.rulebook import book
from linli.volunteers.queries import Offer

SHOWN, LOOKED_AT, OFFERED = 3, 60, 30
# Of the pairs of characters of a shorter text so many must stand in the other, where no building says that it is near.
ALIKE = 0.3


def _lately(community: Community) -> QuerySet[Order]:
    days = int(book.value("orders.similar.days", on=clock.today(), at=community.code))
    since = clock.now() - dt.timedelta(days=days)
    return Order.objects.of(community).filter(status__in=OPEN, submitted_at__gte=since)


def told_here(community: Community, building: UUID | None) -> Exists:
    """Whether something of a category is open at a building, or at none: rides along where categories are asked for."""
    return Exists(_lately(community).filter(category_id=OuterRef("pk"), building=building))


def similar(community: Community, asked: Request) -> list[Order]:
    """Open orders of the last days of the same kind: at the same building, else in much the same words. One query, and
    none where the category has nothing open there.
    """
    if not getattr(asked.category, "told_here", True):
        return []
    rows = _lately(community).filter(category=asked.category, building=asked.building)
    found = rows.select_related("category", "building__compound").order_by("-submitted_at", "-id")[:LOOKED_AT]
    words = asked.text + asked.place
    near = [row for row in found if asked.building or likeness(words, row.text + row.place) >= ALIKE]
    return near[:SHOWN]


def likeness(one: str, other: str) -> float:
    """The share of the pairs of characters of the shorter text that stand in the longer: 1 for the same, 0 for nothing."""
    first, second = _pairs(one), _pairs(other)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def _pairs(text: str) -> set[str]:
    letters = "".join(char for char in text.casefold() if char.isalnum())
    return {letters[place : place + 2] for place in range(len(letters) - 1)}


class Other(NamedTuple):
    """Another order, as the page of one shows it."""

    merged: bool
    pk: UUID
    number: str
    subject: str
    text: str
    place: str
    building: str | None
    compound: str | None
    submitted_at: dt.datetime

    @property
    def where(self) -> str:
        """The place in words."""
        return " ".join(part for part in (self.compound, self.building, self.place) if part)

    @property
    def words(self) -> str:
        """What is compared."""
        return f"{self.subject} {self.text}"


_READ = (
    "pk", "number", "subject", "text", "place", "building__name", "building__compound__name", "submitted_at",
)  # fmt: skip


def others(order: Order, *, compare: bool = True) -> tuple[list[Other], list[Other]]:
    """What neighbours wrote about the same matter (并单), by number; and, to `compare`, open orders of the last days in
    much the same words, wherever they are, the most alike first (疑似重复). One query.
    """
    rows = _read(order.merged.filter(status=OrderStatus.MERGED), merged=True)
    words = f"{order.subject} {order.text}"
    keys = index.alike(order.community_id, Order, words) if compare else None
    if keys is not None:
        near = _lately(order.community).filter(pk__in=keys).exclude(pk=order.pk)
        rows = rows.union(_read(near, merged=False), all=True)
    found = [Other(*row) for row in rows]
    ways = [(likeness(words, other.words), other) for other in found if not other.merged]
    alike = sorted(
        (way for way in ways if way[0] >= ALIKE), key=lambda way: (-way[0], way[1].submitted_at, way[1].pk)
    )
    joined = sorted((other for other in found if other.merged), key=lambda other: other.number)
    return joined, [other for _much, other in alike[:SHOWN]]


def _read(rows: QuerySet[Order], *, merged: bool) -> QuerySet[Any]:
    return (
        rows.order_by().annotate(merged_here=Value(merged, BooleanField())).values_list("merged_here", *_READ)
    )


def beside(order: Order) -> list[Order]:
    """Open orders with which the desk may join this one: first those in much the same words, then those of the same kind
    or at the same building, the newest first.
    """
    _joined, alike = others(order)
    keys = [other.pk for other in alike]
    near = Q(category=order.category_id) | Q(pk__in=keys)
    if order.building_id:
        near |= Q(building=order.building_id)
    rows = Order.objects.of(order.community_id).filter(near, status__in=OPEN).exclude(pk=order.pk)
    first = Case(When(pk__in=keys, then=0), default=1)
    return list(rows.order_by(first, "-submitted_at", "-id")[:OFFERED])


def open_numbered(order: Order, number: str) -> Order | None:
    """Another open order of the community by its number."""
    rows = Order.objects.of(order.community_id).filter(status__in=OPEN, number=number.strip())
    return rows.exclude(pk=order.pk).first()


def fitting(orders: Iterable[Order], offer: Offer) -> list[Order]:
    """What somebody may take, each with `.near` (by the building the person named) and `.able` (by the person's own
    skills); what fits stands first, and within it the most pressing.
    """
    found = list(orders)
    for order in found:
        place = order.building
        same = place and place.compound_id and place.compound_id == offer.compound_id
        order.near = bool(same or (place and place.pk == offer.building_id))
        order.able = bool(offer.skills & set(order.category.skills))
    return sorted(found, key=lambda order: -(order.near + order.able))


def hands(community: Community) -> dict[Category, list[Responsibility]]:
    """责任界面 for the request form: each kind that residents are asked for, with whose duty it is. One query."""
    rows = Responsibility.objects.of(community).filter(not_over(), category__asked=True)
    found: dict[Category, list[Responsibility]] = {}
    for row in rows.select_related("category", "compound").order_by("category__order", "order", "situation"):
        found.setdefault(row.category, []).append(row)
    return found
