"""`linli hot-issues FILE --json`: which matters the messages of a workbook are about.

The document: a list of matter (the subject that says it best), count, rows (their numbers in the workbook), those with
most messages first. Exit 2: bad input, with its place.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.orders.suggestions.matters import Text, matters
from linli.orders.workbook import read


class Command(BaseCommand):
    """Group the messages of a workbook."""

    help = "热点问题：linli hot-issues FILE --json"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        mind_usage(parser, self.stdout)
        parser.add_argument("file", help="an xlsx or xls file with subject and text")
        parser.add_argument(
            "--json", action="store_true", help="accepted for uniformity; output is always JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one document; leave with 2 on bad input."""
        with override("zh-hans"):
            try:
                lines = read(options["file"])
            except BadInput as problem:
                refuse(problem, self.stdout)
        found = matters([Text(line.subject, line.text) for line in lines])
        self.stdout.write(
            document(
                [
                    {
                        "matter": matter.subject,
                        "count": len(matter.members),
                        "rows": [lines[place].row for place in matter.members],
                    }
                    for matter in found
                ]
            )
        )
