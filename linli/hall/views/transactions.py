"""Transactions at the desk: begun in seconds, one page each with its verbs, papers taken and given back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.forms import ActForm, plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page, perform
from linli.hall import actions, forms, papers, queries, receipts, timeline
from linli.hall.models import Transaction
from linli.hall.views.counter import address
from linli.papers.typeset import as_pdf
from linli.residents import queries as residents
from linli.residents.models import Person

PEOPLE_SHOWN = 8
WORD_LENGTH = 20
# For each verb: the words of its button, its form, the icon.
VERBS: dict[str, tuple[Any, type[forms.TransactionForm], str]] = {
    "admit": (_("Admit it"), forms.AdmitForm, "check"),
    "supply": (_("The missing papers are here"), forms.SupplyForm, "check"),
    "finish": (_("Write down the result"), forms.FinishForm, "check-circle"),
    "refer": (_("Hand it on to the office"), forms.ReferForm, "transfer"),
    "hand_out": (_("Hand out the result"), forms.HandOutForm, "check-circle"),
    "decline": (_("Decline it"), forms.DeclineForm, "cross"),
    "withdraw": (_("They want it no more"), forms.WithdrawForm, "undo"),
}
# What a press does, said before it is done.
LEDES = {
    "admit": _("With all papers its time runs from now. What is missing stands on a notice to take home."),
    "supply": _("Its time runs from now."),
    "finish": _("Who came reads the result with code and digits."),
    "refer": _("The office decides; we still tell the result."),
    "hand_out": _("With this it has ended."),
    "decline": _("It ends here; who came reads why, and where to go."),
    "withdraw": _("It ends here. They may come again at any time."),
}


@right("hall.begin")
@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """登记办件: a resident of the books is found by name, everything known is filled in."""
    person, word = _person(request), plain(request.GET.get("q", ""))[:WORD_LENGTH]
    form = forms.BeginForm(request.POST or None, community=request.community, person=person)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a transaction"), _("Write it down"), ((_("Service hall"), address(request, "counter")),),
        lede=_("Look the person up, and name and telephone are filled in."),
        rows=(("item",), ("channel",), ("contact_name", "contact_phone"), ("on_behalf_of",)),
        more={"before": "hall/desk/people.html", "person": person, "word": word, "people": _people(request, word)},
    )  # fmt: skip
    return form_page(
        request, page, form, "hall.begin", new_id,
        act=lambda: actions.begin(
            request.community, form.cleaned_data["item"], form.came(), by=request.actor, transaction_id=new_id
        ),
        to=lambda made: address(request, "begun", made),
    )  # fmt: skip


def _person(request: ActorRequest) -> Person | None:
    """The resident in `?person=`, if the actor may see residents."""
    try:
        return residents.access_person(request.actor, UUID(request.GET["person"]))
    except (KeyError, ValueError):
        return None


def _people(request: ActorRequest, word: str) -> list[Person]:
    if not word:
        return []
    rows = residents.people(request.actor).filter(name__icontains=word, died_on__isnull=True)
    return list(rows.order_by("name", "id")[:PEOPLE_SHOWN])


@right("hall.view")
@require_GET
def begun(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The page of a transaction by its key: where a form that has just made it leads."""
    number = queries.transactions_for(request.actor).filter(pk=pk).values_list("number", flat=True).first()
    if number is None:
        raise Http404
    return HttpResponseRedirect(address(request, "transaction", number))


@right("hall.view")
@require_GET
def transaction(request: ActorRequest, number: str) -> HttpResponse:
    """One transaction: its papers, its history, and only the buttons one may press."""
    return _page(request, queries.access_transaction(request.actor, number))


def _page(request: ActorRequest, row: Transaction, *, stale: str = "", kept: Any = ()) -> HttpResponse:
    """`stale` says why an act was not done, `kept` what had been written for it."""
    offered = timeline.offered_verbs(row, request.actor)
    verbs = [
        {"url": address(request, verb, row.number), "label": VERBS[verb][0], "icon": VERBS[verb][2]}
        for verb in offered
    ]
    context = {
        "row": row,
        "first": verbs[0] if verbs else None,
        "verbs": verbs[1:],
        "papers": queries.papers_of(row),
        "digits": "" if row.contact_phone else receipts.digits_of(row),
        "events": timeline.for_staff(row),
        "stale": stale,
        "kept": kept,
    }
    return render(request, "hall/desk/transaction.html", context, status=409 if stale else 200)


