"""办件: from the counter to the result. One function per verb, in the order of its life."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.codes import start_coded
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move
from linli.hall.models import PaperKind, PaperReceipt, ServiceItem, Transaction
from linli.hall.terms import due_of
from linli.places.models import Community
from linli.residents.models import Person


@dataclass(frozen=True)
class Came:
    """Who came, and how."""

    contact_name: str
    channel: str
    contact_phone: str = ""
    on_behalf_of: str = ""
    person: Person | None = None


@transaction.atomic
def begin(
    community: Community, item: ServiceItem, came: Came, *, by: Actor, transaction_id: UUID | None = None
) -> Transaction:
    """登记办件: who came for what; number and code at once."""
    if not item.is_in_force:
        raise DomainError(_("This service is not offered now."), field="item")
    now = clock.now()
    year = now.astimezone(clock.BEIJING).year
    row = Transaction(
        id=transaction_id or keys.uuid7(),
        community=community,
        number=f"BJ{year}-{next_number(community.pk, 'hall.transactions', year):04d}",
        code=keys.new_code(),
        item=item,
        person=came.person,
        contact_name=came.contact_name,
        contact_phone=came.contact_phone,
        on_behalf_of=came.on_behalf_of,
        channel=came.channel,
        entered_by_id=by.user_id,
        begun_at=now,
    )
    start_coded(row, by=by)
    return row


@transaction.atomic
def admit(row: Transaction, *, missing: Sequence[str] = (), by: Actor, version: int) -> None:
    """受理: with all papers its time runs from now; else everything that is missing is told once (一次性告知), and the
    time runs from the day the papers are complete.
    """
    due = None if missing else due_of(row.item.limit_workdays, clock.now(), at=row.community.code)
    told = "、".join(missing)
    move(row, "admit", by=by, version=version, told=told, missing=list(missing), due_at=due)


@transaction.atomic
def supply(row: Transaction, *, note: str = "", by: Actor, version: int) -> None:
    """补齐材料: what was missing is here, or is known here; the time runs from now."""
    if not row.missing:
        raise DomainError(_("Nothing is missing."))
    due = due_of(row.item.limit_workdays, clock.now(), at=row.community.code)
    move(row, "supply", by=by, version=version, note=note, missing=[], due_at=due)


@transaction.atomic
def refer(row: Transaction, *, office: str, handed_over: str, by: Actor, version: int) -> None:
    """转办: to the office that decides, with what was handed over."""
    _complete(row)
    move(row, "refer", by=by, version=version, told=f"{office}{_(': ')}{handed_over}", referred_to=office)


@transaction.atomic
def finish(row: Transaction, *, result: str, result_paper: str = "", by: Actor, version: int) -> None:
    """办结: what came of it; without a paper to collect it has ended."""
    _complete(row)
    now = clock.now()
    move(
        row, "finish", by=by, version=version, told=result, result=result, result_paper=result_paper,
        finished_at=now, ended_at=None if result_paper else now,
    )  # fmt: skip


def _complete(row: Transaction) -> None:
    if row.missing:
        raise DomainError(_("Papers are missing: %(papers)s.") % {"papers": "、".join(row.missing)})


@transaction.atomic
def hand_out(row: Transaction, *, collected_by: str, by: Actor, version: int) -> None:
    """取件: who collected the result; the signature stands on the paper."""
    if not row.result_paper:
        raise DomainError(_("There is no paper to hand out."))
    move(row, "hand_out", by=by, version=version, ended_at=clock.now())
    _write_sealed(row, collected_by=collected_by)


def _write_sealed(row: Transaction | PaperReceipt, **names: str) -> None:
    """Sealed fields go through `save`; the guarded update before it has made the row ours."""
    for name, value in names.items():
        setattr(row, name, value)
    row.save(update_fields=list(names))


@transaction.atomic
def decline(row: Transaction, *, result: str, by: Actor, version: int) -> None:
    """不予受理: with the reason, and where to go."""
    move(row, "decline", by=by, version=version, told=result, result=result, ended_at=clock.now())


@transaction.atomic
def withdraw(row: Transaction, *, note: str = "", by: Actor, version: int) -> None:
    """撤回: who came wants it no more."""
    move(row, "withdraw", by=by, version=version, note=note, ended_at=clock.now())


@transaction.atomic
def take_papers(
    row: Transaction,
    *,
    what: str,
    kind: str,
    copies: int = 1,
    due_back_on: dt.date | None = None,
    by: Actor,
    paper_id: UUID | None = None,
) -> PaperReceipt:
    """收件: a paper that somebody left here; an original goes back on a day that the receipt names."""
    if kind == PaperKind.ORIGINAL and due_back_on is None:
        raise DomainError(_("When does the original go back?"), field="due_back_on")
    if due_back_on and due_back_on < clock.today():
        raise DomainError(_("This day has passed."), field="due_back_on")
    paper = PaperReceipt(
        id=paper_id or keys.uuid7(),
        community_id=row.community_id,
        transaction=row,
        what=what,
        kind=kind,
        copies=copies,
        due_back_on=due_back_on,
        taken_at=clock.now(),
    )
    paper.clean_fields(exclude=["community", "transaction"])
    paper.save(force_insert=True)
    audit.record(row, "hall.take_papers", by=by, note=f"{what} {paper.get_kind_display()} {copies}")
    return paper


@transaction.atomic
def return_papers(paper: PaperReceipt, *, returned_to: str, by: Actor) -> None:
    """退还材料: once; to whom is sealed, that it happened stands in the history."""
    rows = PaperReceipt.objects.of(paper.community_id).filter(pk=paper.pk, returned_at__isnull=True)
    paper.returned_at = clock.now()
    if not rows.update(returned_at=paper.returned_at):
        raise Overtaken
    _write_sealed(paper, returned_to=returned_to)
    audit.record(paper.transaction, "hall.return_papers", by=by, note=paper.what)
