"""回执: a transaction or an appointment is opened by its code and four digits (accounts.proofs)."""

from typing import Any

from linli.accounts import proofs
from linli.core import crypto
from linli.places.models import Community


def digits_of(row: Any) -> str:
    """The last four of the telephone; without one, four digits that only this installation can compute."""
    return proofs.digits_of(row, row.contact_phone, "hall.digits")


def prove(row: Any, digits: str, community: Community) -> str:
    """What the browser may remember where the digits are right; "" where they are wrong."""
    return str(row.pk) if proofs.prove(row, community, lambda: crypto.same(digits_of(row), digits)) else ""
