"""个人信息 that passes through: what files held that were taken in, and what stands on sheets."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.personal import (
    STANDING,
    Basis,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    hold,
    impersonal,
)
from linli.papers.imports.models import ImportedRow, ImportRun
from linli.papers.printing.models import PrintJob, SignInSheet
from linli.papers.purging import erase_printed, forget_imports

UNDOABLE = Kept(_("as long as the import can be undone"))

declare(
    ImportRun, "sheet", "report",
    purpose=_("to look at a file before it is written into the books"),
    basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT,
    kept=Kept(_("after the file was read in"), "papers.imports.days", forget_imports),
)  # fmt: skip
declare(
    ImportRun, "file_name",
    purpose=_("to tell one import from another"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=UNDOABLE,
)  # fmt: skip
declare(
    ImportRun, "uploaded_by",
    purpose=_("who took the file in"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=UNDOABLE,
)  # fmt: skip
declare(
    ImportedRow, "before",
    purpose=_("to undo an import"),
    basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=UNDOABLE,
)  # fmt: skip
declare(
    PrintJob, "values", "place",
    what=_("what is printed"),
    purpose=_("to print a sheet, and to print it again when the printer fails"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER,
    kept=Kept(_("after the sheet was printed"), "papers.printed.days", erase_printed),
)  # fmt: skip
declare(
    PrintJob, "asked_by", "printed_by_name",
    purpose=_("whom to ask about a sheet"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
impersonal(PrintJob, "title", why="names the kind of document and its number")
impersonal(SignInSheet, "telephone", why="says whether the empty sheet has a column for it")
impersonal(SignInSheet, "title", why="names the meeting; the signatures stand on the paper alone")


def _forget(person: Any) -> None:
    """What an import changed of the person can no longer be undone; the rest of the import can."""
    ImportedRow.objects.of(person.community_id).filter(subject_id=person.pk).delete()


hold(OfPerson("papers", erase=_forget))
