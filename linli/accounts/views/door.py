"""Coming in, in one step or two, and going out."""

from django.contrib import messages
from django.contrib.auth import logout as log_out
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from linli.accounts import passkeys
from linli.accounts.entry import come_in, enter, half_in
from linli.accounts.factor_forms import PasskeyForm, SecondForm
from linli.accounts.forms import LoginForm
from linli.accounts.models import Factor
from linli.core.guards import public


def wanted_of(request: HttpRequest) -> str:
    """Where the person wanted to go, inside the house; else ""."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    inside = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if inside else ""


@public("the door itself")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """登录: with name and password; leads on to where the person wanted to go, else to their own first page."""
    wanted, form = wanted_of(request), LoginForm(request, request.POST or None)
    if form.is_valid() and form.user:
        return come_in(request, form.user, wanted)
    context = {"form": form, "next": wanted}
    return render(request, "accounts/login.html", context, status=422 if form.is_bound else 200)


@public("the second step of the door; who has not taken the first is led back to it")
@never_cache
@sensitive_post_parameters("code", "passkey")
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """双因素: a code, a passkey or a recovery code, within five minutes after the password."""
    half = half_in(request)
    if half is None:
        messages.info(request, _("Please begin with your password once more."))
        return HttpResponseRedirect(reverse("accounts:login"))
    form = SecondForm(request, request.POST or None, user=half.user)
    if form.is_valid():
        return enter(request, half.user, half.wanted)
    keys = [factor for factor in half.user.factors.all() if factor.kind == Factor.Kind.PASSKEY]
    options = passkeys.options_to_show(request, keys) if keys else ""
    context = {"form": form, "options": options}
    return render(request, "accounts/second.html", context, status=422 if form.is_bound else 200)


@public("the door itself")
@never_cache
@sensitive_post_parameters("passkey")
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """登录 by a passkey alone: no name and no password."""
    wanted, form = wanted_of(request), PasskeyForm(request, request.POST or None)
    if form.is_valid() and form.user:
        return enter(request, form.user, wanted)
    context = {"form": form, "next": wanted, "options": passkeys.options_to_show(request)}
    return render(request, "accounts/passkey.html", context, status=422 if form.is_bound else 200)


@public("whoever is in may go out")
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """退出."""
    log_out(request)
    return HttpResponseRedirect("/")
