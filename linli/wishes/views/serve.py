"""Pages of who helps: what waits on the wall, what one has claimed, and the deeds that are one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.core.files.answers import picture_answer
from linli.core.guards import ActorRequest, right
from linli.core.pages import find, perform
from linli.wishes import actions, forms, pictures, queries, timeline
from linli.wishes.actions.doing import standing_claims
from linli.wishes.models import Kind, MicroWish
from linli.wishes.views.acting import act, address
from linli.wishes.views.ask import ICONS
from linli.wishes.workflow import WishStatus

FORMS: dict[str, type[forms.VerbForm]] = {
    "claim": forms.VerbForm,
    "release": forms.NoteForm,
    "fulfil": forms.FulfilForm,
}
# While it is on its way who helps needs to know where to go.
ON_ITS_WAY = (WishStatus.PUBLISHED, WishStatus.CLAIMED)


@right("wishes.claim")
@require_GET
def wishes(request: ActorRequest) -> HttpResponse:
    """认领: what I have claimed, and what waits for somebody, in the order of the wall."""
    mine = queries.claimed_by(request.actor)
    context = {
        "waiting": [(row, ICONS[Kind(row.kind)]) for row in queries.to_claim(request.actor)],
        "mine": [row for row in mine if row.status != WishStatus.LIT],
        "lit": [row for row in mine if row.status == WishStatus.LIT],
        "deeds": queries.own_deeds(request.actor),
    }
    return render(request, "wishes/serve/wishes.html", context)


@right("wishes.view")
@require_GET
def wish(request: ActorRequest, number: str) -> HttpResponse:
    """One wish, as who may help or helps sees it."""
    return _page(request, queries.access_wish(request.actor, number))


def _page(
    request: ActorRequest, row: MicroWish, *, stale: str = "", form: Any = None, verb: str = ""
) -> HttpResponse:
    claims = list(standing_claims(row))
    mine = any(claim.user_id == request.actor.user_id for claim in claims)
    offered = [name for name in timeline.offered_verbs(row, request.actor) if name in FORMS]
    # The desk presses for others on its own page; here everybody acts for oneself.
    shown = [name for name in offered if mine is not (name == "claim")]
    context = {
        "wish": row,
        "mine": mine,
        "contact": mine and row.status in ON_ITS_WAY,
        "claims": claims,
        **{name: form if name == verb else FORMS[name](record=row) for name in shown},
        "form": form,
        "pictures": pictures.shown(row, pictures.SERVE),
        "stale": stale,
    }
    status = 409 if stale else 422 if form else 200
    return render(request, "wishes/serve/wish.html", context, status=status)


def _verb(verb: str) -> Any:
    """One verb of who helps, on the page of the wish; then back to the own list."""

    @right(f"wishes.{verb}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, number: str) -> HttpResponse:
        if request.method == "GET":
            return _page(request, queries.access_wish(request.actor, number))
        home = HttpResponseRedirect(address(request, "serve"))
        try:
            row = find(
                request,
                f"wishes.{verb}",
                request.actor,
                lambda: queries.access_wish(request.actor, number, verb),
            )
        except (Http404, PermissionDenied):
            messages.error(request, _("This is not possible any more. Please look at the list."))
            return home
        if row is None:
            return home
        form = FORMS[verb](request.POST, request.FILES, record=row)
        outcome = None
        if form.is_valid():
            outcome = perform(
                form, f"wishes.{verb}", row.pk, request.actor,
                lambda: act(form, row, verb, request.actor), about=request.path,
            )  # fmt: skip
        if outcome and form.is_valid() and not outcome.stale:
            messages.success(request, SAID[verb] % {"title": row.title})
            return home
        fresh = queries.access_wish(request.actor, number)
        return _page(request, fresh, stale=outcome.stale if outcome else "", form=form, verb=verb)

    view.__name__ = verb
    return view


# Said after the press.
SAID = {
    "claim": gettext_lazy("“%(title)s” is yours now. Thank you."),
    "release": gettext_lazy("“%(title)s” hangs on the wall again."),
    "fulfil": gettext_lazy("The wisher of “%(title)s” is asked whether it is fulfilled."),
}
claim, release, fulfil = _verb("claim"), _verb("release"), _verb("fulfil")


@right("wishes.view")
@require_GET
def picture(request: ActorRequest, number: str, attachment: UUID) -> HttpResponse:
    """One picture of what was done."""
    row = queries.access_wish(request.actor, number)
    return picture_answer(row, attachment, small="small" in request.GET)


@right("wishes.view_deeds")
@require_http_methods(["GET", "POST"])
def deed(request: ActorRequest, number: str) -> HttpResponse:
    """实事 of one's own: what is to be done, by when, and saying that it is done."""
    row = queries.access_deed(request.actor, number)
    may_finish = "finish" in timeline.offered_verbs(row, request.actor)
    form = forms.FinishForm(request.POST or None, record=row)
    stale = ""
    if form.is_bound and form.is_valid() and "finish" in row.may:
        outcome = perform(
            form, "wishes.finish", row.pk, request.actor,
            lambda: actions.finish(row, by=request.actor, version=form.seen, **form.values()), about=request.path,
        )  # fmt: skip
        if form.is_valid() and not outcome.stale:
            return HttpResponseRedirect(address(request, "serve_deed", number))
        stale = outcome.stale
    context = {"deed": row, "finish": form if may_finish else None, "form": form, "stale": stale}
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "wishes/serve/deed.html", context, status=status)
