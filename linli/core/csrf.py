"""When the browser has lost its cookie between page and press (WeChat does), nothing that was typed is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from linli.core.guards import public

# Never written into a page again.
SECRET = ("csrfmiddlewaretoken", "password")


@public("says what to do when the form has expired")
def again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form once more, filled as it was, to be sent with one press. Who has logged in opens the page anew instead:
    nobody else's page may make them press.
    """
    user = getattr(request, "user", None)
    filled = [] if user is not None and user.is_authenticated else _filled(request)
    context = {"filled": filled, "action": request.get_full_path(), "back": request.path}
    response = render(request, "core/again.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _filled(request: HttpRequest) -> list[tuple[str, str]]:
    if "password" in request.POST:
        return []
    return [
        (name, value) for name in request.POST for value in request.POST.getlist(name) if name not in SECRET
    ]
