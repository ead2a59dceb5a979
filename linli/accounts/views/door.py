"""Coming in and going out."""

from django.contrib.auth import login as log_in
from django.contrib.auth import logout as log_out
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from linli.accounts.forms import LoginForm
from linli.accounts.queries import home_of
from linli.core.guards import public


@public("the door itself")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """登录: with name and password; leads on to where the person wanted to go, else to their own first page."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = ""
    form = LoginForm(request, request.POST or None)
    if form.is_valid() and form.user:
        log_in(request, form.user)
        return HttpResponseRedirect(wanted or home_of(form.user) or "/")
    context = {"form": form, "next": wanted}
    return render(request, "accounts/login.html", context, status=422 if form.is_bound else 200)


@public("whoever is in may go out")
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """退出."""
    log_out(request)
    return HttpResponseRedirect("/")
