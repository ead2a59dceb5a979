"""`linli keys rotate|reseal [--json]`: change the key that seals personal data."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from linli.core import crypto, rotation
from linli.core.documents import BadInput, document, mind_usage, refuse


class Command(BaseCommand):
    """Exit 0: everything is sealed with the newest key; 2: the keys are not ours to change."""

    help = "换密钥: rotate makes a new key and seals everything again; reseal goes on after an interruption."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        mind_usage(parser, self.stdout)
        parser.add_argument("what", choices=["rotate", "reseal"])
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Do it, and say how many values were sealed again."""
        try:
            if what == "rotate":
                rotation.add_key()
            told = rotation.reseal()
        except BadInput as problem:
            refuse(problem, self.stdout)
        if options["json"]:
            self.stdout.write(document({"key": crypto.newest(), "resealed": told}))
            return
        self.stdout.write(f"key {crypto.newest()}")
        for name, count in told.items():
            self.stdout.write(f"{name}: {count}")
