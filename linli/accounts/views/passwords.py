"""A password of one's own: by an invitation, and changed by oneself."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from linli.accounts import actions
from linli.accounts.entry import come_in
from linli.accounts.forms import ChangePasswordForm, CodeForm, NewPasswordForm
from linli.accounts.invitations import prove, read_token
from linli.accounts.models import Invitation, User
from linli.accounts.queries import home_of, oneself, postings_of
from linli.core.acts import AnotherAct
from linli.core.guards import public
from linli.core.pages import perform, was_done
from linli.core.rights import Actor


@public("whoever was invited has no account yet")
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """邀请码: typed from paper; it leads where the link leads, whether it is good or not."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return HttpResponseRedirect(reverse("accounts:invited", args=[form.cleaned_data["code"]]))
    return render(request, "accounts/code.html", {"form": form}, status=422 if form.is_bound else 200)


@public("the token of the link is asked for")
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """应邀: choose a password, and be in. A token that is wrong, old, used or rests gets one and the same page."""
    whole = read_token(token)
    invitation = prove(whole) if whole else None
    if invitation is None:
        return _not_good(request)
    by = Actor(invitation.community_id, invitation.user.name, invitation.user_id)
    if not invitation.is_open:
        return _was_taken_up(request, invitation, by)
    form = NewPasswordForm(request.POST or None, user=invitation.user)
    if form.is_valid():
        perform(
            form,
            "accounts.take_up",
            invitation.pk,
            by,
            lambda: actions.take_up(invitation, password=form.cleaned_data["password"], by=by),
        )
        if form.is_valid():
            return _come_in(request, invitation)
    context = {"form": form, "invitation": invitation, "community": invitation.community}
    return render(request, "accounts/invited.html", context, status=422 if form.is_bound else 200)


def _not_good(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/not_good.html", status=404)


def _was_taken_up(request: HttpRequest, invitation: Invitation, by: Actor) -> HttpResponse:
    """The second of two presses finds the link used by the first; anybody else finds a link that is not good."""
    if request.method != "POST" or not was_done(request, "accounts.take_up", by):
        return _not_good(request)
    if request.user == invitation.user:
        return HttpResponseRedirect(home_of(invitation.user) or "/")
    messages.success(request, _("Your password is set. Log in with it."))
    return HttpResponseRedirect(reverse("accounts:login"))


def _come_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """In, and on to the first page, by the second step where there is one; who begins later is told from when."""
    user = User.objects.get(pk=invitation.user_id)
    answer = come_in(request, user)
    if postings_of(user).exists():
        messages.success(request, _("Welcome. Next time log in with %(login)s.") % {"login": user.login})
    else:
        messages.success(
            request, _("Your password is set. Your pages open on the first day of your posting.")
        )
    return answer


@public("whoever has logged in changes the own password; others are led to log in")
@never_cache
@sensitive_post_parameters("old", "password", "again")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """换密码: the old one, and a new one twice; every other session of the user ends."""
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(request.get_full_path())
    by = oneself(user)
    if by is None:
        raise Http404
    form = ChangePasswordForm(request.POST or None, user=user)
    if _changed_before(request, user, by) or (form.is_valid() and _change(request, form, user, by)):
        messages.success(request, _("Your password is changed. Your other devices have been logged out."))
        return HttpResponseRedirect(home_of(user) or "/")
    context = {"form": form, "parent": {"url": home_of(user) or "/", "label": _("Back")}}
    return render(request, "accounts/password.html", context, status=422 if form.is_bound else 200)


def _changed_before(request: HttpRequest, user: User, by: Actor) -> bool:
    """The second of two presses: the act is done, and the password is the one that was typed."""
    if request.method != "POST" or not was_done(request, "accounts.change_password", by):
        return False
    return user.check_password(request.POST.get("password", ""))


def _change(request: HttpRequest, form: ChangePasswordForm, user: User, by: Actor) -> bool:
    new = form.cleaned_data["password"]
    outcome = perform(
        form,
        "accounts.change_password",
        user.pk,
        by,
        lambda: actions.change_password(user, password=new, by=by),
    )
    if outcome.earlier:
        user.refresh_from_db()
        if not user.check_password(new):
            form.renew(str(AnotherAct()))
    elif form.is_valid():
        update_session_auth_hash(request, user)
    return form.is_valid()
