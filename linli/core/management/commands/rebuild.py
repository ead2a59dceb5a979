"""`linli rebuild [--json]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from linli.core.documents import document, mind_usage
from linli.core.search import index


class Command(BaseCommand):
    """Exit 0: done."""

    help = "重建: make anew what is worked out from the records: the search index."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Nothing but the form of the answer."""
        mind_usage(parser, self.stdout)
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say of how many records."""
        told = index.rebuild()
        words = "，".join(f"{name} {number}" for name, number in told.items())
        self.stdout.write(document(told) if options["json"] else words)
