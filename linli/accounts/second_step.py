"""双因素: where the rulebook asks for it, staff set up a second factor before their pages open (R-43)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from linli.accounts.models import User
from linli.accounts.roles import STAFF, Role
from linli.core import clock
from linli.core.rights import actor_for
from linli.core.tenancy import community_or_404
from linli.rulebook import book

CODE = "accounts.second_factor.required"


class SecondFactorRequired:
    """Lead staff without a second factor to 登录安全; where none is asked for, nothing is looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        """Only pages that ask for a right in a community or a township are shut."""
        guard = getattr(view, "guard", None)
        if guard is None or not guard.right or not isinstance(request.user, User):
            return None
        community = None if guard.area else community_or_404(named["slug"])
        at = community.code if community else named["division"]
        if not book.value(CODE, on=clock.today(), at=at) or request.user.factors.exists():
            return None
        if community and not actor_for(request.user, community).plays(
            *STAFF, Role.PROPERTY, Role.PARTY_WORKER
        ):
            return None
        return HttpResponseRedirect(reverse("accounts:security") + "?asked=1")
