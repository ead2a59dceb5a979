"""文书: the records of what was taken in and what waits to be printed."""

from linli.papers.imports.models import ImportedRow, ImportMapping, ImportRun
from linli.papers.printing.models import PrintJob, SignInSheet

__all__ = ["ImportMapping", "ImportRun", "ImportedRow", "PrintJob", "SignInSheet"]
