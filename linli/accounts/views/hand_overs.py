"""交接: everything that is held on one page, one press, the record, the sheet, and that it came back signed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.accounts import hand_overs as actions
from linli.accounts import papers
from linli.accounts.forms import HandOverForm, SignedForm
from linli.accounts.models import HandOver
from linli.accounts.queries import access_posting
from linli.core import keys
from linli.core.files import showing
from linli.core.files.answers import picture_answer
from linli.core.guards import ActorRequest, right
from linli.core.holdings import held_in
from linli.core.pages import FormPage, form_page, perform
from linli.core.rights import REGISTER
from linli.papers.returning import SIGNED
from linli.papers.typeset import as_pdf

PICTURES = showing.Room("accounts:hand_over_picture")
SHOWS = {SIGNED: gettext_lazy("the signed paper")}


def _address(request: ActorRequest, code: str) -> str:
    return reverse("accounts:read_hand_over", args=[request.community.slug, code])


def _found(request: ActorRequest, code: str) -> HandOver:
    return actions.access_hand_over(request.actor, code)


@right("accounts.hand_over")
@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """交接: to a successor, this minute."""
    posting, new = access_posting(request.actor, posting_id, "hand_over"), keys.uuid7()
    held = held_in(posting)
    asked = [
        (one.holding.code, f"{one.holding.label}: {'，'.join(one.words)}")
        for one in held
        if one.holding.asked
    ]
    page = FormPage(
        title=_("Hand over to a successor"),
        button=_("Hand over now"),
        crumbs=(
            (_("Staff"), reverse("accounts:staff", args=[request.community.slug])),
            (posting.user.name, reverse("accounts:posting", args=[request.community.slug, posting.pk])),
        ),
        lede=_(
            "The posting “%(post)s” of %(name)s ends this minute; what is held goes on or ends as said below."
        )
        % {"post": posting, "name": posting.user.name},
        danger=True,
        more={"before": "accounts/staff/held.html", "held": held},
    )
    form = HandOverForm(request.POST or None, takers=actions.successors(posting), asked=asked)
    return form_page(
        request,
        page,
        form,
        "accounts.hand_over",
        new,
        act=lambda: actions.hand_over(posting, by=request.actor, hand_over_id=new, **form.values()),
        to=lambda made: _address(request, HandOver.objects.of(request.community).get(pk=made).code),
    )


@right("accounts.read_hand_over")
@require_GET
def record(request: ActorRequest, code: str) -> HttpResponse:
    """What was handed over: for the secretary and the successor."""
    return _page(request, _found(request, code), SignedForm())


def _page(request: ActorRequest, row: HandOver, form: SignedForm) -> HttpResponse:
    may_return = REGISTER["accounts.return_hand_over"].held_by(request.actor) and not row.signed_on
    pictures = showing.shown(row, PICTURES, row.code, SHOWS)
    context = {"row": row, "form": form, "may_return": may_return, "pictures": pictures}
    return render(request, "accounts/staff/hand_over.html", context, status=422 if form.is_bound else 200)


@right("accounts.read_hand_over")
@require_GET
def sheet_pdf(request: ActorRequest, code: str) -> HttpResponse:
    """交接单 as PDF."""
    row = _found(request, code)
    made = papers.sheet_pdf(row, request.build_absolute_uri(_address(request, row.code)), request.actor)
    return as_pdf(made, row.code)


@right("accounts.return_hand_over")
@require_POST
def return_hand_over(request: ActorRequest, code: str) -> HttpResponse:
    """交接单交回."""
    row, form = _found(request, code), SignedForm(request.POST)
    if form.is_valid():
        perform(
            form,
            "accounts.return_hand_over",
            row.pk,
            request.actor,
            lambda: actions.return_hand_over(row, by=request.actor, **form.values()),
            about=str(row.pk),
        )
    if not form.is_valid():
        return _page(request, row, form)
    messages.success(request, _("Written down."))
    return HttpResponseRedirect(_address(request, row.code))


@right("accounts.read_hand_over")
@require_GET
def picture(request: ActorRequest, code: str, attachment: UUID) -> HttpResponse:
    """One photo of the signed sheet."""
    return picture_answer(_found(request, code), attachment, small="small" in request.GET)
