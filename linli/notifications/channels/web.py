"""One POST of JSON, with Python's own client: no redirect is followed, an answer is waited for ten seconds."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from linli.notifications.channels.outcomes import NotNow

TIMEOUT = 10.0  # seconds
LONGEST_ANSWER = 64 * 1024  # bytes


class _NoRedirect(HTTPRedirectHandler):
    """An address that sends us elsewhere has refused."""

    def redirect_request(self, *_args: Any) -> None:
        """Nowhere."""
        return


def as_body(document: Mapping[str, Any]) -> bytes:
    """A document as UTF-8 JSON."""
    return json.dumps(document, ensure_ascii=False).encode()


def post(url: str, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """Status and answer. Raises NotNow when nobody answers; its words do not name the address, which may be a key."""
    more = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Linli", **(headers or {})}
    request = Request(url, data=body, headers=more, method="POST")  # noqa: S310  the scheme was judged when it was set
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            return answer.status, answer.read(LONGEST_ANSWER)
    except HTTPError as error:
        with error:
            return error.code, b""
    except (OSError, HTTPException) as error:
        raise NotNow(type(error).__name__) from None
