"""Pages for everybody: the board, what was done, and one pledge with its review by residents. No name without consent (M-4)."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from linli.accounts.proofs import remember
from linli.core import clock, keys
from linli.core.guards import CommunityRequest, public
from linli.core.pages import perform
from linli.core.rights import Actor
from linli.pledges import actions, forms, queries
from linli.pledges.workflow import PledgeStatus

REVIEWED = "reviewed_pledges"


@public("what is pledged to residents is theirs to read; no member is named without consent")
@require_GET
def board(request: CommunityRequest) -> HttpResponse:
    """公开承诺: words and “done”, by the day of publishing and by nothing else; and the goals of the year."""
    context = {
        "pledges": queries.board(request.community),
        "goals": queries.goals(request.community, clock.today().year),
    }
    return render(request, "pledges/ask/board.html", context)


@public("deeds are compared, not people; nobody is named")
@require_GET
def done(request: CommunityRequest) -> HttpResponse:
    """亮成果: what was done, area by area."""
    return render(request, "pledges/ask/done.html", {"areas": queries.done_deeds(request.community)})


@public("residents review a pledge by its code, without a name")
@require_http_methods(["GET", "POST"])
def public_pledge(request: CommunityRequest, code: str) -> HttpResponse:
    """一份承诺 and its review by residents: one tap. A browser that has answered is thanked and not asked again."""
    row = queries.pledge_by_code(request.community, keys.read_code(code))
    if row is None:
        raise Http404
    answered = str(row.pk) in request.session.get(REVIEWED, [])
    asks = row.status == PledgeStatus.IN_REVIEW and not answered
    form = forms.PublicReviewForm(request.POST or None)
    if request.method == "POST" and asks and form.is_valid():
        by = Actor(request.community.pk, "")
        perform(
            form,
            "pledges.review",
            row.pk,
            by,
            lambda: actions.review(row, form.said(), by=by),
            about=str(row.pk),
        )
        if form.is_valid():
            remember(request.session, REVIEWED, str(row.pk))
            return HttpResponseRedirect(reverse("pledges:public_pledge", args=[request.community.slug, code]))
    context = {"pledge": row, "form": form if asks else None, "answered": answered}
    return render(request, "pledges/ask/pledge.html", context, status=422 if asks and form.is_bound else 200)
