"""`linli demo`: the demo communities with their history, the matters of the last weeks, and accounts to log in with."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils.translation import override

from linli.accounts.models import Posting
from linli.demo.chronicle import community_id
from linli.demo.history.play import told
from linli.demo.replay import COMMUNITIES, replay, strangers


class Command(BaseCommand):
    """Play both scenarios and hand out passwords."""

    help = "Load the demo. What is there already is left alone; new accounts go to var/demo-accounts.txt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay, then a password for everybody of the demo who has none."""
        if strangers():
            self.stdout.write(
                "This installation has communities of its own; the demo keeps out of it. 已有自己的社区，不装演示。"
            )
            return
        with override("zh-hans"):
            replay(self.stdout.write)
            lines = accounts()
        if lines:
            keep(settings.VAR / "demo-accounts.txt", lines)


def accounts() -> list[str]:
    """Passwords for those who have none: login, password, name, post."""
    made = []
    for line in told(COMMUNITIES):
        key = community_id(line["slug"])
        here = Q(community=key) | Q(division__communities=key)
        postings = Posting.objects.filter(here).select_related("user")
        for posting in postings.order_by("valid_from", "id"):
            user = posting.user
            if user.has_usable_password():
                continue
            password = secrets.token_urlsafe(9)
            user.set_password(password)
            user.save(update_fields=["password"])
            made.append(f"{user.login}\t{password}\t{user.name}\t{line['name']} {posting.title}")
    return made


def keep(path: Path, lines: list[str]) -> None:
    """Write the accounts where only the owner reads them (mode 0600)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    path.chmod(0o600)
