"""导入: each file that was taken in, each record that came of it, and how the columns were understood."""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.papers.imports.importing import Judged
from linli.papers.imports.report import judged_from
from linli.papers.imports.sheets import Sheet
from linli.papers.imports.workflow import BADGES, IMPORT_WORKFLOW, ImportStatus


class ImportRun(CommunityModel, WorkflowModel):
    """导入批次: one file. What it held is kept sealed and without forbidden columns (M-1), at most seven days."""

    kind = models.CharField(_("kind"), max_length=20)
    file_name = models.CharField(_("file"), max_length=120)
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus.choices, editable=False)
    sheet = EncryptedTextField(_("what the file held"), blank=True)
    report = EncryptedTextField(_("what was said about its rows"), blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    read = models.PositiveIntegerField(_("read"), default=0)
    inserted = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    repeated = models.PositiveIntegerField(_("repeated"), default=0)
    rejected = models.PositiveIntegerField(_("refused"), default=0)
    uploaded_by = models.CharField(_("read in by"), max_length=80)
    uploaded_at = models.DateTimeField(_("read in at"))
    applied_at = models.DateTimeField(_("written at"), null=True, editable=False)

    workflow = IMPORT_WORKFLOW
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["community", "-uploaded_at", "-id"], name="import_list")]
        constraints = [
            models.CheckConstraint(
                name="import_status_is_known", condition=models.Q(status__in=ImportStatus.values)
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*BADGES[ImportStatus(self.status)], self.get_status_display())

    @property
    def table(self) -> Sheet | None:
        """The stripped table; None once it is erased."""
        return Sheet.load(self.sheet) if self.sheet else None

    @property
    def verdicts(self) -> list[Judged]:
        """What was said about each row; empty once it is erased."""
        return judged_from(json.loads(self.report)) if self.report else []


class ImportedRow(CommunityModel):
    """导入明细: one record that an import made or changed, so that the import can be undone."""

    run = ScopedForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="records", verbose_name=_("import")
    )
    row = models.PositiveIntegerField(_("row in the file"))
    subject_kind = models.CharField(max_length=50)
    subject_id = models.UUIDField()
    # The former values of what was changed, as JSON; nothing for a new record.
    before = EncryptedTextField(_("former values"), blank=True)
    # The record as it was left, as a keyed digest: an undo stops where somebody has worked on it since.
    after = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        indexes = [models.Index(fields=["community", "run", "id"], name="imported_record")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.row}"


class ImportMapping(CommunityModel):
    """列对应: how a header was understood the last time, so that the next file of the same kind asks nothing."""

    kind = models.CharField(_("kind"), max_length=20)
    titles_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        constraints = [
            models.UniqueConstraint(name="column_mapping_once", fields=["community", "kind", "titles_digest"])
        ]

    def __str__(self) -> str:
        return self.kind
