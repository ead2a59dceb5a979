"""The models of core, so that Django finds them in one place."""

from linli.core.acts import Act
from linli.core.audit import AuditEntry
from linli.core.counters import Counter
from linli.core.files.models import Attachment, File
from linli.core.sealing import Leaf, Seal
from linli.core.search.models import SearchEntry
from linli.core.tasks_models import CronRun, TaskWorker

__all__ = [
    "Act",
    "Attachment",
    "AuditEntry",
    "Counter",
    "CronRun",
    "File",
    "Leaf",
    "Seal",
    "SearchEntry",
    "TaskWorker",
]
