"""回执: a transaction or an appointment is opened by its code and four digits (accounts.proofs)."""

from typing import Any

from linli.accounts import proofs
from linli.core import crypto
from linli.places.models import Community


def digits_of(row: Any) -> str:
    """The last four of the telephone; without one, four digits that only this installation can compute."""
    return proofs.digits_of(row, row.contact_phone, "hall.digits")


def prove(row: Any, digits: str, community: Community) -> bool:
    """Whether the digits are right."""
    return bool(proofs.prove(row, community, lambda: crypto.same(digits_of(row), digits)))
