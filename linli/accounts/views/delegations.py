"""我的岗位: the own postings, who acts for oneself and for whom one acts; lending a posting, and ending it."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.accounts import delegations
from linli.accounts.forms import DelegateForm
from linli.accounts.hand_overs import hand_overs_for
from linli.accounts.models import Posting
from linli.accounts.queries import PAST_SHOWN
from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page, perform
from linli.core.rights import REGISTER


def _back_to(request: ActorRequest, posting: Posting) -> tuple[str, str]:
    """The page from which a posting is lent: one's own, or the secretary's."""
    slug = request.community.slug
    if posting.user_id == request.actor.user_id:
        return _("My postings"), reverse("accounts:mine", args=[slug])
    return posting.user.name, reverse("accounts:posting", args=[slug, posting.pk])


@right("accounts.delegate")
@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """我的岗位."""
    me = request.actor.user_id
    rows = delegations.delegations_at(request.community.pk).filter(Q(posting__user=me) | Q(to=me))[
        :PAST_SHOWN
    ]
    context = {
        "postings": delegations.lendable(request.actor).filter(user=me),
        "for_me": [row for row in rows if row.posting.user_id == me],
        "by_me": [row for row in rows if row.to_id == me],
        "press": ActForm(),
        "taken_over": hand_overs_for(request.actor).filter(taker=me)[:PAST_SHOWN],
        "may_token": REGISTER["accounts.make_token"].held_by(request.actor),
    }
    return render(request, "accounts/staff/mine.html", context)


@right("accounts.delegate")
@require_http_methods(["GET", "POST"])
def delegate(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """请人代理: from a day to a last day."""
    posting, new = get_object_or_404(delegations.lendable(request.actor), pk=posting_id), keys.uuid7()
    crumb = _back_to(request, posting)
    page = FormPage(
        title=_("Let somebody act"),
        button=_("Let them act"),
        crumbs=(crumb,),
        lede=_("In the posting “%(post)s” of %(name)s. Who comes and goes stays with the secretary alone.")
        % {"post": posting, "name": posting.user.name},
        rows=(("to",), ("since", "until")),
    )
    form = DelegateForm(
        request.POST or None, colleagues=delegations.colleagues(request.community, posting.user_id)
    )
    return form_page(
        request,
        page,
        form,
        "accounts.delegate",
        new,
        act=lambda: delegations.delegate(posting, by=request.actor, delegation_id=new, **form.values()),
        to=lambda _made: crumb[1],
    )


@right("accounts.end_delegation")
@require_POST
def end_delegation(request: ActorRequest, delegation_id: UUID) -> HttpResponse:
    """结束代理: by who lent, who acts, or the secretary."""
    row, form = (
        get_object_or_404(delegations.delegations_of(request.actor), pk=delegation_id),
        ActForm(request.POST),
    )
    if form.is_valid():
        perform(
            form,
            "accounts.end_delegation",
            row.pk,
            request.actor,
            lambda: delegations.end_delegation(row, by=request.actor),
            about=str(row.pk),
        )
    for error in form.non_field_errors():
        messages.error(request, str(error))
    if form.is_valid():
        messages.success(request, _("It has ended."))
    mine_too = request.actor.user_id in {row.to_id, row.posting.user_id}
    slug = request.community.slug
    return HttpResponseRedirect(
        reverse("accounts:mine", args=[slug])
        if mine_too
        else reverse("accounts:posting", args=[slug, row.posting_id])
    )
