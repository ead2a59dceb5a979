"""我的评议: a member's own self-review and, once the round is closed, the own grade. Nobody sees another's (R-05)."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.papers.typeset import as_pdf
from linli.party import actions, appraisal_forms, appraisal_papers, appraisals, queries
from linli.party.models import AppraisalRound, PartyMember
from linli.party.views.acting import address
from linli.party.workflow import RUNNING


def _own(request: ActorRequest, pk: UUID) -> tuple[PartyMember, AppraisalRound]:
    member = queries.own_member(request.actor.user_id, request.community)
    row = appraisals.own_round(member, pk) if member else None
    if member is None or row is None:
        raise Http404
    return member, row


@right("party.see_own")
@require_GET
def own_appraisal(request: ActorRequest) -> HttpResponse:
    """我的评议: the rounds one has a part in."""
    member = queries.own_member(request.actor.user_id, request.community)
    rounds = appraisals.own_rounds(member) if member else []
    context = {"member": member, "rounds": [(row, row.status in RUNNING) for row in rounds]}
    return render(request, "party/own_appraisal.html", context)


@right("party.review_oneself")
@require_http_methods(["GET", "POST"])
def review_oneself(request: ActorRequest, pk: UUID) -> HttpResponse:
    """写自评, or say it anew until the round is closed."""
    member, row = _own(request, pk)
    here = address(request, "own_appraisal")
    if request.method == "GET" and row.status not in RUNNING:
        return HttpResponseRedirect(here)
    form = appraisal_forms.SelfReviewForm(request.POST or None, record=getattr(row, "review", None))
    page = FormPage(
        _("My self-review"), _("Hand it in"), ((_("My appraisal"), here),),
        lede=_("You and your branch read it. Until the appraisal is closed you can say it anew."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.review_oneself", row.pk,
        act=lambda: actions.write_self_review(row, member, by=request.actor, **form.values()),
        to=lambda _made: here,
    )  # fmt: skip


@right("party.see_own")
@require_GET
def own_notice(request: ActorRequest, pk: UUID) -> HttpResponse:
    """评议结果通知, one's own."""
    _member, row = _own(request, pk)
    held = getattr(row, "own_grade", None)
    if held is None:
        raise Http404
    return as_pdf(appraisal_papers.notice_pdf(row, held, by=request.actor), f"appraisal-{row.year}")
