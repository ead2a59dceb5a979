"""What a command hands over of an invitation: the link, once on standard output and once in a file of mode 0600."""

import os
from typing import Any

from django.conf import settings

from linli.accounts.invitations import address, handle_of, show_token
from linli.accounts.models import Invitation
from linli.core import clock
from linli.places.models import Community


def hand_over(token: str, community: Community) -> dict[str, Any]:
    """Link, code, until when they are good, and the file `var/invitation-<slug>.txt` that holds them."""
    expires_at = Invitation.objects.get(handle=handle_of(token)).expires_at.astimezone(clock.BEIJING)
    told = {"link": address(token), "code": show_token(token), "until": f"{expires_at:%Y-%m-%d %H:%M}"}
    path = settings.VAR / f"invitation-{community.slug}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # a file that stands there keeps its mode, whatever it is
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{name}: {value}\n" for name, value in told.items())
    return {**told, "file": str(path)}
