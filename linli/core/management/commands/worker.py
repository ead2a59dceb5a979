"""`linli worker`: run background tasks and keep the timetable."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from linli.core import worker


class Command(BaseCommand):
    """Run background tasks until SIGTERM or Ctrl-C. One worker on SQLite, any number on PostgreSQL."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two rhythms, and a way to end."""
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds between looks at an empty queue"
        )
        parser.add_argument(
            "--beat", type=float, default=10.0, help="seconds between signs of life; six missed mean dead"
        )
        parser.add_argument("--batch", action="store_true", help="run what is waiting now, then end")

    def handle(self, *args: Any, interval: float, beat: float, batch: bool, **options: Any) -> None:
        """Start."""
        if batch:
            worker.drain()
        else:
            worker.serve(interval=interval, beat=beat)
