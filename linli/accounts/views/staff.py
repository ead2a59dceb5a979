"""The secretary's pages: who holds which posting, inviting, posting once more, ending, renewing, taking back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.accounts import actions, factors, invitations, queries
from linli.accounts.delegations import delegations_at
from linli.accounts.forms import EndForm, InviteForm, PostForm
from linli.accounts.models import Invitation, Posting, User
from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import Outcome, find, perform


def _list(request: ActorRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:staff", args=[request.community.slug]))


def _to(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:posting", args=[request.community.slug, posting_id]))


@right("accounts.post")
@require_GET
def staff(request: ActorRequest) -> HttpResponse:
    """人员: the postings of today and those before, by their first day; no figures about anybody's work."""
    context = {
        "present": queries.present_postings(request.community),
        "past": queries.past_postings(request.community),
        "today": clock.today(),
    }
    return render(request, "accounts/staff/list.html", context)


@right("accounts.invite")
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest) -> HttpResponse:
    """邀请: the answer to the press is the only page that ever shows the link."""
    form = InviteForm(request.POST or None, community=request.community)
    if form.is_valid():
        made: list[tuple[User, str]] = []
        outcome = perform(
            form,
            "accounts.invite",
            keys.uuid7(),
            request.actor,
            lambda: made.append(actions.invite(request.community, by=request.actor, **form.values())),
        )
        if form.is_valid():
            return _shown_once(request, outcome, *made)
    return render(request, "accounts/staff/invite.html", {"form": form}, status=422 if form.is_bound else 200)


def _shown_once(
    request: ActorRequest, outcome: Outcome, made: tuple[User, str] | None = None
) -> HttpResponse:
    """The link, to the first press; a repeat cannot show it again, for nobody has kept it."""
    if made is None:
        messages.warning(
            request,
            _("This was done already, and the link was shown once. If you do not have it, give a new one."),
        )
        return _list(request)
    user, token = made
    context: dict[str, Any] = {"person": user}
    if token:
        path = reverse("accounts:invited", args=[token])
        context["link"] = request.build_absolute_uri(path)
        context["code"] = invitations.show_token(token)
        context["code_address"] = request.build_absolute_uri(reverse("accounts:code"))
        context["invitation"] = Invitation.objects.get(handle=invitations.handle_of(token))
    return render(request, "accounts/staff/link.html", context)


@right("accounts.post")
@require_GET
def posting(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """One posting: what it is, and what a secretary can do with it and its login."""
    return _page(request, queries.access_posting(request.actor, posting_id), EndForm())


def _page(request: ActorRequest, row: Posting, form: ActForm) -> HttpResponse:
    """The page of a posting; `form` is the one that was pressed, or that for ending it."""
    standing = queries.present_postings(request.community).filter(pk=row.pk).exists()
    context = {
        "posting": row,
        "over": not standing,
        "lent": delegations_at(request.community.pk).filter(posting=row)[: queries.PAST_SHOWN],
        "press": ActForm(),
        "form": form,
        "ending": form if isinstance(form, EndForm) else EndForm(),
        "renewing": ActForm(),
        "taking_back": ActForm(),
        "dropping": ActForm(),
    }
    return render(request, "accounts/staff/detail.html", context, status=422 if form.is_bound else 200)


def _press(
    request: ActorRequest, posting_id: UUID, verb: str, form: ActForm, act: Callable[[Posting], Any]
) -> tuple[Posting | None, Outcome]:
    """Do a verb on the posting once; without the posting where the very press has taken it out of sight."""
    action, by = f"accounts.{verb}", request.actor
    row = find(request, action, by, lambda: queries.access_posting(by, posting_id, verb))
    outcome = Outcome()
    if row and form.is_valid():
        outcome = perform(form, action, row.pk, by, lambda: act(row), about=str(row.pk))
    return row, outcome


@right("accounts.end_posting")
@require_POST
def end_posting(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """免去授岗: after a last day, or at once."""
    form = EndForm(request.POST)
    row, _outcome = _press(
        request,
        posting_id,
        "end_posting",
        form,
        lambda row: actions.end_posting(row, by=request.actor, **form.values()),
    )
    if row is None:
        return _list(request)
    if not form.is_valid():
        return _page(request, row, form)
    messages.success(request, _("Written down."))
    return _list(request)


@right("accounts.renew")
@never_cache
@require_POST
def renew(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """重发链接: for a forgotten password, or an invitation that was lost."""
    form, made = ActForm(request.POST), []
    row, outcome = _press(
        request,
        posting_id,
        "renew",
        form,
        lambda row: made.append((row.user, actions.renew(row.user, request.community, by=request.actor))),
    )
    if row is None:
        return _list(request)
    if not form.is_valid():
        return _page(request, row, form)
    return _shown_once(request, outcome, *made)


@right("accounts.take_back")
@require_POST
def take_back(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """收回邀请."""
    form = ActForm(request.POST)
    row, _outcome = _press(
        request,
        posting_id,
        "take_back",
        form,
        lambda row: actions.take_back(row.user, request.community, by=request.actor),
    )
    if row is not None and not form.is_valid():
        return _page(request, row, form)
    messages.success(request, _("The link opens nothing any more."))
    return _to(request, posting_id)


@right("accounts.drop_factors")
@require_POST
def drop_factors(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """停用第二因素: the telephone is lost; the password alone lets in again."""
    form = ActForm(request.POST)
    row, _outcome = _press(
        request,
        posting_id,
        "drop_factors",
        form,
        lambda row: factors.drop_factors(row.user, request.community, by=request.actor),
    )
    if row is not None and not form.is_valid():
        return _page(request, row, form)
    messages.success(
        request, _("The second factor is gone. The password alone lets them in until they add one.")
    )
    return _to(request, posting_id)


@right("accounts.post")
@require_http_methods(["GET", "POST"])
def post(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """兼任: one posting more for the person of this one."""
    row = queries.access_posting(request.actor, posting_id, "post")
    form = PostForm(request.POST or None, community=request.community)
    if form.is_valid():
        perform(
            form,
            "accounts.post",
            row.pk,
            request.actor,
            lambda: actions.post_again(row.user, request.community, by=request.actor, **form.values()),
            about=str(row.pk),
        )
        if form.is_valid():
            messages.success(request, _("The posting stands. They log in as before."))
            return _list(request)
    context = {"form": form, "posting": row}
    return render(request, "accounts/staff/post.html", context, status=422 if form.is_bound else 200)
