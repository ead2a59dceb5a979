"""Asking another Open311 server: its services, a new request, how far a request is. Answers are not trusted.

XML, because the specification demands it of every server. https alone, no redirect is followed, an answer is waited for
ten seconds at a time and half a minute in all, a megabyte at most, and it may not bring a document type of its own.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linli.core.errors import DomainError
from linli.core.forms import plain
from linli.gateways.models import CODE_LENGTH, NOTES_LENGTH, RemoteServer
from linli.notifications.channels.outcomes import NotNow, Refused, judge

TIMEOUT, IN_ALL = 10.0, 30.0  # seconds
LONGEST_ANSWER = 1_000_000  # bytes
PART = 65_536
MOST_SERVICES = 500


@dataclass(frozen=True)
class Created:
    """What the other side calls our request: an id, or a token with which the id is asked for later."""

    number: str
    token: str


@dataclass(frozen=True)
class Progress:
    """How far a request is there."""

    closed: bool
    notes: str


class _NoRedirect(HTTPRedirectHandler):
    """An address that sends us elsewhere has refused."""

    def redirect_request(self, *_args: Any) -> None:
        """Nowhere."""
        return


def judge_endpoint(endpoint: str) -> str:
    """The address as it is kept, without a slash at its end. DomainError unless it is https and outside this machine."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise DomainError(_("This is no address."), field="endpoint") from None
    plain_http = parts.scheme == "http" and host in settings.OPEN311_PLAIN_HOSTS
    if parts.scheme != "https" and not plain_http:
        raise DomainError(_("The address must begin with https://."), field="endpoint")
    if not host or "@" in parts.netloc or parts.query or parts.fragment or port == 0:
        raise DomainError(_("This is no address."), field="endpoint")
    return endpoint.rstrip("/")


def _judge_host(host: str) -> None:
    """Refuse a name that leads back into this machine or to its neighbour on the wire. Raises Refused, NotNow."""
    if host in settings.OPEN311_PLAIN_HOSTS:
        return
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except OSError as error:
        raise NotNow(type(error).__name__) from None
    for _family, _kind, _protocol, _name, address in found:
        where = ipaddress.ip_address(str(address[0]).split("%")[0])
        if where.is_loopback or where.is_link_local or where.is_unspecified or where.is_multicast:
            raise Refused("an address of this machine")


def _ask(server: RemoteServer, path: str, values: Mapping[str, str], *, key: str = "") -> ET.Element:
    """One question; with a `key` (of the act) it is a POST. Raises NotNow and Refused; their words name no address."""
    named = {"jurisdiction_id": server.jurisdiction} if server.jurisdiction else {}
    sent = urlencode({**named, **values}).encode()
    endpoint = judge_endpoint(server.endpoint)
    _judge_host(urlsplit(endpoint).hostname or "")
    address = f"{endpoint}/{path}" if key else f"{endpoint}/{path}?{sent.decode()}"
    head = {"User-Agent": "Linli", "Accept": "text/xml"}
    if key:
        head |= {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "Idempotency-Key": key,
        }
    request = Request(address, data=sent if key else None, headers=head)  # noqa: S310  judged above
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            body = _read(answer)
    except HTTPError as error:
        with error:
            judge(error.code)
        raise Refused(f"HTTP {error.code}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NotNow(type(error).__name__) from None
    return _parsed(body)


def _read(answer: Any) -> bytes:
    """An answer of bounded length, within a bounded time. Raises NotNow."""
    ends, body = time.monotonic() + IN_ALL, b""
    while part := answer.read1(PART):
        body += part
        if len(body) > LONGEST_ANSWER or time.monotonic() > ends:
            raise NotNow("the answer is too long")
    return body


def _parsed(body: bytes) -> ET.Element:
    if re.search(rb"<!(DOCTYPE|ENTITY)", body, re.IGNORECASE):
        raise NotNow("no plain XML")
    try:
        return ET.fromstring(body)  # noqa: S314  without a document type there is nothing to expand
    except (ET.ParseError, ValueError, LookupError):
        raise NotNow("no XML") from None


def _text(element: ET.Element, name: str, most: int) -> str:
    return plain(element.findtext(name) or "")[:most].strip()


def services(server: RemoteServer) -> list[dict[str, str]]:
    """What the other side takes: code and name of each. Raises NotNow, Refused."""
    root = _ask(server, "services.xml", {})
    found = [
        {"code": _text(one, "service_code", CODE_LENGTH), "name": _text(one, "service_name", 80)}
        for one in root.iter("service")
    ]
    return [one for one in found if one["code"]][:MOST_SERVICES]


def create(server: RemoteServer, *, service_code: str, text: str, place: str, key: str) -> Created:
    """A new request there. Nothing of a person goes along. Raises NotNow, Refused."""
    values = {"service_code": service_code, "description": text, "address_string": place}
    root = _ask(server, "requests.xml", {"api_key": server.api_key, **values}, key=key)
    made = root.find("request")
    if made is None:
        raise NotNow("no request in the answer")
    created = Created(_text(made, "service_request_id", CODE_LENGTH), _text(made, "token", CODE_LENGTH))
    if not (created.number or created.token):
        raise NotNow("neither id nor token in the answer")
    return created


def number_of(server: RemoteServer, token: str) -> str:
    """The id that a token stands for by now; "" while there is none. Raises NotNow, Refused."""
    root = _ask(server, f"tokens/{quote(token, safe='')}.xml", {})
    made = root.find("request")
    return _text(made, "service_request_id", CODE_LENGTH) if made is not None else ""


def progress(server: RemoteServer, number: str) -> Progress:
    """How far a request is there. Raises NotNow, Refused."""
    root = _ask(server, f"requests/{quote(number, safe='')}.xml", {})
    found = root.find("request")
    if found is None:
        raise NotNow("no request in the answer")
    return Progress(
        closed=_text(found, "status", 20).lower() == "closed",
        notes=_text(found, "status_notes", NOTES_LENGTH),
    )
