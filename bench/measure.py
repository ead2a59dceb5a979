"""One run: one database, one size, in a process and an installation of its own. JSON to standard output."""

import argparse
import json
import sys
import time
from contextlib import contextmanager
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django must be ready first)
from django.core.management import call_command  # noqa: E402

from bench import generate, pages, serving, truth  # noqa: E402
from linli.orders.models import Order  # noqa: E402


@contextmanager
def step(name: str, seconds: dict[str, float]) -> Any:
    """Say what is being done, and how long it took."""
    print(f"    {name} ...", end="", file=sys.stderr, flush=True)
    began = time.perf_counter()
    yield
    seconds[name] = round(time.perf_counter() - began, 1)
    print(f" {seconds[name]} s", file=sys.stderr, flush=True)


def run(size: int, *, times: int = 1) -> dict[str, Any]:
    """Make the orders, do the works, look whether all is well. `times` divides how often each work is done."""
    seconds: dict[str, float] = {}
    settings.ALLOWED_HOSTS = ["*"]
    with step("generate", seconds):
        places = generate.settle()
        entries = generate.populate(places, size)
    with step("pages", seconds):
        works = pages.measure(places[0], creates=100 // times, loops=50 // times, reads=60 // times)
    with step("server", seconds):
        server = serving.measure(places, creates=800 // times, lists=240 // times)
    with step("truth", seconds):
        since = Order.objects.count() - size
        found = truth.judge(places, size + _written(works, server))
    return {
        "orders": size, "orders_written_meanwhile": since, "audit_entries": entries, "seconds": seconds,
        "works": works, "server": server, "truth": found,
    }  # fmt: skip


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
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0)
    print(json.dumps(run(wanted.size, times=wanted.times)))


if __name__ == "__main__":
    main()
