"""民主评议党员 at the desk: rounds, who has what in one, what was said of a member, and the papers (R-05)."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page, was_done
from linli.core.rights import NOTHING, REGISTER
from linli.core.verbs import Room, Verb, buttons, of_same_name, verb_view
from linli.core.workflow import Overtaken
from linli.papers.typeset import as_pdf
from linli.party import actions, appraisal_forms, appraisal_papers, appraisals
from linli.party.models import AppraisalRound, PartyMember
from linli.party.views.acting import Crumbs, address
from linli.party.workflow import AppraisalStatus

HOME = _("Appraisal of members")


LEADS = {
    "ask_self_reviews": Verb(
        _("Ask for self-reviews"), appraisal_forms.LeadForm, "pencil",
        _("From now on every member may write the own self-review, or it is written down from paper."),
        of_same_name(actions, "ask_self_reviews"),
    ),
    "hold_test": Verb(
        _("Write down the test"), appraisal_forms.HoldTestForm, "list",
        _("How many sheets went out and came in. What stood on a sheet is kept in sums alone, and nobody's sheet."),
        of_same_name(actions, "hold_test"),
    ),
    "ask_opinions": Verb(
        _("Go on to the opinions"), appraisal_forms.LeadForm, "message",
        _("The committee looks at self-review, what members said, and the counts, and gives its opinion of each."),
        of_same_name(actions, "ask_opinions"),
    ),
    "close_appraisal": Verb(
        _("Close the appraisal"), appraisal_forms.CloseForm, "check-circle",
        _("Each member reads the own grade from then on. Nothing else changes by it."),
        of_same_name(actions, "close_appraisal"),
    ),
    "call_off_appraisal": Verb(
        _("Call the appraisal off"), appraisal_forms.CallOffForm, "cross",
        _("What was written stays sealed; another may be opened for the same year."), of_same_name(actions, "call_off_appraisal"), danger=True,
    ),
}  # fmt: skip


def _crumbs(request: ActorRequest, row: AppraisalRound | None = None) -> Crumbs:
    crumbs: Crumbs = ((HOME, address(request, "appraisals")),)
    return (*crumbs, (str(row), address(request, "appraisal_round", row.pk))) if row else crumbs


@right("party.view_appraisals")
@require_GET
def rounds(request: ActorRequest) -> HttpResponse:
    """评议: the rounds, the newest year first."""
    context = {
        "rounds": list(appraisals.rounds_for(request.actor)),
        "may_open": REGISTER["party.open_appraisal"].on(request.actor) is not NOTHING,
    }
    return render(request, "party/appraisals.html", context)


@right("party.open_appraisal")
@require_http_methods(["GET", "POST"])
def open_appraisal(request: ActorRequest) -> HttpResponse:
    """开启评议."""
    form, new_id = appraisal_forms.OpenForm(request.POST or None, actor=request.actor), keys.uuid7()
    page = FormPage(
        _("Open an appraisal"), _("Open it"), _crumbs(request), rows=(("branch", "year"),),
        lede=_("Once a year: self-reviews, what members say of each other, the test, the opinion of the committee."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.open_appraisal", new_id,
        act=lambda: actions.open_appraisal(by=request.actor, round_id=new_id, **form.values()),
        to=lambda made: address(request, "appraisal_round", made),
    )  # fmt: skip


@right("party.view_appraisals")
@require_GET
def appraisal_round(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一轮评议: by name who has what, how many are excellent with the arithmetic, and what comes next."""
    row = appraisals.access_round(request.actor, pk)
    lines = appraisals.lines_of(row)
    verdict = appraisals.verdict_of(row, lines)
    context = {
        "round": row,
        "lines": lines,
        "verdict": verdict if any(line.grade for line in lines) else None,
        "lacking": appraisals.lacking_reviews(lines),
        "unqualified": [line for line in lines if line.grade == "unqualified"],
        "verbs": buttons(request, "party", row, LEADS),
    }
    return render(request, "party/appraisal_round.html", context)


ROOM = Room("party", appraisals.access_round, "appraisal_round", "appraisals", HOME)
ask_self_reviews, hold_test, ask_opinions, close_appraisal, call_off_appraisal = (
    verb_view(name, ROOM, LEADS) for name in LEADS
)


def _of(request: ActorRequest, pk: UUID, member_pk: UUID, verb: str) -> tuple[AppraisalRound, PartyMember]:
    """A round and a member of its branch: 404 where one is not of the other."""
    row = appraisals.access_round(request.actor, pk, verb)
    found = appraisals.member_in(row, member_pk)
    if found is None:
        raise Http404
    return row, found.member


@right("party.view_appraisals")
@require_GET
def appraisal_member(request: ActorRequest, pk: UUID, member_pk: UUID) -> HttpResponse:
    """一名党员的评议: self-review, what was said, the counts, the grade with the opinion behind it."""
    row, member = _of(request, pk, member_pk, "view_appraisals")
    context = {
        "round": row,
        "member": member,
        "full": member.is_full(appraisals.day_of(row)),
        "sheet": appraisals.sheet_of(row, member),
        "verbs": [name for name in row.workflow.verbs_from(row.status) if name in row.may],
    }
    return render(request, "party/appraisal_member.html", context)


