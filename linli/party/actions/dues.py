"""党费: bases, payments, counter-entries, reductions. Amounts in fen; entries are only added."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.calendars.months import month_of
from linli.core import audit, clock, keys
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.party import numbers
from linli.party.collecting import assessed
from linli.party.dues import judge_dues
from linli.party.models import DuesBasis, DuesPayment, DuesReduction, PartyMember


@transaction.atomic
def set_basis(
    member: PartyMember,
    *,
    kind: str,
    base: Decimal,
    first_month: dt.date,
    by: Actor,
    basis_id: UUID | None = None,
) -> DuesBasis:
    """核定党费: kind and monthly base, from a month on; the same month written anew puts it right."""
    said = judge_dues(kind, base, numbers.scale(member.community.code, first_month))
    if said.blocks:
        raise DomainError(
            _("R-08 (中组发〔2008〕3号): the base cannot be below 0; it says %(base)s."),
            field="base",
            base=str(base),
        )
    rows = DuesBasis.objects.of(member.community_id).select_for_update()
    held = rows.filter(member=member, first_month=first_month).first()
    if held is None:
        basis = DuesBasis(
            id=basis_id or keys.uuid7(), community_id=member.community_id, member=member,
            first_month=first_month, kind=kind, base=str(base),
        )  # fmt: skip
        return write_down(basis, "party.set_basis", by=by)
    held.kind, held.base = kind, str(base)
    held.save(update_fields=["kind", "base"])
    audit.record(held, "party.set_basis", by=by)
    return held


@transaction.atomic
def take_dues(
    member: PartyMember,
    *,
    months: Sequence[dt.date],
    amount_fen: int,
    paid_on: dt.date,
    by: Actor,
    payment_id: UUID | None = None,
) -> list[DuesPayment]:
    """收党费: one receipt for a month or a quarter. Each month gets what is owed for it, the last what is left; paying
    more is allowed.
    """
    if amount_fen <= 0:
        raise DomainError(_("The amount must be above 0."), field="amount")
    if paid_on > clock.today():
        raise DomainError(_("This day has not come yet; write it down when it has."), field="paid_on")
    key, receipt = payment_id or keys.uuid7(), _number(member, paid_on)
    shares = _shares(member, sorted(months), amount_fen)
    rows = [
        DuesPayment(
            # The first row is the receipt's own; the others follow from it, so that a repeat finds them.
            id=key if n == 0 else uuid5(key, str(n)), community_id=member.community_id, member=member,
            receipt=receipt, month=month, amount_fen=fen, paid_on=paid_on,
        )
        for n, (month, fen) in enumerate(shares)
    ]  # fmt: skip
    for row in rows:
        row.full_clean()
        row.save(force_insert=True)
    audit.record(rows[0], "party.take_dues", by=by, count=len(rows))
    return rows


def _number(member: PartyMember, paid_on: dt.date) -> str:
    return f"F{paid_on.year}-{next_number(member.community_id, 'party_dues', paid_on.year):04d}"


def _shares(member: PartyMember, months: Sequence[dt.date], amount_fen: int) -> list[tuple[dt.date, int]]:
    """How a payment is shared out over its months; months that get nothing are left out."""
    owed = assessed(member, months)
    left, shares = amount_fen, []
    for month in months:
        fen = left if month == months[-1] else min(left, max(owed[month].owing, 0))
        left -= fen
        if fen:
            shares.append((month, fen))
    return shares


@transaction.atomic
def reverse_dues(payment: DuesPayment, *, reason: str, by: Actor) -> list[DuesPayment]:
    """冲正: a counter-entry for every month of a receipt, with the reason. Raises Overtaken where it was taken back already."""
    if payment.reverses:
        raise DomainError(_("This is a counter-entry itself; write down the right payment anew."))
    rows = DuesPayment.objects.of(payment.community_id).select_for_update()
    if rows.filter(reverses=payment.receipt).exists():
        raise Overtaken
    receipt = _number(payment.member, clock.today())
    against = [
        DuesPayment(
            community_id=row.community_id, member_id=row.member_id, receipt=receipt, month=row.month,
            amount_fen=-row.amount_fen, paid_on=clock.today(), reverses=row.receipt, reason=reason,
        )
        for row in rows.filter(receipt=payment.receipt).order_by("month")
    ]  # fmt: skip
    for row in against:
        row.full_clean()
        row.save(force_insert=True)
    audit.record(payment, "party.reverse_dues", by=by, count=len(against))
    return against


@dataclass(frozen=True)
class Reduced:
    """少交或免交: what was decided, for which months, and the two steps of the decision."""

    first_month: dt.date
    last_month: dt.date
    pays_fen: int
    reason: str
    studied_on: dt.date
    office: str
    approved_on: dt.date
    document_number: str


@transaction.atomic
def reduce_dues(
    member: PartyMember, decided: Reduced, *, by: Actor, reduction_id: UUID | None = None
) -> DuesReduction:
    """少交或免交: the branch committee studied it, the superior Party committee approved it (中组发〔2008〕3号)."""
    if decided.last_month < decided.first_month:
        raise DomainError(_("The last month is before the first."), field="last_month")
    if decided.approved_on < decided.studied_on:
        raise DomainError(_("It is approved after the branch studied it."), field="approved_on")
    row = DuesReduction(
        id=reduction_id or keys.uuid7(), community_id=member.community_id, member=member,
        **{**vars(decided), "first_month": month_of(decided.first_month), "last_month": month_of(decided.last_month)},
    )  # fmt: skip
    return write_down(row, "party.reduce_dues", by=by)