def _verb(verb: str) -> Any:
    """The page of one verb: its form, and the act."""
    label, form_class, _icon = VERBS[verb]

    @right(f"hall.{verb}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, number: str) -> HttpResponse:
        row = find(
            request,
            f"hall.{verb}",
            request.actor,
            lambda: queries.access_transaction(request.actor, number, verb),
        )
        here = address(request, "transaction", number)
        if row is None or (
            request.method == "GET" and verb not in timeline.offered_verbs(row, request.actor)
        ):
            return HttpResponseRedirect(here)
        form = form_class(request.POST or None, row=row)
        if form.is_valid():
            outcome = _press(request, form, row, verb)
            if outcome.stale:
                typed = {
                    name: form.cleaned_data.get(name)
                    for name in form.fields
                    if name not in ("act_id", "version")
                }
                kept = [
                    (form.fields[name].label, words)
                    for name, words in typed.items()
                    if isinstance(words, str) and words
                ]
                return _page(
                    request, queries.access_transaction(request.actor, number), stale=outcome.stale, kept=kept
                )
            if form.is_valid():
                return HttpResponseRedirect(here)
        crumbs = ((_("Service hall"), address(request, "counter")), (row.number, here))
        danger = verb in {"decline", "withdraw"}
        return FormPage(label, label, crumbs, lede=LEDES[verb], danger=danger).answer(request, form)

    view.__name__ = verb
    return view


def _press(request: ActorRequest, form: forms.TransactionForm, row: Transaction, verb: str) -> Any:
    act = getattr(actions, verb)
    return perform(
        form, f"hall.{verb}", row.pk, request.actor,
        lambda: act(row, by=request.actor, version=form.seen, **form.values()), about=request.path,
    )  # fmt: skip


admit, supply, refer, finish = (_verb(verb) for verb in ("admit", "supply", "refer", "finish"))
hand_out, decline, withdraw = (_verb(verb) for verb in ("hand_out", "decline", "withdraw"))


def _paper_page(request: ActorRequest, row: Transaction, title: Any, **more: Any) -> FormPage:
    crumbs = (
        (_("Service hall"), address(request, "counter")),
        (row.number, address(request, "transaction", row.number)),
    )
    return FormPage(title, _("Write it down"), crumbs, more=more)


@right("hall.take_papers")
@require_http_methods(["GET", "POST"])
def take_papers(request: ActorRequest, number: str) -> HttpResponse:
    """收件: one paper after the other; the receipt names them all."""
    row = queries.access_transaction(request.actor, number, "take_papers")
    form, new_id = forms.TakePapersForm(request.POST or None), keys.uuid7()
    names = row.item.materials.order_by("order").values_list("name", flat=True)
    page = _paper_page(
        request, row, _("Write down a paper that is taken"), before="hall/desk/materials.html", names=names
    )
    return form_page(
        request, page, form, "hall.take_papers", new_id,
        act=lambda: actions.take_papers(row, by=request.actor, paper_id=new_id, **form.values()),
        to=lambda _made: address(request, "transaction", number),
    )  # fmt: skip


@right("hall.return_papers")
@require_http_methods(["GET", "POST"])
def return_papers(request: ActorRequest, number: str, pk: UUID) -> HttpResponse:
    """退还材料."""
    row = queries.access_transaction(request.actor, number, "return_papers")
    paper = queries.paper_of(row, pk)
    form: ActForm = forms.ReturnPapersForm(request.POST or None, initial={"returned_to": row.contact_name})
    page = _paper_page(request, row, _("Give back: %(paper)s") % {"paper": paper.what})
    return form_page(
        request, page, form, "hall.return_papers", paper.pk,
        act=lambda: actions.return_papers(paper, by=request.actor, **form.values()),
        to=lambda _made: address(request, "transaction", number),
    )  # fmt: skip


@right("hall.view")
@require_GET
def papers_pdf(request: ActorRequest, number: str) -> HttpResponse:
    """收件回执: what was taken, and when it goes back."""
    row = queries.access_transaction(request.actor, number)
    return as_pdf(
        papers.papers_receipt(row, queries.papers_of(row), request.actor.name, _follow(request, row)), number
    )


@right("hall.view")
@require_GET
def notice_pdf(request: ActorRequest, number: str) -> HttpResponse:
    """一次性告知书: everything that is missing, once."""
    row = queries.access_transaction(request.actor, number)
    return as_pdf(papers.notice(row, request.actor.name), number)


@right("hall.view")
@require_GET
def form_pdf(request: ActorRequest, number: str) -> HttpResponse:
    """预填表格: what is known stands there, the rest is written by hand. The identity number is never printed whole."""
    row = queries.access_transaction(request.actor, number)
    person = residents.people(request.actor).filter(pk=row.person_id).first() if row.person_id else None
    return as_pdf(papers.prefilled(row, person), number)


def _follow(request: ActorRequest, row: Transaction) -> str:
    return request.build_absolute_uri(address(request, "follow", row.code))
