"""What processes cost, read from /proc: CPU of the server and of PostgreSQL, and the memory of the workers."""

import os
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat behind the name, from the state on; [] where it has gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def children(pid: int) -> list[int]:
    """The processes whose parent is `pid`."""
    found = [int(folder.name) for folder in PROC.iterdir() if folder.name.isdecimal()]
    return [one for one in found if (fields := _stat(one)) and int(fields[1]) == pid]


def cpu_ms(pid: int) -> float:
    """CPU of a process, of its children, and of those that have ended, in ms."""
    fields = _stat(pid)
    own = sum(int(fields[n]) for n in (11, 12, 13, 14)) if fields else 0
    rest = sum(int(fields[n]) for child in children(pid) if (fields := _stat(child)) for n in (11, 12))
    return (own + rest) * 1000 / TICKS


def postmaster() -> int | None:
    """The first process of the PostgreSQL server; None with SQLite, which works inside the application."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = _stat(cursor.fetchone()[0])
    return int(fields[1]) if fields else None


def pss_mb(pid: int) -> float:
    """Proportional memory of a process and its children, in MB (10^6 bytes)."""
    total = 0
    for one in (pid, *children(pid)):
        lines = (PROC / str(one) / "smaps_rollup").read_text().splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6


def machine() -> dict[str, object]:
    """On what it was measured."""
    info = Path("/proc/cpuinfo").read_text()
    names = [line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")]
    return {"cpus": os.cpu_count(), "model": names[0] if names else "", "load_before": os.getloadavg()[0]}
