"""One work done many times: how long each took, how many questions it asked, what it cost."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from bench.processes import cpu_ms

# Row 8 of the budgets counts inside the view, without session, user, BEGIN and SAVEPOINT.
OUTSIDE = re.compile(
    r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)|django_session|FROM \"accounts_user\" WHERE \"accounts_user\".\"id\""
)


class Refused(Exception):
    """A request did not come back with the status it had to have."""


def percentile(values: list[float], share: float) -> float:
    """The smallest value that so large a share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 1000) // 1000) - 1)]


@contextmanager
def asked() -> Iterator[list[str]]:
    """The statements sent meanwhile, without those that row 8 leaves out."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not OUTSIDE.search(sql):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def check(answer: Any, status: int, what: str) -> Any:
    """The answer, if it has the status it had to have."""
    if answer.status_code != status:
        raise Refused(f"{what}: {answer.status_code} instead of {status}\n{answer.content[:400]!r}")
    return answer


class Sample:
    """The figures of one work in one process: time, CPU of the application and of PostgreSQL."""

    def __init__(self, postmaster: int | None) -> None:
        """Nothing measured yet."""
        self.postmaster = postmaster
        self.times: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.cpu = self.database = 0.0
        self.queries: list[int] = []

    @contextmanager
    def costs(self) -> Iterator[None]:
        """Take note of the CPU that is spent meanwhile."""
        began, there = time.process_time(), cpu_ms(self.postmaster) if self.postmaster else 0
        yield
        self.cpu += (time.process_time() - began) * 1000
        if self.postmaster:
            self.database += cpu_ms(self.postmaster) - there

    def take(self, request: Callable[[], Any], status: int, what: str) -> Any:
        """One request, timed and judged."""
        began = time.perf_counter()
        answer = request()
        self.times.append((time.perf_counter() - began) * 1000)
        self.statuses[answer.status_code] += 1
        return check(answer, status, what)

    def figures(self, operations: int) -> dict[str, Any]:
        """As the report has them. CPU is per operation; PostgreSQL's is read in steps of 10 ms, so of many it is right."""
        told: dict[str, Any] = {
            "operations": operations,
            "requests": sum(self.statuses.values()),
            "statuses": {str(status): number for status, number in self.statuses.items()},
            "p50_ms": round(percentile(self.times, 0.5), 2),
            "p95_ms": round(percentile(self.times, 0.95), 2),
            "app_cpu_ms": round(self.cpu / operations, 2),
            "database_cpu_ms": round(self.database / operations, 2),
            "cpu_ms": round((self.cpu + self.database) / operations, 2),
        }
        if self.queries:
            told["queries"] = max(self.queries)
        return told
