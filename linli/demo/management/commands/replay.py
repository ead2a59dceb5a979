"""`linli replay [--check FILE [--id Fnn ...]] [--json]`: play the demo's history and today, and check its figures.

Exit 0: played, and every figure asked for passes; 1: one does not; 2: bad input, with its place.
"""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.demo.replay import Expectations, compare, expectations, replay


class Command(BaseCommand):
    """Play everything once; a second time finds it done."""

    help = "重演五个社区的历史，并核对数字：linli replay --check FILE --id F82 --json"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file of expectations, and which of them."""
        mind_usage(parser, self.stdout)
        parser.add_argument("--check", metavar="FILE", help="YAML with communities and figures")
        parser.add_argument("--id", action="extend", nargs="+", default=[], help="F82")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play, then check; the words of progress go to standard error beside a document."""
        out = self.stderr if options["json"] else self.stdout
        out.style_func = None
        began = time.monotonic()
        with override("zh-hans"):
            try:
                expected = _expected(options)
                played = replay(out.write)
                found = compare(expected)
            except BadInput as problem:
                refuse(problem, self.stdout)
        out.write(f"{played.done} acts done, {played.repeated} found done, {time.monotonic() - began:.1f} s")
        found["acts"] = {"done": played.done, "repeated": played.repeated}
        if options["json"]:
            self.stdout.write(document(found))
        else:
            self._table(found)
        asked_but_absent = bool(options["id"]) and bool(found["absent"])
        if found["failed"] or asked_but_absent:
            sys.exit(1)

    def _table(self, found: dict[str, Any]) -> None:
        for line in found["figures"]:
            mark = "✓" if line["pass"] else "✗"
            self.stdout.write(f"{mark} {line['id']} {line['text']} {line['unit']} {line['name']}")
            if not line["pass"]:
                self.stdout.write(f"    应为 {line['expected']}：{line['formula']}")
        if found["absent"]:
            self.stdout.write(f"还没有：{' '.join(found['absent'])}")


def _expected(options: dict[str, Any]) -> Expectations:
    """What the file expects, read before anything is played; nothing without a file."""
    if options["check"]:
        return expectations(options["check"], options["id"])
    if options["id"]:
        raise BadInput("missing", "--id 要和 --check 一起用", "--check")
    return Expectations({}, [])
