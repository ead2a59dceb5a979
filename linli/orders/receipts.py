"""回执: how a person without an account proves that an order is theirs: its code and four digits.

Wrong digits are counted on the order; after too many it is shut for a while (R-43).
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


def is_past(order: Order, community: Community) -> bool:
    """Whether an order ended so long ago that its contact is erased: code and digits open it no longer."""
    days = int(book.value("orders.contact.days", on=clock.today(), at=community.code))
    return order.ended_at is not None and order.ended_at < clock.now() - dt.timedelta(days=days)


def is_blocked(order: Order) -> bool:
    """Whether too many wrong digits have shut the order for now."""
    return bool(order.proof_blocked_until and order.proof_blocked_until > clock.now())


def prove(order: Order, digits: str, community: Community) -> bool:
    """Whether the digits are right. Each try is counted before it is judged, so that many at once get no more tries
    than one after the other; the right digits clear the count.
    """
    now, today = clock.now(), clock.today()
    allowed = int(book.value("accounts.lockout.failures", on=today, at=community.code))
    minutes = int(book.value("accounts.lockout.minutes", on=today, at=community.code))
    rows = Order.objects.of(community).filter(pk=order.pk)
    rows.filter(proof_blocked_until__lte=now).update(proof_failures=0, proof_blocked_until=None)
    if not rows.filter(proof_failures__lt=allowed).update(proof_failures=F("proof_failures") + 1):
        return False
    if crypto.same(digits_of(order), digits):
        rows.update(proof_failures=0, proof_blocked_until=None)
        return True
    until = now + dt.timedelta(minutes=minutes)
    rows.filter(proof_failures__gte=allowed).update(proof_blocked_until=until)
    return False
