"""接口令牌: what lets a program work in a posting: made (shown once), listed, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.accounts import tokens as actions
from linli.accounts.forms import TokenForm
from linli.accounts.queries import PAST_SHOWN
from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, perform


def _list(request: ActorRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:tokens", args=[request.community.slug]))


@right("accounts.make_token")
@require_GET
def tokens(request: ActorRequest) -> HttpResponse:
    """The own tokens; the secretary sees those of all."""
    context = {"tokens": actions.tokens_of(request.actor)[:PAST_SHOWN], "press": ActForm()}
    return render(request, "accounts/staff/tokens.html", context)


@right("accounts.make_token")
@never_cache
@require_http_methods(["GET", "POST"])
def make_token(request: ActorRequest) -> HttpResponse:
    """生成接口令牌: the answer to the press is the only page that ever shows it."""
    page = FormPage(
        title=_("Make a token"),
        button=_("Make it"),
        crumbs=((_("Tokens for programs"), reverse("accounts:tokens", args=[request.community.slug])),),
        lede=_("Whoever has it sees what your posting sees. Give it to one program only."),
    )
    form = TokenForm(request.POST or None, postings=actions.own_postings(request.actor))
    if not form.is_valid():
        return page.answer(request, form)
    values, made, new = form.values(), [], keys.uuid7()
    posting = values.pop("posting")
    perform(
        form,
        "accounts.make_token",
        new,
        request.actor,
        lambda: made.append(actions.make_token(posting, by=request.actor, token_id=new, **values)),
    )
    if not form.is_valid():
        return page.answer(request, form)
    if not made:
        messages.warning(
            request, _("The token was shown once. If you do not have it, end it and make a new one.")
        )
        return _list(request)
    return render(request, "accounts/staff/token.html", {"token": made[0], **values})


@right("accounts.end_token")
@require_POST
def end_token(request: ActorRequest, token_id: UUID) -> HttpResponse:
    """停用接口令牌."""
    row, form = get_object_or_404(actions.tokens_of(request.actor), pk=token_id), ActForm(request.POST)
    if form.is_valid():
        perform(
            form,
            "accounts.end_token",
            row.pk,
            request.actor,
            lambda: actions.end_token(row, by=request.actor),
            about=str(row.pk),
        )
    for error in form.non_field_errors():
        messages.error(request, str(error))
    if form.is_valid():
        messages.success(request, _("It opens nothing any more."))
    return _list(request)
