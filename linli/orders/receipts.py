"""回执: how a person without an account proves that an order is theirs: its code and four digits (accounts.proofs)."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.accounts import proofs
from linli.core import clock, crypto
from linli.core.rights import Actor, Office
from linli.orders.models import Order
from linli.orders.rights import REQUESTER
from linli.places.models import Community
from linli.residents.matters import Matter, declare
from linli.residents.models import Person, Proxy, phone_index
from linli.residents.proxies import proxies_for_phone
from linli.rulebook import book

ORDERS = declare(Matter("orders", _("what I have asked the community for")))


def digits_of(order: Order) -> str:
    """The last four of the telephone; without one, four digits that only this installation can compute."""
    return proofs.digits_of(order, order.contact_phone, "orders.digits")


def requester(
    order: Order, user_id: UUID | None = None, proxy: Proxy | None = None, *, judging: bool = False
) -> Actor:
    """The one who asked, as an actor: an office of this one order. A login, if there is one, comes along,
    so that nobody confirms their own work (R-25). A proxy acts under the own name, on behalf of the person (N-5). For who
    is `judging` what was done it is looked up whether it is the taker who asked, or is the proxy.
    """
    office = Office(REQUESTER, "", None, order.pk)
    if judging and user_id is None:
        user_id = _taker_himself(order, proxy.phone if proxy else order.contact_phone)
    if proxy:
        return Actor(order.community_id, proxy.name, user_id, (office,), proxy.person.name)
    return Actor(order.community_id, "", user_id, (office,))


def _taker_himself(order: Order, phone: str) -> UUID | None:
    """The user who took the order, where the telephone of who asks, or of the proxy, is his or hers: whoever did the
    work confirms nothing, logged in or not.
    """
    if order.accepted_by_id is None or not phone:
        return None
    known = Person.objects.of(order.community_id).filter(
        phone_index=phone_index(phone), user=order.accepted_by_id
    )
    return order.accepted_by_id if known.exists() else None


def holder(community_id: UUID, held: Collection[str], user_id: UUID | None) -> Actor:
    """Whoever holds what this browser has proven: each proof is the key of an order, or of an order and of a proxy."""
    orders = {proof.partition(":")[0] for proof in held}
    offices = tuple(Office(REQUESTER, "", None, UUID(key)) for key in sorted(orders))
    return Actor(community_id, "", user_id, offices or (Office(REQUESTER),))


def asker_of(
    order: Order, held: Collection[str], user_id: UUID | None, *, judging: bool = False
) -> Actor | None:
    """Who holds the order by what this browser has proven: who asked, or a proxy while the proxy stands; else None."""
    own = {str(order.pk), str(order.split_from_id)} & set(held)
    if own:
        return requester(order, user_id, judging=judging)
    keys = [proof.partition(":")[2] for proof in held if proof.startswith(f"{order.pk}:")]
    standing = proxies_for_phone(order.community_id, order.contact_phone, ORDERS.code) if keys else []
    proxy = next((row for row in standing if str(row.pk) in keys), None)
    return requester(order, user_id, proxy, judging=judging) if proxy else None


def is_past(order: Order, community: Community) -> bool:
    """Whether an order ended so long ago that its contact is erased: code and digits open it no longer."""
    days = int(book.value("orders.contact.days", on=clock.today(), at=community.code))
    return order.ended_at is not None and order.ended_at < clock.now() - dt.timedelta(days=days)


def prove(order: Order, digits: str, community: Community) -> str:
    """What the browser may remember where the digits are right, of who asked or of a proxy; "" where they are wrong."""
    return proofs.prove(order, community, lambda: _judged(order, digits)) or ""


def _judged(order: Order, digits: str) -> str:
    if crypto.same(digits_of(order), digits):
        return str(order.pk)
    for proxy in proxies_for_phone(order.community_id, order.contact_phone, ORDERS.code):
        if crypto.same(proxy.phone[-4:], digits):
            return f"{order.pk}:{proxy.pk}"
    return ""
