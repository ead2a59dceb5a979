"""进门: what the session knows of somebody on the way in, and of how lately they proved who they are."""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth import login as log_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from linli.accounts.models import User
from linli.accounts.queries import home_of
from linli.core import clock

HALF, PROVED = "half", "proved_at"
HALF_MINUTES = 5
PROVED_MINUTES = 10


class Half(NamedTuple):
    """Somebody who knew the password and still owes the second factor; nobody is logged in yet."""

    user: User
    wanted: str


def come_in(request: HttpRequest, user: User, wanted: str = "") -> HttpResponse:
    """The password was right: in, or on to the second step in a session of its own that knows nothing else."""
    if not user.factors.exists():
        return enter(request, user, wanted)
    request.session.flush()
    request.session[HALF] = {
        "user": str(user.pk),
        "at": clock.now().isoformat(),
        "wanted": wanted,
        "password": user.get_session_auth_hash(),
    }
    return HttpResponseRedirect(reverse("accounts:second"))


def half_in(request: HttpRequest) -> Half | None:
    """Who is half in; None after five minutes, and where the password was changed since."""
    half = request.session.get(HALF)
    if half is None:
        return None
    age = clock.now() - dt.datetime.fromisoformat(half["at"])
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    same = user and constant_time_compare(half["password"], user.get_session_auth_hash())
    if user is None or not same or age > dt.timedelta(minutes=HALF_MINUTES):
        request.session.flush()
        return None
    return Half(user, half["wanted"])


def enter(request: HttpRequest, user: User, wanted: str = "") -> HttpResponse:
    """Logged in, with a new session key; wrong tries before are forgotten."""
    request.session.pop(HALF, None)
    log_in(request, user)
    User.objects.filter(pk=user.pk, failures__gt=0).update(failures=0, locked_until=None)
    prove(request)
    return HttpResponseRedirect(wanted or home_of(user) or "/")


def prove(request: HttpRequest) -> None:
    """The person has just shown who they are."""
    request.session[PROVED] = clock.now().isoformat()


def proved(request: HttpRequest) -> bool:
    """Whether they have done so in the last minutes; adding and removing factors asks for it."""
    at = request.session.get(PROVED)
    if not at:
        return False
    return clock.now() - dt.datetime.fromisoformat(at) <= dt.timedelta(minutes=PROVED_MINUTES)
