"""纸质件回收: the photo of a signed sheet finds its record by the QR that was printed on it.

The QR of a paper is the address of its record. An app says for which of its addresses signed papers come back.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import Resolver404, resolve

from linli.core.files.actions import attach
from linli.core.files.pictures import Picture
from linli.core.rights import Actor
from linli.papers.scanning import codes_on

SIGNED = "signed"
_records: dict[str, Callable[..., Any]] = {}


def declare(view: str, find: Callable[..., Any]) -> None:
    """Signed papers come back to the records of `view`; `find(actor, **of the address)` is the one way to one of them
    and raises Http404 or PermissionDenied like the page itself.
    """
    _records[view] = find


class Returned(NamedTuple):
    """What became of one photo: its record and that record's address, or neither."""

    picture: Picture
    subject: Any = None
    address: str = ""


def recognise(pictures: Sequence[Picture], by: Actor, slug: str) -> list[Returned]:
    """For each photo the record whose code stands on it, as far as the person may work with it."""
    return [_recognise(picture, by, slug) for picture in pictures]


def _recognise(picture: Picture, by: Actor, slug: str) -> Returned:
    for code in codes_on(picture):
        try:
            path = urlsplit(code).path
            match = resolve(path)
        except (ValueError, Resolver404):
            continue
        find, named = _records.get(match.view_name), dict(match.kwargs)
        if find is None or named.pop("slug", "") != slug:
            continue
        try:
            return Returned(picture, find(by, **named), path)
        except (Http404, PermissionDenied):
            continue
    return Returned(picture)


def take_back(returned: Sequence[Returned], *, by: Actor) -> int:
    """收回: each recognised photo becomes part of its record; how many."""
    known = [one for one in returned if one.subject is not None]
    for one in known:
        attach(one.subject, SIGNED, [one.picture], by=by)
    return len(known)
