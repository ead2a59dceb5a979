"""What the tests of invitations share: inviting through the page, and coming in by what it showed."""

import re
import uuid
from typing import Any

from django.test import Client

from linli.core import clock

DESK = "/desk/nanmen/staff/"
GOOD = "Fenghuang-71"


def typed(**more: Any) -> dict[str, Any]:
    """What a secretary types to invite a clerk from today."""
    form = {"name": "王小川", "login": "wang@nanmen", "role": "clerk", "place": "", "since": clock.today()}
    return {"act_id": str(uuid.uuid4()), **form, **more}


def token_on(page: Any) -> str:
    """The token of the link on the page that shows it once."""
    found = re.search(r"/accounts/invited/([2-9A-Z]{24})", page.content.decode())
    assert found, page.content.decode()
    return found[1]


def invite(client: Client, **more: Any) -> str:
    """Invite through the page; the token of the link."""
    answer = client.post(f"{DESK}invite", typed(**more))
    assert answer.status_code == 200
    return token_on(answer)


def come(client: Client, token: str, password: str = GOOD, **more: Any) -> Any:
    """Open the link's page with a password."""
    form = {"act_id": str(uuid.uuid4()), "password": password, "again": password, **more}
    return client.post(f"/accounts/invited/{token}", form)


def press(client: Client, posting: Any, verb: str, **more: Any) -> Any:
    """One verb on a posting, as the desk presses it."""
    return client.post(f"{DESK}{posting.pk}/{verb}", {"act_id": str(uuid.uuid4()), **more})
