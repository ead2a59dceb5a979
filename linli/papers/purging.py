"""到期删除: what the nightly purge erases of papers; `core.personal` hands the days of the rulebook down."""

import datetime as dt
from typing import Any

from linli.core import clock
from linli.papers.imports.models import ImportRun
from linli.papers.printing.models import PrintJob


def erase_printed(community: Any, before: dt.datetime) -> int:
    """Erase what stood on sheets that were printed before a moment, and for which door; that one was printed stays known. What was
    wanted before that day and nobody has printed goes altogether. How many sheets.
    """
    jobs = PrintJob.objects.of(community)
    printed = jobs.filter(printed_at__lt=before).exclude(values=b"", place="")
    erased = printed.update(values=b"", place="")
    gone, _each = jobs.filter(
        printed_at__isnull=True, wanted_on__lt=before.astimezone(clock.BEIJING).date()
    ).delete()
    return erased + gone


def forget_imports(community: Any, before: dt.datetime) -> int:
    """Erase what files held that were read in before a moment (M-1); how many files."""
    old = ImportRun.objects.of(community).filter(uploaded_at__lt=before).exclude(sheet=b"", report=b"")
    return old.update(sheet=b"", report=b"")
