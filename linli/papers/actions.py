"""Everything that changes an import: read in, understood, written, undone, discarded."""

import hashlib
import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.errors import DomainError, Stale
from linli.core.rights import Actor
from linli.core.workflow import move, start
from linli.papers.excel.forbidden import forbidden_cell, forbidden_title
from linli.papers.excel.headers import bare
from linli.papers.imports.importing import Importer, importers
from linli.papers.imports.models import ImportMapping, ImportRun
from linli.papers.imports.report import Report, judge
from linli.papers.imports.sheets import Sheet, read_sheet
from linli.papers.imports.undoing import RunBook, undo_records

FILE_NAME = 120


class Outdated(Stale):
    """The books have changed since the file was judged."""

    message = _("Something changed in the books since you looked. Please look at the new verdict once more.")


@transaction.atomic
def upload(
    community: Any,
    kind: str,
    data: bytes,
    name: str,
    *,
    by: Actor,
    sheet: str = "",
    run_id: UUID | None = None,
) -> ImportRun:
    """读入: the file is opened, stripped, and judged as it was understood the last time. Raises Unreadable."""
    importer = importers()[kind]
    table = read_sheet(data, name, importer.columns, sheet=sheet)
    run = ImportRun(
        id=run_id or keys.uuid7(),
        community=community,
        kind=kind,
        file_name="…" if forbidden_title(name) or forbidden_cell(name) else name[-FILE_NAME:],
        uploaded_by=by.name,
        uploaded_at=clock.now(),
    )
    run.sheet = table.dump()
    run.mapping, run.answers = understood(community, kind, table)
    _note(run, _judge(run, table, by)[1])
    start(run, by=by)
    return run


@transaction.atomic
def match_columns(
    run: ImportRun, *, mapping: dict[str, int], answers: dict[str, str], by: Actor, version: int
) -> None:
    """对上列: which column is which, and the answers to what the file cannot say; both are remembered."""
    table = _table(run)
    run.mapping, run.answers = mapping, answers
    _note(run, _judge(run, table, by)[1])
    run.save(update_fields=["mapping", "answers", "report", *COUNTS])
    ImportMapping.objects.update_or_create(
        community_id=run.community_id,
        kind=run.kind,
        titles_digest=_digest(table),
        defaults={"mapping": mapping, "answers": answers},
    )
    move(run, "match_columns", by=by, version=version)


@transaction.atomic
def apply(run: ImportRun, *, keep: Collection[int] = (), by: Actor, version: int) -> None:
    """写入: all rows in one go. They are judged again; if the books have changed meanwhile, nothing is written.
    Changed rows of `keep` stay as they are in the books.
    """
    _one_at_a_time(run)
    importer, report = _judge(run, _table(run), by)
    if not report.agrees_with(run.verdicts):
        raise Outdated
    report.keep(keep)
    _note(run, report)
    run.sheet = ""
    note = f"{run.kind}: {run.inserted} + {run.changed}"
    move(run, "apply", by=by, version=version, note=note, applied_at=clock.now())
    run.save(update_fields=["sheet", "report", *COUNTS])
    book = RunBook(run)
    try:
        importer.write(report.to_write, book)
    except IntegrityError as error:  # somebody wrote the same by hand in this very moment
        raise Outdated from error
    book.close()


def _one_at_a_time(run: ImportRun) -> None:
    """Two imports of one community are written one after the other: the second is judged by what the first wrote."""
    model: Any = apps.get_model(settings.COMMUNITY_MODEL)
    model.objects.select_for_update(no_key=True).get(pk=run.community_id)


@transaction.atomic
def undo(run: ImportRun, *, by: Actor, version: int) -> None:
    """撤回: the whole import, or nothing of it."""
    move(run, "undo", by=by, version=version, note=str(undo_records(run)))
    run.records.all().delete()


def discard(run: ImportRun, *, by: Actor, version: int) -> None:
    """不写了: what the file held is forgotten at once."""
    move(run, "discard", by=by, version=version, sheet=b"", report=b"")


COUNTS = ("read", "inserted", "changed", "unchanged", "repeated", "rejected")
_GONE = _("What the file held was erased; please read it in again.")


def _table(run: ImportRun) -> Sheet:
    """The table of a run that still waits."""
    run.workflow.target("apply", run.status)
    table = run.table
    if table is None:
        raise DomainError(_GONE)
    return table


def _judge(run: ImportRun, table: Sheet, by: Actor) -> tuple[Importer, Report]:
    importer = importers()[run.kind](run.community, by, run.answers)
    return importer, judge(importer, table, run.mapping)


def _note(run: ImportRun, report: Report) -> None:
    run.report = json.dumps(report.as_json(), ensure_ascii=False)
    for name, count in report.counts.items():
        setattr(run, name, count)


def understood(community: Any, kind: str, table: Sheet) -> tuple[dict[str, int], dict[str, str]]:
    """The columns and answers of a table: as the same head was understood the last time, else by its titles."""
    rows = ImportMapping.objects.of(community).filter(kind=kind, titles_digest=_digest(table))
    known = rows.first()
    return (known.mapping, known.answers) if known else (table.match(importers()[kind].columns), {})


def _digest(table: Sheet) -> str:
    return hashlib.sha256("\n".join(bare(title) for title in table.titles).encode()).hexdigest()
