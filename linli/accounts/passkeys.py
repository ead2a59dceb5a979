"""通行密钥: passkeys (W3C WebAuthn Level 3). The library judges what a browser sends; here stands for whom and where."""

import hashlib
import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from linli.accounts.models import Factor, User

# What the library raises over bytes that are no passkey, or are one of another place.
UNREADABLE = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, RecursionError, struct.error,
    UnsupportedAlgorithm,
)  # fmt: skip
STATE = "passkey"


@dataclass(frozen=True)
class Shown:
    """A passkey that a browser has shown, and its count of signatures."""

    handle: str
    secret: str
    counter: int


def handle_of(credential_id: bytes) -> str:
    """What finds a passkey again: its id is up to 1023 bytes long."""
    return hashlib.sha256(credential_id).hexdigest()


def options_to_add(request: HttpRequest, user: User) -> str:
    """What the browser needs to make a passkey for `user`, as JSON; the challenge stays in the session."""
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.login, display_name=user.name),
        _keys(user.factors.filter(kind=Factor.Kind.PASSKEY)),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[STATE] = state
    return json.dumps(dict(options.public_key))


def added(request: HttpRequest, sent: str) -> Shown | None:
    """The passkey that the browser has made for the challenge of this session; None where it is none."""
    try:
        data = _server(request).register_complete(request.session.pop(STATE), json.loads(sent))
        key = data.credential_data
        return Shown(handle_of(key.credential_id), b64encode(key).decode(), data.counter) if key else None
    except UNREADABLE:
        return None


def options_to_show(request: HttpRequest, factors: Iterable[Factor] | None = None) -> str:
    """What the browser needs to show one of these passkeys; without any the browser offers those it knows, and the
    person proves to the device who they are.
    """
    options, state = _server(request).authenticate_begin(
        None if factors is None else _keys(factors),
        UserVerificationRequirement.REQUIRED if factors is None else UserVerificationRequirement.PREFERRED,
    )
    request.session[STATE] = state
    return json.dumps(dict(options.public_key))


def shown(request: HttpRequest, sent: str, user: User | None = None) -> Factor | None:
    """The passkey that the browser has shown for the challenge of this session, of `user` or of anybody; None where
    it is none, belongs to somebody else, or counts backwards (a copy: WebAuthn section 6.1.1).
    """
    state = request.session.pop(STATE, None)
    try:
        answer = json.loads(sent)
        held = _held(answer, user)
        if held is None:
            return None
        _server(request).authenticate_complete(state, _keys([held]), answer)
        counter = int.from_bytes(websafe_decode(answer["response"]["authenticatorData"])[33:37], "big")
    except UNREADABLE:
        return None
    return _counted(held, counter)


def _held(answer: Any, user: User | None) -> Factor | None:
    """The passkey as we keep it; the person whom the device names must be its owner."""
    rows = Factor.objects.select_related("user").filter(handle=handle_of(websafe_decode(answer["rawId"])))
    held = rows.filter(user=user).first() if user else rows.first()
    named = answer["response"].get("userHandle")
    if held and named and websafe_decode(named) != held.user_id.bytes:
        return None
    return held


def _counted(held: Factor, counter: int) -> Factor | None:
    """Many passkeys do not count, and always say 0."""
    if counter == 0 and held.counter == 0:
        return held
    rows = Factor.objects.filter(pk=held.pk, counter__lt=counter)
    return held if rows.update(counter=counter) else None


def _keys(factors: Iterable[Factor]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(b64decode(factor.secret)) for factor in factors]


def _server(request: HttpRequest) -> Fido2Server:
    """Passkeys belong to the host of the address, which Django has checked against LINLI_HOSTS."""
    host = request.get_host()
    domain = split_domain_port(host)[0]
    own = {f"{request.scheme}://{host}"} | {
        origin for origin in settings.CSRF_TRUSTED_ORIGINS if urlsplit(origin).hostname == domain
    }
    place = PublicKeyCredentialRpEntity(id=domain, name="邻里 Linli")
    return Fido2Server(place, verify_origin=lambda origin: origin in own)
