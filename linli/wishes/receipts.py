"""回执 of a wish: how the wisher proves it without an account, by its code and four digits.

Wrong digits are counted on the wish; after too many it is shut for a while (R-43).
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from linli.core import clock, crypto
from linli.core.rights import Actor, Office
from linli.orders.rights import REQUESTER
from linli.places.models import Community
from linli.rulebook import book
from linli.wishes.models import MicroWish


def digits_of(wish: MicroWish) -> str:
    """The last four of the telephone; without one, four digits that only this installation can compute."""
    if wish.wisher_phone:
        return wish.wisher_phone[-4:]
    return f"{int(crypto.blind_index(str(wish.pk), 'wishes.digits')[:12], 16) % 10_000:04d}"


def wisher(wish: MicroWish, user_id: UUID | None = None) -> Actor:
    """The wisher as an actor: an office of this one wish. A login, if there is one, comes along, so that nobody lights
    what they fulfilled (R-25).
    """
    return Actor(wish.community_id, "", user_id, (Office(REQUESTER, "", None, wish.pk),))


def holder(community_id: UUID, proofs: Collection[str], user_id: UUID | None) -> Actor:
    """Whoever holds what this browser has proven: each proof is the key of a wish."""
    offices = tuple(Office(REQUESTER, "", None, UUID(key)) for key in sorted(set(proofs)))
    return Actor(community_id, "", user_id, offices or (Office(REQUESTER),))


def is_past(wish: MicroWish, community: Community) -> bool:
    """Whether a wish ended so long ago that its contact is erased: code and digits open it no longer."""
    days = int(book.value("wishes.contact.days", on=clock.today(), at=community.code))
    return wish.ended_at is not None and wish.ended_at < clock.now() - dt.timedelta(days=days)


def is_blocked(wish: MicroWish) -> bool:
    """Whether too many wrong digits have shut the wish for now."""
    return bool(wish.proof_blocked_until and wish.proof_blocked_until > clock.now())


def prove(wish: MicroWish, digits: str, community: Community) -> bool:
    """Whether the digits are right. Each try is counted before it is judged, so that many at once get no more tries than
    one after the other; the right digits clear the count.
    """
    now, today = clock.now(), clock.today()
    allowed = int(book.value("accounts.lockout.failures", on=today, at=community.code))
    minutes = int(book.value("accounts.lockout.minutes", on=today, at=community.code))
    rows = MicroWish.objects.of(community).filter(pk=wish.pk)
    rows.filter(proof_blocked_until__lte=now).update(proof_failures=0, proof_blocked_until=None)
    if not rows.filter(proof_failures__lt=allowed).update(proof_failures=F("proof_failures") + 1):
        return False
    if crypto.same(digits_of(wish), digits):
        rows.update(proof_failures=0, proof_blocked_until=None)
        return True
    until = now + dt.timedelta(minutes=minutes)
    rows.filter(proof_failures__gte=allowed).update(proof_blocked_until=until)
    return False
