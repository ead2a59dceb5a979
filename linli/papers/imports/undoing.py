"""Undo: every record that an import made goes, every one it changed is as before. All of it or nothing."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from linli.core.audit import kind_of
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.tenancy import CommunityModel
from linli.core.values import plain_value
from linli.papers.imports.importing import Book
from linli.papers.imports.models import ImportedRow, ImportRun

BATCH = 500
NAMED = 5


class RunBook(Book):
    """Notes each record while it is written; `close` stores the notes."""

    run: ImportRun

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.notes: list[ImportedRow] = []
        self.records: list[models.Model] = []

    def inserted(self, row: int, record: models.Model) -> None:
        self._note(row, record, "")

    def changed(self, row: int, record: models.Model, before: dict[str, Any]) -> None:
        self._note(row, record, json.dumps({name: plain_value(value) for name, value in before.items()}))

    def close(self) -> None:
        """Store what was noted, each record as it was left in the end."""
        for note, record in zip(self.notes, self.records, strict=True):
            note.after = state_of(record)
        ImportedRow.objects.bulk_create(self.notes, batch_size=BATCH)

    def _note(self, row: int, record: models.Model, before: str) -> None:
        self.records.append(record)
        self.notes.append(
            ImportedRow(
                community_id=self.run.community_id,
                run=self.run,
                row=row,
                subject_kind=kind_of(record),
                subject_id=record.pk,
                before=before,
            )
        )


def undo_records(run: ImportRun) -> int:
    """Take back what the import wrote, the last record first; the count. Raises DomainError, and then nothing is
    changed, where somebody has worked on a record since, or something else now depends on it.
    """
    notes = list(run.records.order_by("-id"))
    _refuse_if_touched(run, notes)
    try:
        with transaction.atomic():
            for kind, some in groupby(notes, key=lambda note: note.subject_kind):
                _take_back(run.community_id, kind, list(some))
    except (ProtectedError, IntegrityError) as error:
        raise DomainError(
            _("Other records depend on what this import brought; it can no longer be undone as a whole.")
        ) from error
    return len(notes)


def _refuse_if_touched(run: ImportRun, notes: Sequence[ImportedRow]) -> None:
    latest: dict[UUID, ImportedRow] = {}
    for note in notes:
        latest.setdefault(note.subject_id, note)
    touched = []
    for kind, some in groupby(
        sorted(latest.values(), key=lambda note: note.subject_kind), key=lambda note: note.subject_kind
    ):
        found = _records(run.community_id, kind, some)
        touched += [note.row for note, record in found if record is None or state_of(record) != note.after]
    if touched:
        rows = "、".join(str(row) for row in sorted(set(touched))[:NAMED])
        raise DomainError(
            _("%(count)d records were worked on since (rows %(rows)s …); the import can no longer be undone as a whole."),
            count=len(set(touched)), rows=rows,
        )  # fmt: skip


def _records(community_id: UUID, kind: str, notes: Any) -> Iterator[tuple[ImportedRow, models.Model | None]]:
    wanted, model = list(notes), _model(kind)
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        rows = model.objects.of(community_id).filter(pk__in=[note.subject_id for note in some])
        held = {row.pk: row for row in rows}
        yield from ((note, held.get(note.subject_id)) for note in some)


def _take_back(community_id: UUID, kind: str, notes: Sequence[ImportedRow]) -> None:
    """What was made goes first: a former residence is in force again only when the new one is gone."""
    made = [note.subject_id for note in notes if not note.before]
    for start in range(0, len(made), BATCH):
        _model(kind).objects.of(community_id).filter(pk__in=made[start : start + BATCH]).delete()
    for note, record in _records(community_id, kind, [note for note in notes if note.before]):
        if record is not None:
            _restore(record, json.loads(note.before))


def _restore(record: models.Model, before: dict[str, Any]) -> None:
    fields = {field.name: field for field in record._meta.concrete_fields}
    for name, value in before.items():
        setattr(record, fields[name].attname, fields[name].to_python(value))
    record.save(update_fields=list(before))


def _model(kind: str) -> type[CommunityModel]:
    return apps.get_model(kind)
