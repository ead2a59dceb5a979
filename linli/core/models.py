"""The models of core, so that Django finds them in one place."""

from linli.core.acts import Act
from linli.core.audit import AuditEntry
from linli.core.counters import Counter

__all__ = ["Act", "AuditEntry", "Counter"]
