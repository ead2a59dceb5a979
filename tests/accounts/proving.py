"""What the tests of second factors share: logging in by the door, adding an app or a passkey through the pages."""

import html
import json
import re
import uuid
from typing import Any

import pyotp
from django.test import Client

from linli.accounts.models import Factor, User
from linli.core import clock
from tests.accounts.software_key import SoftwareKey

SECRET = "correct horse 9"
PAGE = "/accounts/security"


def with_password(user: User) -> User:
    """The user with a password of the tests."""
    user.set_password(SECRET)
    user.save()
    return user


def knock(user: User, client: Client | None = None, **more: Any) -> tuple[Client, Any]:
    """Name and password at the door."""
    client = client or Client()
    return client, client.post("/accounts/login", {"login": user.login, "password": SECRET, **more})


def act(**more: Any) -> dict[str, Any]:
    """A form that writes."""
    return {"act_id": str(uuid.uuid4()), **more}


def digits(secret: str, shift: int = 0) -> str:
    """What an app shows now, or some steps later."""
    return pyotp.TOTP(secret).at(clock.now(), counter_offset=shift)


def add_app(client: Client, name: str = "我的手机", shift: int = 0) -> str:
    """An app, through the page; its secret."""
    secret = client.get(f"{PAGE}/app").context["secret"]
    answer = client.post(f"{PAGE}/app", act(code=digits(secret, shift), name=name))
    assert answer.status_code == 302, answer.content.decode()
    return secret


def options_on(page: Any) -> dict[str, Any]:
    """The options for the browser that a page carries."""
    found = re.search(r'data-options="([^"]*)"', page.content.decode())
    assert found, page.content.decode()
    return json.loads(html.unescape(found[1]))


def add_passkey(client: Client, key: SoftwareKey | None = None, name: str = "安全钥匙") -> SoftwareKey:
    """A passkey, through the page."""
    key = key or SoftwareKey()
    sent = key.create(options_on(client.get(f"{PAGE}/passkey")))
    answer = client.post(f"{PAGE}/passkey", act(passkey=sent, name=name))
    assert answer.status_code == 302, answer.content.decode()
    return key


def is_in(client: Client) -> bool:
    """Whether somebody is logged in."""
    return client.get("/desk/nanmen/").status_code == 200


def only_factor(user: User) -> Factor:
    """The one factor of a user."""
    return user.factors.get()
