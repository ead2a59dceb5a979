"""What did a directed task: an order, an announcement. Each app enters its own kind; the task keeps kind, key and words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse

from linli.core.audit import kind_of
from linli.core.rights import Actor
from linli.orders import queries as orders
from linli.orders.models import Order


@dataclass(frozen=True)
class Kind:
    """A kind of record. `find(actor, typed)` gives the record that the typed number or code names, if the actor sees
    it; `address(slug, record)` its page; `see` finds it again by its key.
    """

    code: str
    find: Callable[[Actor, str], Any | None]
    see: Callable[[Actor, UUID], Any | None]
    address: Callable[[str, Any], str]


class Deed(NamedTuple):
    """A record that did a task."""

    kind: str
    key: UUID
    words: str


REGISTER: dict[str, Kind] = {}
LABEL_LENGTH = 120


def declare(kind: Kind) -> Kind:
    """Enter a kind of record; each code once."""
    if kind.code in REGISTER:
        raise ValueError(f"the deed {kind.code} is declared twice")
    REGISTER[kind.code] = kind
    return kind


def find(actor: Actor, typed: str) -> Deed | None:
    """The record that a typed number or code names: the first kind that knows it and lets the actor see it."""
    for kind in REGISTER.values():
        if record := kind.find(actor, typed):
            return Deed(kind.code, record.pk, str(record)[:LABEL_LENGTH])
    return None


def address(actor: Actor, slug: str, code: str, key: UUID | None) -> str:
    """The page of the record, "" where the actor does not see it."""
    kind = REGISTER.get(code)
    record = kind.see(actor, key) if kind and key else None
    return kind.address(slug, record) if kind and record else ""


declare(
    Kind(
        kind_of(Order),
        find=lambda actor, typed: orders.orders_for(actor).filter(number=typed).first(),
        see=lambda actor, key: orders.orders_for(actor).filter(pk=key).first(),
        address=lambda slug, order: reverse("orders:desk_detail", args=[slug, order.number]),
    )
)
