"""`linli audit verify [--json]`, `linli audit seal`: whether anybody changed the audit by hand."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from linli.core import sealing
from linli.core.documents import document, mind_usage
from linli.core.sealing import Seal

NAMED = ("edited", "removed", "inserted", "mismatched")


class Command(BaseCommand):
    """Exit 0: nothing was found; 1: something is named."""

    help = "审计: name audit entries edited, removed or inserted by hand, and records that differ from their last entry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        mind_usage(parser, self.stdout)
        parser.add_argument("what", choices=["verify", "seal"], help="look, or seal what happened now")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Look and say, or seal at once what the worker would seal within a minute."""
        if what == "seal":
            sealed = sealing.seal_everything()
            self.stdout.write(document({"sealed": sealed}) if options["json"] else f"sealed {sealed}")
            return
        found = sealing.verify()
        if options["json"]:
            self.stdout.write(document(found))
        else:
            self._tell(found)
        if any(found[name] for name in NAMED):
            sys.exit(1)

    def _tell(self, found: dict[str, Any]) -> None:
        last = Seal.objects.order_by("-number").first()
        self.stdout.write(f"checked {found['checked']}, not yet sealed {found['unsealed']}")
        self.stdout.write(f"newest seal {last.number} {last.digest}" if last else "no seal yet")
        for name in NAMED:
            for one in found[name]:
                self.stdout.write(f"{name}: " + ", ".join(f"{key} {value}" for key, value in one.items()))
