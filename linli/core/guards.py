"""The doors of views: each says which right it asks for, or why anyone may come in."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from linli.core.rights import REGISTER, Actor, actor_for, division_for
from linli.core.tenancy import community_or_404

logger = logging.getLogger("linli.rights")


class CommunityRequest(HttpRequest):
    """A request to a page of one community."""

    community: Any


class ActorRequest(CommunityRequest):
    """A request by somebody who acts in the community of the address."""

    actor: Actor


@dataclass(frozen=True)
class Guard:
    """What a view asks for: a right, or a reason why anyone may."""

    right: str = ""
    reason: str = ""
    refill: bool = False
    area: bool = False


View = Callable[..., HttpResponse]


def right(code: str) -> Callable[[View], View]:
    """Open a view only to those who hold `code` in the community of the address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            request.community = community_or_404(slug)  # type: ignore[attr-defined]
            request.actor = actor_for(request.user, request.community)  # type: ignore[attr-defined]
            _require(request.actor, code)  # type: ignore[attr-defined]
            return view(request, **rest)

        guarded.guard = Guard(right=code)  # type: ignore[attr-defined]
        return guarded

    return decorate


def _require(actor: Actor, code: str) -> None:
    """404 to one who has no office here, 403 to one whose office does not include `code`."""
    if not actor.offices:
        raise Http404
    if not REGISTER[code].held_by(actor):
        logger.warning("refused: %s by %s", code, actor.user_id)
        raise PermissionDenied(REGISTER[code].label)


class AreaRequest(HttpRequest):
    """A request by somebody who is posted at the division of the address."""

    division: Any


def area(code: str) -> Callable[[View], View]:
    """Open a view to who is posted, at the division of the address, in a role that holds `code`; 404 to all others."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, division: str, **rest: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = division_for(request.user, division, REGISTER[code].roles)
            if found is None:
                logger.warning("refused: %s by %s", code, request.user.pk)
                raise Http404
            request.division = found  # type: ignore[attr-defined]
            return view(request, **rest)

        guarded.guard = Guard(right=code, area=True)  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(reason: str, *, refill: bool = False) -> Callable[[View], View]:
    """Open a view to anyone, and say why. `refill`: a form whose cookie was lost comes back filled (core.csrf)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, slug: str = "", **rest: Any) -> HttpResponse:
            if slug:
                request.community = community_or_404(slug)  # type: ignore[attr-defined]
            return view(request, **rest)

        opened.guard = Guard(reason=reason, refill=refill)  # type: ignore[attr-defined]
        return opened

    return decorate
