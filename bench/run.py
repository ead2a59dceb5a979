"""`python3 dev.py bench`: measure the product against its budgets. What is measured, and how, stands in README.md."""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import planner  # noqa: E402
from bench.rows import rows_of, rows_of_planner  # noqa: E402
from tools import cluster  # noqa: E402

SIZES, DATABASES = (10_000, 100_000), ("sqlite", "postgresql")


def say(words: str) -> None:
    """Progress goes to standard error, so that standard output is one document."""
    print(words, file=sys.stderr, flush=True)


@contextlib.contextmanager
def installation(database: str) -> Iterator[dict[str, str]]:
    """An empty installation in a folder of its own, and for PostgreSQL a server that keeps what it says it has kept."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="linli-bench-"))
        env = {**os.environ, "LINLI_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        env.pop("DATABASE_URL", None)
        if database == "postgresql":
            env["DATABASE_URL"] = stack.enter_context(cluster.postgres(cluster.DURABLE))
        yield env


def measured(database: str, size: int, times: int, module: str = "bench.measure") -> dict[str, Any]:
    """One run in processes of its own."""
    say(f"  {database}, {size} orders")
    found: dict[str, Any] = {"database": database, "size": size, "broken": {}}
    with installation(database) as env:
        out = Path(env["LINLI_VAR"]) / "found.json"
        words = [sys.executable, "-m", module, "--size", str(size), "--times", str(times)]
        # What it prints is for people; standard output is one document.
        done = subprocess.run([*words, "--out", str(out)], cwd=ROOT, env=env, stdout=sys.stderr, check=False)
        if out.exists():
            found |= json.loads(out.read_text())
    if done.returncode:
        found["broken"]["run"] = f"ended with {done.returncode}"
    return found


def report(databases: list[str], sizes: list[int], times: int) -> dict[str, Any]:
    """All runs, and the rows of the budgets that they answer."""
    from bench.processes import machine

    began, where = time.perf_counter(), machine()
    runs = [measured(database, size, times) for database in databases for size in sizes]
    plan = planner.measured()
    rows = rows_of({(run["database"], run["size"]): run for run in runs}) + rows_of_planner(plan)
    seconds = round(time.perf_counter() - began)
    return {"machine": where, "seconds": seconds, "rows": rows, "runs": runs, "planner": plan}


def well(run: dict[str, Any]) -> bool:
    """Whether a run came to its end, and nothing is untrue afterwards."""
    return not run["broken"] and run["truth"]["holds"]


def told(found: dict[str, Any]) -> str:
    """The rows for people."""
    lines = [f"{found['seconds']} s on {found['machine']['cpus']} x {found['machine']['model']}"]
    for row in found["rows"]:
        mark = "reached" if row["reached"] else "MISSED "
        words = f"row {row['row']:>2}  {mark}  {row['measured']:>9} {row['unit']} ({row['reach_is']} {row['reach']})"
        lines.append(f"{words:<58} {row['database']} {row['size']}: {row['what']}")
    for run in found["runs"]:
        word = "holds" if well(run) else f"DOES NOT HOLD {run['broken'] or run.get('truth')}"
        lines.append(f"truth of {run['database']} {run['size']}: {word}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Measure and tell. 1 where a run broke off or left something untrue; slowness is told, never punished."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="measure against the budgets")
    parser.add_argument("--size", type=int, action="append", help="orders; may be said twice (10000, 100000)")
    parser.add_argument("--database", choices=DATABASES, action="append", help="both, unless one is named")
    parser.add_argument(
        "--times", type=int, default=1, help="do each work only so often as a part: 10 is a tenth"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document and nothing else")
    parser.add_argument(
        "--search", type=int, metavar="ORDERS", help="nothing but search and similar matters, among so many"
    )
    wanted = parser.parse_args(arguments)
    databases = wanted.database or [name for name in DATABASES if name == "sqlite" or cluster.programs()]
    if wanted.search:
        runs = [measured(name, wanted.search, 1, module="bench.searching") for name in databases]
        print(json.dumps(runs, indent=1))
        return 1 if any(run["broken"] for run in runs) else 0
    found = report(databases, wanted.size or list(SIZES), wanted.times)
    print(json.dumps(found, indent=1) if wanted.json else told(found))
    return 0 if all(well(run) for run in found["runs"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
