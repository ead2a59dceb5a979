"""核算: what members are to pay, pay less, have paid and still owe, month by month, to the cent. Nothing here writes.

A month is due from a member who belonged to a branch on a day of it and had joined by its end, on the basis that holds
in it; without a basis nothing is assessed, and that is said.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from linli.calendars.months import last_day
from linli.core.tenancy import CommunityQuerySet
from linli.party import numbers
from linli.party.dues import Scale, dues
from linli.party.models import DuesBasis, DuesPayment, DuesReduction, PartyMember

FEN = 100


@dataclass(frozen=True)
class Line:
    """One member and one month, in fen: by the rule, taken off by a decision, paid. `known` is false without a basis."""

    due: int = 0
    reduced: int = 0
    paid: int = 0
    known: bool = True

    @property
    def owing(self) -> int:
        """Still to pay; below zero where more was paid, which is allowed."""
        return self.due - self.reduced - self.paid

    @property
    def left(self) -> int:
        """Still to pay, never below zero."""
        return max(self.owing, 0)

    @property
    def extra(self) -> int:
        """Paid beyond what was asked."""
        return max(-self.owing, 0)

    def __add__(self, other: "Line") -> "Line":
        return Line(
            self.due + other.due,
            self.reduced + other.reduced,
            self.paid + other.paid,
            self.known and other.known,
        )


Lines = dict[UUID, dict[dt.date, Line]]


def assessed(member: PartyMember, months: Sequence[dt.date]) -> dict[dt.date, Line]:
    """The lines of one member. Three queries."""
    return lines_of([member], months, at=member.community.code)[member.pk]


class _Books(NamedTuple):
    """What the books hold of one member: bases from the earliest, decisions, what was paid for each month."""

    bases: list[DuesBasis]
    cuts: list[DuesReduction]
    paid: dict[dt.date, int]


def lines_of(members: Iterable[PartyMember], months: Sequence[dt.date], *, at: str) -> Lines:
    """The lines of some members of one community. Three queries, however many members."""
    people = list(members)
    if not people or not months:
        return {member.pk: {} for member in people}
    cuts = DuesReduction.objects.defer("reason")  # sealed, and of no account here
    books, scales = _books(people, months, cuts), {month: numbers.scale(at, month) for month in months}
    return {
        member.pk: {month: _line(member, month, books[member.pk], scales[month]) for month in months}
        for member in people
    }


class Account(NamedTuple):
    """One member's lines, and what they stand on: bases and decisions, the earliest first."""

    lines: dict[dt.date, Line]
    bases: list[DuesBasis]
    cuts: list[DuesReduction]


def account_of(member: PartyMember, months: Sequence[dt.date]) -> Account:
    """The lines of one member with bases and decisions. Three queries."""
    at, books = member.community.code, _books([member], months, DuesReduction.objects.all())[member.pk]
    lines = {month: _line(member, month, books, numbers.scale(at, month)) for month in months}
    return Account(lines, books.bases, books.cuts)


def _books(
    people: list[PartyMember], months: Sequence[dt.date], decided: CommunityQuerySet
) -> dict[UUID, _Books]:
    keys, community = [member.pk for member in people], people[0].community_id
    books = {key: _Books([], [], defaultdict(int)) for key in keys}
    for basis in DuesBasis.objects.of(community).filter(member__in=keys).order_by("first_month"):
        books[basis.member_id].bases.append(basis)
    for cut in decided.of(community).filter(member__in=keys).order_by("approved_on", "id"):
        books[cut.member_id].cuts.append(cut)
    rows = DuesPayment.objects.of(community).filter(member__in=keys, month__in=months)
    for who, month, fen in rows.values_list("member_id", "month", "amount_fen"):
        books[who].paid[month] += fen
    return books


def _line(member: PartyMember, month: dt.date, books: _Books, scale: Scale) -> Line:
    """One member, one month: dues begin with the month of the assembly, and end with the month of the end."""
    paid = books.paid[month]
    if member.joined_on > last_day(month) or (member.ended_on and member.ended_on < month):
        return Line(paid=paid)
    held = [basis for basis in books.bases if basis.first_month <= month]
    if not held:
        return Line(paid=paid, known=False)
    due = int(dues(held[-1].kind, held[-1].yuan, scale).amount * FEN)
    cut = next((one for one in reversed(books.cuts) if one.first_month <= month <= one.last_month), None)
    return Line(due, max(due - cut.pays_fen, 0) if cut else 0, paid)


def total(lines: Iterable[Line]) -> Line:
    """Lines taken together."""
    found = Line()
    for line in lines:
        found = found + line
    return found


def yuan(fen: int) -> str:
    """12.50."""
    sign, whole = "-" if fen < 0 else "", abs(fen)
    return f"{sign}{whole // FEN}.{whole % FEN:02d}"
