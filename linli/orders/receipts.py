"""回执: how a person without an account proves that an order is theirs: its code and four digits.

Wrong digits are counted on the order; after five it is shut for a quarter of an hour (R-43).
"""

import datetime as dt
from uuid import UUID

from django.db.models import F

from linli.core import clock, crypto
from linli.core.rights import Actor, Office
from linli.orders.models import Order
from linli.orders.rights import REQUESTER
from linli.places.models import Community
from linli.rulebook import book


def digits_of(order: Order) -> str:
    """The last four of the telephone; without one, four digits that only this installation can compute."""
    if order.contact_phone:
        return order.contact_phone[-4:]
    return f"{int(crypto.blind_index(str(order.pk), 'orders.digits')[:12], 16) % 10_000:04d}"


def requester(order: Order, user_id: UUID | None = None) -> Actor:
    """The one who asked, as an actor: an office of this one order. A login, if there is one, comes along,
    so that nobody confirms their own work (R-25).
    """
    office = Office(REQUESTER, "", None, order.pk)
    return Actor(order.community_id, "", user_id, (office,))


def is_blocked(order: Order) -> bool:
    """Whether too many wrong digits have shut the order for now."""
    return bool(order.proof_blocked_until and order.proof_blocked_until > clock.now())


def prove(order: Order, digits: str, community: Community) -> bool:
    """Whether the digits are right; wrong ones count, right ones clear the count."""
    if is_blocked(order):
        return False
    rows = Order.objects.of(community).filter(pk=order.pk)
    if crypto.same(digits_of(order), digits):
        if order.proof_failures:
            rows.update(proof_failures=0, proof_blocked_until=None)
        return True
    rows.update(proof_failures=F("proof_failures") + 1)
    today = clock.today()
    allowed = int(book.value("accounts.lockout.failures", on=today, at=community.code))
    if order.proof_failures + 1 >= allowed:
        minutes = int(book.value("accounts.lockout.minutes", on=today, at=community.code))
        until = clock.now() + dt.timedelta(minutes=minutes)
        rows.update(proof_failures=0, proof_blocked_until=until)
    return False
