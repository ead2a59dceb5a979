"""`linli demo`: the demo communities, their people and the matters of the last weeks."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import override

from linli.demo.living import live
from linli.demo.people import settle, staff, told


class Command(BaseCommand):
    help = "Load the demo. What is there already is left alone; new accounts go to var/demo-accounts.txt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each community in one transaction, so that an interruption leaves whole communities."""
        made = []
        with override("zh-hans"):
            for line in told("communities"):
                with transaction.atomic():
                    community = settle(line)
                    made += staff(community)
                    played = live(community)
                self.stdout.write(f"{community.name}: {played} matters")
        if made:
            keep(
                settings.VAR / "demo-accounts.txt",
                [f"{user.login}\t{pw}\t{user.name}\t{post}" for user, pw, post in made],
            )


def keep(path: Path, lines: list[str]) -> None:
    """Write the accounts where only the owner reads them (mode 0600)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    path.chmod(0o600)
