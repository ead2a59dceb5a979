"""登录安全: the own second factors and recovery codes. Adding and removing asks for the password once more."""

from base64 import b64encode
from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from linli.accounts import entry, factors, passkeys, totp
from linli.accounts.factor_forms import AddAppForm, AddPasskeyForm, NameForm, ProofForm
from linli.accounts.models import User
from linli.accounts.queries import home_of, oneself
from linli.accounts.views.door import wanted_of
from linli.core import crypto, keys
from linli.core.forms import ActForm
from linli.core.guards import public
from linli.core.pages import perform, was_done
from linli.core.rights import Actor

OWN = "whoever has logged in looks after the own login; others are led to log in"
PENDING = "app_secret"
PLACE = "accounts.pending:{}"


def _own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand over who is at work on the own login; 404 for one whom no community ever posted."""

    @wraps(view)
    def opened(request: HttpRequest, **rest: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(request.get_full_path())
        by = oneself(user)
        if by is None:
            raise Http404
        return view(request, user, by, **rest)

    return opened


def _home(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:security"))


def _to_proof(request: HttpRequest) -> HttpResponse:
    """Ask for the password once more, then lead back."""
    back = request.path if request.method == "GET" else reverse("accounts:security")
    return HttpResponseRedirect(f"{reverse('accounts:proof')}?{urlencode({'next': back})}")


def _back() -> dict[str, Any]:
    return {"url": reverse("accounts:security"), "label": _("Login security")}


@public(OWN)
@_own
@never_cache
@require_http_methods(["GET"])
def security(request: HttpRequest, user: User, by: Actor) -> HttpResponse:
    """登录安全: what is set up."""
    context = {
        "factors": [
            (factor, NameForm(factor=factor, auto_id=f"{factor.pk}_%s")) for factor in user.factors.all()
        ],
        "codes_left": user.recovery_codes.filter(used_at__isnull=True).count(),
        "press": ActForm(),
        "asked": "asked" in request.GET,
        "parent": {"url": home_of(user) or "/", "label": _("Back")},
    }
    return render(request, "accounts/security.html", context)


@public(OWN)
@_own
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def proof(request: HttpRequest, user: User, by: Actor) -> HttpResponse:
    """再确认: the password once more; it holds for ten minutes."""
    form = ProofForm(request.POST or None, user=user)
    if form.is_valid():
        entry.prove(request)
        return HttpResponseRedirect(wanted_of(request) or reverse("accounts:security"))
    context = {"form": form, "next": wanted_of(request), "parent": _back()}
    return render(request, "accounts/proof.html", context, status=422 if form.is_bound else 200)


@public(OWN)
@_own
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def add_app(request: HttpRequest, user: User, by: Actor) -> HttpResponse:
    """添加验证器: a picture and a secret to scan or to type, and one code that shows it worked."""
    if not entry.proved(request):
        return _to_proof(request)
    secret, form = _pending(request, user), AddAppForm(request.POST or None)
    if form.is_valid():
        new = keys.uuid7()
        perform(
            form,
            "accounts.add_factor",
            new,
            by,
            lambda: factors.add_app(user, secret=secret, by=by, factor_id=new, **form.values()),
        )
        if form.is_valid():
            request.session.pop(PENDING, None)
            return _added(request)
    context = {"form": form, "secret": secret, "picture": _picture(secret, user), "parent": _back()}
    return render(request, "accounts/add_app.html", context, status=422 if form.is_bound else 200)


def _pending(request: HttpRequest, user: User) -> str:
    """The secret that is being set up: the same until a code has proved it, sealed in the session."""
    place = PLACE.format(user.pk)
    if sealed := request.session.get(PENDING):
        return crypto.unseal(bytes.fromhex(sealed), place)
    secret = totp.new_secret()
    request.session[PENDING] = crypto.seal(secret, place).hex()
    return secret


def _picture(secret: str, user: User) -> str:
    """The QR code as a data address: the secret is never part of an address of ours."""
    address = totp.address_of(secret, login=user.login, issuer=_("Linli"))
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=6, border=4)
    return "data:image/png;base64," + b64encode(picture.getvalue()).decode()


def _added(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Added. From now on it is asked for when you log in."))
    return _home(request)


@public(OWN)
@_own
@never_cache
@require_http_methods(["GET", "POST"])
def add_passkey(request: HttpRequest, user: User, by: Actor) -> HttpResponse:
    """添加通行密钥: the browser makes it; nothing secret reaches us."""
    if not entry.proved(request):
        return _to_proof(request)
    form = AddPasskeyForm(request.POST or None)
    if form.is_valid():
        _keep_passkey(request, form, user, by)
        if form.is_valid():
            return _added(request)
    context = {"form": form, "options": passkeys.options_to_add(request, user), "parent": _back()}
    return render(request, "accounts/add_passkey.html", context, status=422 if form.is_bound else 200)


def _keep_passkey(request: HttpRequest, form: AddPasskeyForm, user: User, by: Actor) -> None:
    if was_done(request, "accounts.add_factor", by):
        return
    key, new = passkeys.added(request, form.cleaned_data["passkey"]), keys.uuid7()
    if key is None:
        form.add_error(None, _("No passkey has come. Press the button once more."))
        return
    perform(
        form,
        "accounts.add_factor",
        new,
        by,
        lambda: factors.add_passkey(user, name=form.cleaned_data["name"], key=key, by=by, factor_id=new),
    )


@public(OWN)
@_own
@require_POST
def name_factor(request: HttpRequest, user: User, by: Actor, factor_id: UUID) -> HttpResponse:
    """改名."""
    factor, form = get_object_or_404(user.factors, pk=factor_id), NameForm(request.POST)
    if form.is_valid():
        perform(
            form,
            "accounts.name_factor",
            factor.pk,
            by,
            lambda: factors.name_factor(factor, name=form.cleaned_data["name"], by=by),
            about=str(factor.pk),
        )
    _say(request, form)
    return _home(request)


@public(OWN)
@_own
@require_POST
def remove_factor(request: HttpRequest, user: User, by: Actor, factor_id: UUID) -> HttpResponse:
    """删除; of two presses the second finds it gone."""
    if not entry.proved(request):
        return _to_proof(request)
    factor, form = user.factors.filter(pk=factor_id).first(), ActForm(request.POST)
    if factor and form.is_valid():
        perform(
            form,
            "accounts.remove_factor",
            factor.pk,
            by,
            lambda: factors.remove_factor(factor, by=by),
            about=str(factor.pk),
        )
        _say(request, form)
    return _home(request)


@public(OWN)
@_own
@never_cache
@require_POST
def recovery_codes(request: HttpRequest, user: User, by: Actor) -> HttpResponse:
    """生成恢复码: the answer to the press is the only page that ever shows them."""
    if not entry.proved(request):
        return _to_proof(request)
    form, made = ActForm(request.POST), []
    if form.is_valid():
        perform(
            form,
            "accounts.make_recovery_codes",
            user.pk,
            by,
            lambda: made.extend(factors.make_recovery_codes(user, by=by)),
        )
    if made:
        context = {"codes": [factors.show_recovery(code) for code in made], "parent": _back()}
        return render(request, "accounts/recovery_codes.html", context)
    if form.is_valid():
        messages.warning(request, _("The codes were shown once. If you do not have them, make new ones."))
    else:
        _say(request, form)
    return _home(request)


def _say(request: HttpRequest, form: ActForm) -> None:
    """What was refused on a page whose form stands among others."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
