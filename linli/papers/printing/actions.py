"""Everything that changes the printing room."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.errors import DomainError, Stale
from linli.core.rights import Actor
from linli.papers.printing.documents import REGISTER, Document
from linli.papers.printing.models import PrintJob, SignInSheet
from linli.papers.printing.queries import by_walk
from linli.papers.typeset import Meta, Paper, bind

MOST_IN_ONE = 2000


@dataclass(frozen=True)
class Wanted:
    """One document for the printing room: where it goes, and what is on it."""

    values: dict[str, Any]
    meta: Meta
    place: str = ""
    place_order: str = ""
    copies: int = 1


@transaction.atomic
def request_print(
    document: Document,
    wanted: Iterable[Wanted],
    *,
    origin: Any,
    by: Actor,
    on: dt.date | None = None,
) -> int:
    """送打印间: lay documents about one record into the printing room; one that already waits is not laid twice.
    How many were laid. The entry of the audit stands with the first of them.
    """
    waiting = PrintJob.objects.of(by.community_id).filter(
        kind=document.code, origin_id=origin.pk, printed_at__isnull=True
    )
    there = set(waiting.values_list("place_order", flat=True))
    jobs = [
        _job(document, one, origin, by, on or clock.today()) for one in wanted if one.place_order not in there
    ]
    if jobs:
        PrintJob.objects.bulk_create(jobs, ignore_conflicts=True)  # somebody else may press at this moment
        audit.record(
            jobs[0], "papers.request_print", by=by, note=f"{document.code} {origin}: {len(jobs)}"[:200]
        )
    return len(jobs)


def _job(document: Document, one: Wanted, origin: Any, by: Actor, on: dt.date) -> PrintJob:
    return PrintJob(
        community_id=origin.community_id,
        kind=document.code,
        title=one.meta.title[:80],
        copies=one.copies,
        paper=one.meta.paper,
        large=one.meta.large,
        wanted_on=on,
        place=one.place,
        place_order=one.place_order,
        values=json.dumps({"values": one.values, "meta": asdict(one.meta)}, ensure_ascii=True),
        origin_kind=audit.kind_of(origin),
        origin_id=origin.pk,
        asked_by=by.name,
    )


def bound(jobs: Sequence[PrintJob], *, by: Actor) -> bytes:
    """The jobs as one PDF, as one walks through the houses, each with its copies. Writes nothing."""
    return bind([_paper(job, by) for job in by_walk(list(jobs))])


def _paper(job: PrintJob, by: Actor) -> Paper:
    told = json.loads(job.values)
    meta = replace(Meta(**told["meta"]), paper=job.paper, large=job.large, printed_by=by.name)
    return Paper(REGISTER[job.kind].template, told["values"], meta, job.copies)


class PrintedAlready(Stale):
    """Somebody else has printed some of them since the page was opened."""

    message = _("%(name)s printed some of these a moment ago. Please look at the list once more.")


@transaction.atomic
def print_jobs(
    jobs: Sequence[PrintJob], copies: Mapping[UUID, int], *, by: Actor, again: bool = False
) -> int:
    """打印: the chosen jobs are printed, with so many copies each; `again` where they were printed before. How many
    sheets of them that makes.
    """
    if not again and (printed := next((job for job in jobs if job.printed_at), None)):
        raise PrintedAlready(name=printed.printed_by_name)
    total = sum(copies[job.pk] for job in jobs)
    if total > MOST_IN_ONE:
        raise DomainError(_("At most %(most)d copies at once; print in two rounds."), most=MOST_IN_ONE)
    for job in jobs:
        job.copies = copies[job.pk]
        job.printed_at, job.printed_by_name = clock.now(), by.name
    PrintJob.objects.bulk_update(jobs, ["copies", "printed_at", "printed_by_name"])
    audit.record(jobs[0], "papers.print_jobs", by=by, note=f"{len(jobs)} / {total}")
    return total


@transaction.atomic
def drop_print(job: PrintJob, *, by: Actor) -> None:
    """撤下: take one out of the printing room."""
    audit.record(job, "papers.drop_print", by=by, note=job.title)
    job.delete()


@transaction.atomic
def prepare_sheet(
    community: Any,
    *,
    title: str,
    happens_at: dt.datetime,
    place: str,
    rows: int,
    telephone: bool,
    by: Actor,
    sheet_id: UUID | None = None,
) -> SignInSheet:
    """开签到表: an empty sheet with a code of its own."""
    sheet = SignInSheet(
        id=sheet_id or keys.uuid7(),
        community=community,
        code=keys.new_code(),
        title=title,
        happens_at=happens_at,
        place=place,
        rows=rows,
        telephone=telephone,
    )
    sheet.full_clean()
    sheet.save(force_insert=True)
    audit.record(sheet, "papers.prepare_sheet", by=by)
    return sheet


@transaction.atomic
def return_sheet(sheet: SignInSheet, *, signatures: int, by: Actor, on: dt.date | None = None) -> None:
    """签到表交回: the paper came back; so many signatures stand on it."""
    before = "" if sheet.signatures is None else str(sheet.signatures)
    sheet.signatures, sheet.returned_on = signatures, on or clock.today()
    sheet.save(update_fields=["signatures", "returned_on"])
    audit.record(sheet, "papers.return_sheet", by=by, before=before, after=str(signatures))
