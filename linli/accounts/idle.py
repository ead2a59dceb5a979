"""闲置超时: who has been away too long logs in again (R-43, GB/T 22239-2019: at most thirty minutes)."""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from linli.core import clock
from linli.rulebook import book

TOUCH_SECONDS = 60


class IdleTimeout:
    """Log a user out after the idle time of the rulebook; the session is touched at most once a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "_auth_user_id" in request.session:
            now = clock.now()
            seen = dt.datetime.fromisoformat(request.session.get("seen", now.isoformat()))
            limit = int(book.value("accounts.idle.minutes", on=now.date()))
            if now - seen > dt.timedelta(minutes=limit):
                logout(request)
            elif "seen" not in request.session or (now - seen).total_seconds() > TOUCH_SECONDS:
                request.session["seen"] = now.isoformat()
        return self.get_response(request)
