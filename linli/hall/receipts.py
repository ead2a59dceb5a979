"""回执: a person without an account proves with code and four digits that a transaction or an appointment is theirs.

Wrong digits are counted on the row; after too many it is shut for a while (R-43), as with orders.
"""

import datetime as dt
from typing import Any

from django.db.models import F

from linli.core import clock, crypto
from linli.places.models import Community
from linli.rulebook import book


def digits_of(row: Any) -> str:
    """The last four of the telephone; without one, four digits that only this installation can compute."""
    if row.contact_phone:
        return row.contact_phone[-4:]
    return f"{int(crypto.blind_index(str(row.pk), 'hall.digits')[:12], 16) % 10_000:04d}"


def is_blocked(row: Any) -> bool:
    """Whether too many wrong digits have shut it for now."""
    return bool(row.proof_blocked_until and row.proof_blocked_until > clock.now())


def prove(row: Any, digits: str, community: Community) -> bool:
    """Whether the digits are right. Each try is counted before it is judged, so that many at once get no more tries than
    one after the other; the right digits clear the count.
    """
    now, today = clock.now(), clock.today()
    allowed = int(book.value("accounts.lockout.failures", on=today, at=community.code))
    minutes = int(book.value("accounts.lockout.minutes", on=today, at=community.code))
    rows = type(row)._base_manager.filter(pk=row.pk, community_id=community.pk)
    rows.filter(proof_blocked_until__lte=now).update(proof_failures=0, proof_blocked_until=None)
    if not rows.filter(proof_failures__lt=allowed).update(proof_failures=F("proof_failures") + 1):
        return False
    if crypto.same(digits_of(row), digits):
        rows.update(proof_failures=0, proof_blocked_until=None)
        return True
    until = now + dt.timedelta(minutes=minutes)
    rows.filter(proof_failures__gte=allowed).update(proof_blocked_until=until)
    return False
