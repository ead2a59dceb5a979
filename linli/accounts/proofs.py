"""凭编号和四位数字: how somebody without an account proves that a record is theirs: its code, and four digits.

The record counts wrong digits (`proof_failures`); after too many it is shut for a while (`proof_blocked_until`, R-43).
"""

import datetime as dt
from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

from django.db.models import F

from linli.core import clock, crypto
from linli.places.models import Community
from linli.rulebook import book

REMEMBERED = 20
Proof = TypeVar("Proof")


def digits_of(row: Any, phone: str, purpose: str) -> str:
    """The last four of the telephone; without one, four digits that only this installation can compute, for a purpose
    such as `orders.digits`.
    """
    if phone:
        return phone[-4:]
    return f"{int(crypto.blind_index(str(row.pk), purpose)[:12], 16) % 10_000:04d}"


def is_blocked(row: Any) -> bool:
    """Whether too many wrong digits have shut the record for now."""
    return bool(row.proof_blocked_until and row.proof_blocked_until > clock.now())


def prove(row: Any, community: Community, judge: Callable[[], Proof]) -> Proof | None:
    """What `judge` finds, or None where it finds nothing or too many tries were made. Each try is counted before it is
    judged, so that many at once get no more tries than one after the other; the right digits clear the count.
    """
    now, today = clock.now(), clock.today()
    allowed = int(book.value("accounts.lockout.failures", on=today, at=community.code))
    minutes = int(book.value("accounts.lockout.minutes", on=today, at=community.code))
    rows = type(row)._base_manager.filter(pk=row.pk, community_id=community.pk)
    rows.filter(proof_blocked_until__lte=now).update(proof_failures=0, proof_blocked_until=None)
    if not rows.filter(proof_failures__lt=allowed).update(proof_failures=F("proof_failures") + 1):
        return None
    if found := judge():
        rows.update(proof_failures=0, proof_blocked_until=None)
        return found
    until = now + dt.timedelta(minutes=minutes)
    rows.filter(proof_failures__gte=allowed).update(proof_blocked_until=until)
    return None


def remember(session: MutableMapping[str, Any], name: str, proof: str) -> None:
    """What a browser has proven under a name; the newest twenty are kept."""
    kept = [key for key in session.get(name, []) if key != proof]
    session[name] = [*kept, proof][-REMEMBERED:]
