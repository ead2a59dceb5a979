"""The life of an import: read in, written, perhaps undone."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class ImportStatus(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", pgettext_lazy("import status", "To be looked at")
    APPLIED = "applied", pgettext_lazy("import status", "Written")
    UNDONE = "undone", pgettext_lazy("import status", "Undone")
    DISCARDED = "discarded", pgettext_lazy("import status", "Not written")


IMPORT_WORKFLOW = Workflow(
    ImportStatus,
    first="upload",
    moves={
        "upload": Move(pgettext_lazy("import verb", "Read in"), [], ImportStatus.UPLOADED),
        "match_columns": Move(
            pgettext_lazy("import verb", "Match the columns"), [ImportStatus.UPLOADED], ImportStatus.UPLOADED
        ),
        "apply": Move(pgettext_lazy("import verb", "Write"), [ImportStatus.UPLOADED], ImportStatus.APPLIED),
        "undo": Move(pgettext_lazy("import verb", "Undo"), [ImportStatus.APPLIED], ImportStatus.UNDONE),
        "discard": Move(
            pgettext_lazy("import verb", "Do not write"), [ImportStatus.UPLOADED], ImportStatus.DISCARDED
        ),
    },
)
# Tone and icon of each status.
BADGES = {
    ImportStatus.UPLOADED: ("warn", "clock"),
    ImportStatus.APPLIED: ("ok", "check-circle"),
    ImportStatus.UNDONE: ("mute", "undo"),
    ImportStatus.DISCARDED: ("mute", "cross"),
}
