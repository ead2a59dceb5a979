"""When the browser has lost its cookie between page and press (WeChat does), nothing that was typed is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers

from linli.core.guards import public

# Never written into a page again.
SECRET = ("csrfmiddlewaretoken", "password")


@public("says what to do when the form has expired")
def again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form once more, filled as it was, to be sent with one press, where its view allows that. Who has logged in
    opens the page anew instead: nobody else's page may make them press.
    """
    user = getattr(request, "user", None)
    stranger = user is None or not user.is_authenticated
    filled = _filled(request) if stranger and _may_refill(request) else []
    context = {"filled": filled, "action": request.get_full_path(), "back": request.path}
    response = render(request, "core/again.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _may_refill(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    guard = getattr(view, "guard", None)
    return bool(guard and guard.refill)


def _filled(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value) for name in request.POST for value in request.POST.getlist(name) if name not in SECRET
    ]
