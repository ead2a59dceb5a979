"""文书: the records of what was taken in and what waits to be printed."""

from linli.papers.imports.models import ImportedRow, ImportMapping, ImportRun

__all__ = ["ImportMapping", "ImportRun", "ImportedRow"]
