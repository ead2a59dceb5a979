"""回执 of a wish: how the wisher proves it without an account, by its code and four digits (accounts.proofs)."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from linli.accounts import proofs
from linli.core import clock, crypto
from linli.core.rights import Actor, Office
from linli.orders.rights import REQUESTER
from linli.places.models import Community
from linli.rulebook import book
from linli.wishes.models import MicroWish


def digits_of(wish: MicroWish) -> str:
    """The last four of the telephone; without one, four digits that only this installation can compute."""
    return proofs.digits_of(wish, wish.wisher_phone, "wishes.digits")


def wisher(wish: MicroWish, user_id: UUID | None = None) -> Actor:
    """The wisher as an actor: an office of this one wish. A login, if there is one, comes along, so that nobody lights
    what they fulfilled (R-25).
    """
    return Actor(wish.community_id, "", user_id, (Office(REQUESTER, "", None, wish.pk),))


def holder(community_id: UUID, held: Collection[str], user_id: UUID | None) -> Actor:
    """Whoever holds what this browser has proven: each proof is the key of a wish."""
    offices = tuple(Office(REQUESTER, "", None, UUID(key)) for key in sorted(set(held)))
    return Actor(community_id, "", user_id, offices or (Office(REQUESTER),))


def is_past(wish: MicroWish, community: Community) -> bool:
    """Whether a wish ended so long ago that its contact is erased: code and digits open it no longer."""
    days = int(book.value("wishes.contact.days", on=clock.today(), at=community.code))
    return wish.ended_at is not None and wish.ended_at < clock.now() - dt.timedelta(days=days)


def prove(wish: MicroWish, digits: str, community: Community) -> str:
    """What the browser may remember where the digits are right; "" where they are wrong."""
    return str(wish.pk) if proofs.prove(wish, community, lambda: crypto.same(digits_of(wish), digits)) else ""
