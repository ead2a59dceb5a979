"""One run: one database, one size, in a process and an installation of its own. JSON into the file `--out`, part by part."""

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django must be ready first)
from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError  # noqa: E402

from bench import generate, pages, serving, truth  # noqa: E402
from bench.samples import Refused  # noqa: E402
from linli.orders.models import Order  # noqa: E402


class Parts:
    """What has been found so far; written anew as each part ends, so that a part that breaks takes nothing with it."""

    def __init__(self, size: int, out: Path) -> None:
        """Nothing yet."""
        self.out = out
        self.found: dict[str, Any] = {"orders": size, "seconds": {}, "broken": {}}

    def do(self, name: str, part: Callable[[], Any]) -> Any:
        """Do a part, say how long it took, keep what it found. What went wrong is named; the next part goes on."""
        print(f"    {name} ...", end="", file=sys.stderr, flush=True)
        began = time.perf_counter()
        try:
            told = part()
            if told is not None:
                self.found[name] = told
        except (
            Refused,
            DatabaseError,
            OSError,
            HTTPException,
            ArithmeticError,
            LookupError,
            ValueError,
        ) as wrong:
            traceback.print_exc()
            self.found["broken"][name] = f"{type(wrong).__name__}: {wrong}"[:500]
        seconds = self.found["seconds"][name] = round(time.perf_counter() - began, 1)
        print(f" {seconds} s", file=sys.stderr, flush=True)
        self.out.write_text(json.dumps(self.found))


def run(size: int, out: Path, *, times: int = 1) -> None:
    """Make the orders, do the works, look whether all is well. `times` divides how often each work is done."""
    settings.ALLOWED_HOSTS = ["*"]
    parts, places = Parts(size, out), generate.settle()
    found = parts.found
    parts.do("audit_entries", lambda: generate.populate(places, size))
    if "audit_entries" not in found:
        return
    parts.do(
        "works", lambda: pages.measure(places[0], creates=100 // times, loops=50 // times, reads=60 // times)
    )
    parts.do("server", lambda: serving.measure(places, creates=800 // times, lists=240 // times))
    found["orders_written_meanwhile"] = Order.objects.count() - size
    # What a part wrote before it broke is not known; then the truth is that of all rows there are.
    whole = not found["broken"]
    expected = size + _written(found["works"], found["server"]) if whole else Order.objects.count()
    parts.do("truth", lambda: truth.judge(places, expected))


def _written(works: dict[str, Any], server: dict[str, Any]) -> int:
    """How many orders the works have written: what was measured, what warmed up, what was counted."""
    single = works["create"]["requests"] + pages.WARM_UP + 1
    loops = works["loop"]["operations"] + 2
    posted = server["create"]["requests"]
    warm = max(serving.AT_ONCE * 10, posted // 10) // serving.AT_ONCE * serving.AT_ONCE
    return single + loops + posted + warm


def main() -> None:
    """Called by run.py in an environment of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0)
    run(wanted.size, wanted.out, times=wanted.times)


if __name__ == "__main__":
    main()
