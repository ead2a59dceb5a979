"""R-18 on the records of the hall: what the rulebook of the day says about a certificate, in words and beside a field."""

import datetime as dt
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from linli.core import clock
from linli.hall.certificates import Road, asked_for, judge_certificate, listed
from linli.rulebook import book

FORBIDDEN, BASIS = "hall.certificates.forbidden", "hall.certificates.basis_required"


class Refusal(NamedTuple):
    """Why something does not stand: the field it belongs to, and what the person reads."""

    field: str
    words: str


def roads(at: str, on: dt.date | None = None) -> list[Road]:
    """The certificates that a community must not issue, for a place and a day (today where none is given)."""
    return [Road.of(row) for row in book.value(FORBIDDEN, on=on or clock.today(), at=at)]


def in_words(road: Road) -> str:
    """社区不能开健在证明，请到…."""
    return _("The community cannot issue a certificate of “%(name)s”. %(road)s.") % {
        "name": road.name,
        "road": road.road,
    }


def road_of(words: str, at: str) -> str:
    """Where to go for what somebody looks for; "" where it is no forbidden certificate."""
    found = asked_for(words, roads(at))
    return in_words(found) if found else ""


def refusal_of(item: Any) -> Refusal | None:
    """Why an item may not stand in the catalogue. Who only tells where to go may name what is forbidden."""
    at, today = item.community.code, clock.today()
    if item.kind in {"certificate", "service"} and (found := listed(item.name, roads(at))):
        return Refusal("name", in_words(found))
    if item.kind != "certificate":
        return None
    needed = bool(book.value(BASIS, on=today, at=at))
    said = judge_certificate(item.name, item.legal_basis, roads=(), basis_required=needed)
    if said.blocks:
        return Refusal(
            "legal_basis", _("A certificate needs the law that asks for it. Without it nobody may issue it.")
        )
    return None


def refusal_of_seal(paper: str, basis: str, at: str) -> Refusal | None:
    """Why the seal may not be put on a paper."""
    if found := listed(paper, roads(at)):
        return Refusal("paper", in_words(found))
    if not basis.strip():
        return Refusal("legal_basis", _("No seal without its basis."))
    return None
