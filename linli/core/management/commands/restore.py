"""`linli restore FILE [--json]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from linli.core.backup import restore
from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.core.search.index import fill


class Command(BaseCommand):
    """Exit 0: done; 2: it cannot be done, with the reason."""

    help = "恢复: a backup into an empty, migrated database of the same version and the same keys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        mind_usage(parser, self.stdout)
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Do it, and say how much it was."""
        try:
            told = restore(file)
        except BadInput as problem:
            refuse(problem, self.stdout)
        fill()
        words = f"{told['rows']} rows of {told['models']} models, {told['files']} files"
        self.stdout.write(document(told) if options["json"] else words)
