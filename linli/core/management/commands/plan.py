"""`linli plan assign FILE [--seconds n] --json`: the optimum of a planning problem, as one JSON document.

Exit 0: solved; 2: bad input, with its place.
"""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from linli.core.documents import BadInput, document, mind_usage, refuse

MOST = 200_000_000


class Command(BaseCommand):
    """Solve one problem."""

    help = "规划：linli plan assign FILE --json（OR-Library 指派问题：n，再逐行 n×n 费用）"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is planned, and from which file."""
        mind_usage(parser, self.stdout)
        parser.add_argument("problem", choices=["assign"])
        parser.add_argument("file", help="- for standard input")
        parser.add_argument(
            "--seconds",
            type=float,
            help="how long it may take; an assignment is exact and takes what it takes",
        )
        parser.add_argument(
            "--json", action="store_true", help="accepted for uniformity; output is always JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one document; leave with 2 on bad input."""
        try:
            self.stdout.write(document(_solved(options["file"])))
        except BadInput as problem:
            refuse(problem, self.stdout)


def _solved(file: str) -> dict[str, Any]:
    from linli.planning.assignment import Impossible, assign, read_orlib  # not for the other commands

    try:
        costs = read_orlib(_read(file))
    except Impossible as wrong:
        raise BadInput("bad_input", wrong.message, wrong.where) from wrong
    begun = time.perf_counter()
    found = assign(costs)
    return {
        "cost": found.cost,
        "optimal": True,
        "seconds": round(time.perf_counter() - begun, 4),
        "solution": list(found.columns),
    }


def _read(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.read(MOST)
        path = Path(file)
        if path.stat().st_size > MOST:
            raise BadInput("too_large", f"the file is larger than {MOST} bytes", file)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadInput("unreadable", wrong, file) from wrong
