"""`linli doctor`: count what the database should never hold."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.core.doctor import mismatches, strays


class Command(BaseCommand):
    help = (
        "Count rows that point into another community and statuses that differ from the audit; exit 1 if any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json` prints one document and nothing else."""
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, as_json: bool = False, **options: Any) -> None:
        """Look, say, and fail if something is wrong."""
        crossing, differing = [found for found in strays() if found["rows"]], mismatches()
        if as_json:
            self.stdout.write(json.dumps({"crossing": crossing, "mismatched": differing}, ensure_ascii=False))
        else:
            for found in crossing:
                self.stdout.write(f"{found['key']}: {found['rows']} rows point into another community")
            for found in differing:
                self.stdout.write(
                    f"{found['kind']} {found['pk']}: is {found['status']}, the audit says {found['said']}"
                )
            if not crossing and not differing:
                self.stdout.write("healthy")
        if crossing or differing:
            raise SystemExit(1)
