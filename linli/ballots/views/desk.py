"""Pages of the Party organisation: an election with its time table and its rounds, and what is printed for it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.ballots import actions, forms, papers, queries
from linli.ballots.models import PartyElection
from linli.ballots.views.acting import HOME, VERBS, address, button, offered, primary, verb_view
from linli.ballots.workflow import ElectionStatus
from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.papers.typeset import as_pdf

S = ElectionStatus
PREPARED = (S.NOMINATED, S.POLLING)
OVER = (S.DECIDED, S.REPORTED, S.APPROVED)
# What can be printed, its words, and in which statuses.
PAPERS = (
    ("timetable", _("Time table"), tuple(S)),
    ("request", _("Request to the superior"), (S.PLANNED, S.LISTED, S.NOMINATED)),
    ("notice", _("Invitation to the meeting"), (S.PLANNED, S.LISTED, S.NOMINATED)),
    ("list", _("List of electors, to sign in"), (S.LISTED, *PREPARED)),
    ("ballots", _("Ballots"), PREPARED),
    ("tally", _("Tally sheet"), PREPARED),
    ("minutes", _("Minutes"), OVER),
    ("letter", _("Report to the superior"), OVER),
)


@right("ballots.view_elections")
@require_GET
def election(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一次选举: its time table, its rounds with both readings, and only the buttons one may press."""
    row = queries.access_election(request.actor, pk)
    rounds = queries.rounds_of(row)
    held = rounds[-1] if rounds else None
    names = [name for name in offered(row, rounds, request.actor) if name != "tick"]
    first = primary(names, held)
    counting = held is not None and held.is_open
    context = {
        "election": row,
        "milestones": queries.milestones_of(row),
        "may_tick": "tick" in row.may and row.workflow.verbs_from(row.status),
        "rounds": rounds,
        "elected": queries.elected_in(row),
        "first": button(request, row, first) if first else None,
        "verbs": [button(request, row, name) for name in names if name != first],
        "waits": counting and held is not None and not held.both and queries.own_count(held, request.actor) is not None,
        "papers": [(address(request, f"{name}_pdf", pk), words) for name, words, when in PAPERS if row.status in when],
    }  # fmt: skip
    return render(request, "ballots/election.html", context)


@right("ballots.plan")
@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest) -> HttpResponse:
    """安排换届选举."""
    form = forms.PlanForm(request.POST or None, by=request.actor)
    new_id = keys.uuid7()
    page = FormPage(
        _("Plan an election"), _("Write it down"), ((HOME, address(request, "ledger")),),
        rows=(("organisation",), ("what",), ("why",), ("seats", "meeting_on")),
        lede=_("The days of all steps are counted from the day of the meeting; it can be changed until the first ballot."),
    )  # fmt: skip
    return form_page(
        request, page, form, "ballots.plan", new_id,
        act=lambda: actions.plan(by=request.actor, election_id=new_id, **form.values()),
        to=lambda made: address(request, "election", made),
    )  # fmt: skip


@right("ballots.view_elections")
@require_GET
def electors(request: ActorRequest, pk: UUID) -> HttpResponse:
    """应到会名单: who has a vote, and who is left out of the number by which paper. Nobody's coming is written down (N10)."""
    row = queries.access_election(request.actor, pk)
    return render(
        request, "ballots/electors.html", {"election": row, "electors": list(queries.electors_of(row))}
    )


ACTS = {name: verb_view(name, verb) for name, verb in VERBS.items()}


def _paper(name: str, make: Any) -> Any:
    """The view of one paper; where it is not the time for it, back to the election."""
    when = next(statuses for other, _words, statuses in PAPERS if other == name)

    @right("ballots.view_elections")
    @require_GET
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        row: PartyElection = queries.access_election(request.actor, pk)
        if row.status not in when:
            return HttpResponseRedirect(address(request, "election", pk))
        return as_pdf(make(row, request.actor), f"election-{name}-{row.code}")

    view.__name__ = f"{name}_pdf"
    return view


PDFS = {
    "timetable": _paper("timetable", papers.timetable_pdf),
    "request": _paper("request", papers.request_pdf),
    "notice": _paper("notice", papers.notice_pdf),
    "list": _paper("list", papers.list_pdf),
    "ballots": _paper("ballots", papers.ballots_pdf),
    "tally": _paper("tally", papers.tally_pdf),
    "minutes": _paper("minutes", papers.minutes_pdf),
    "letter": _paper("letter", papers.letter_pdf),
}