class Saying(NamedTuple):
    """What is written down about one member of a round: words, what is there already, the form, the act."""

    title: Any
    lede: Any
    form: Callable[[ActorRequest, AppraisalRound, PartyMember], Any]
    act: Callable[[AppraisalRound, PartyMember, Any, Any], Any]


def _held(name: str) -> Callable[[AppraisalRound, PartyMember], Any]:
    return lambda row, member: getattr(appraisals.sheet_of(row, member), name)


SAYINGS = {
    "write_self_review": Saying(
        _("Write a self-review down from paper"),
        _("Word for word as on the member's paper. What a member has written on the own page stays the member's."),
        lambda request, row, member: appraisal_forms.SelfReviewForm(
            request.POST or None, record=_held("review")(row, member)
        ),
        lambda row, member, form, by: actions.write_self_review(row, member, from_paper=True, by=by, **form.values()),
    ),
    "note_opinion": Saying(
        _("Note what was said"), _("What members said in the meeting, without who said it."),
        lambda request, row, member: appraisal_forms.OpinionForm(request.POST or None),
        lambda row, member, form, by: actions.note_opinion(row, member, by=by, **form.values()),
    ),
    "count_test": Saying(
        _("Count the sheets"), _("Counted by two people from the sheets; nobody's sheet is kept."),
        lambda request, row, member: appraisal_forms.CountForm(request.POST or None, record=_held("count")(row, member)),
        lambda row, member, form, by: actions.count_test(
            row, member, form.marks(), seen=form.cleaned_data["state"], by=by
        ),
    ),
    "grade": Saying(
        pgettext_lazy("appraisal verb", "Grade"),
        _("By the opinion of the committee. Nothing follows from a grade by itself."),
        lambda request, row, member: appraisal_forms.GradeForm(
            request.POST or None, record=_held("grade")(row, member), round_=row
        ),
        lambda row, member, form, by: actions.grade(row, member, by=by, **form.values()),
    ),
}  # fmt: skip


def _saying_view(name: str, saying: Saying) -> Any:
    """The page of one thing that is written down about a member."""

    @right(f"party.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID, member_pk: UUID) -> HttpResponse:
        row, member = _of(request, pk, member_pk, name)
        here = address(request, "appraisal_member", pk, member_pk)
        if request.method == "GET" and name not in row.workflow.verbs_from(row.status):
            return HttpResponseRedirect(here)
        form = saying.form(request, row, member)
        page = FormPage(
            saying.title, _("Write it down"), (*_crumbs(request, row), (member.person.name, here)),
            lede=saying.lede, rows=getattr(form, "rows", ()),
        )  # fmt: skip
        return form_page(
            request, page, form, f"party.{name}", row.pk, act=lambda: saying.act(row, member, form, request.actor),
            to=lambda _made: here,
        )  # fmt: skip

    view.__name__ = name
    return view


write_self_review, note_opinion, count_test, grade = (
    _saying_view(name, saying) for name, saying in SAYINGS.items()
)


@right("party.correct_opinion")
@require_http_methods(["GET", "POST"])
def correct_opinion(request: ActorRequest, pk: UUID, member_pk: UUID, opinion: UUID) -> HttpResponse:
    """更正互评: what was noted wrong, until the round is closed."""
    row, member = _of(request, pk, member_pk, "correct_opinion")
    here = address(request, "appraisal_member", pk, member_pk)
    held = appraisals.opinion_of(row, member, opinion)
    if held is None or "correct_opinion" not in row.workflow.verbs_from(row.status):
        if request.method == "POST" and not was_done(request, "party.correct_opinion", request.actor):
            messages.error(request, str(Overtaken()))
        return HttpResponseRedirect(here)
    form = appraisal_forms.CorrectOpinionForm(request.POST or None, record=held)
    page = FormPage(
        _("Put right what was noted"), _("Save"), (*_crumbs(request, row), (member.person.name, here)),
        lede=_("Only what was written down wrong. The words before stay in the books, without who said them."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.correct_opinion", row.pk,
        act=lambda: actions.correct_opinion(row, held, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip


@right("party.view_appraisals")
@require_GET
def summary_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """评议情况汇总 for the file, with places for signatures."""
    row = _closed(appraisals.access_round(request.actor, pk))
    made = appraisal_papers.summary_pdf(row, appraisals.lines_of(row), by=request.actor)
    return as_pdf(made, f"appraisal-{row.year}")


@right("party.view_appraisals")
@require_GET
def notice_pdf(request: ActorRequest, pk: UUID, member_pk: UUID) -> HttpResponse:
    """评议结果通知 of one member, to be handed over."""
    row, member = _of(request, pk, member_pk, "view_appraisals")
    held = appraisals.sheet_of(_closed(row), member).grade
    if held is None:
        raise Http404
    return as_pdf(appraisal_papers.notice_pdf(row, held, by=request.actor), f"appraisal-{row.year}")


def _closed(row: AppraisalRound) -> AppraisalRound:
    if row.status != AppraisalStatus.CLOSED:
        raise Http404
    return row
