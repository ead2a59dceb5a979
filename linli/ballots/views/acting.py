"""The verbs of an election: their words, forms and acts, and which of them may be pressed now."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from linli.ballots import actions, forms, queries
from linli.ballots.models import PartyElection, Round
from linli.ballots.queries import Held
from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page
from linli.core.rights import Actor
from linli.core.verbs import Verb, of_same_name
from linli.rulebook.verdict import Outcome

HOME = _("Elections")

VERBS = {
    "count": Verb(
        _("Enter my count"), forms.CountForm, "pencil",
        _("Two people count the ballots apart from each other, each on a page of the own. Neither sees the other's numbers before both are in."),
        lambda row, form, by: actions.count(row, form.counted(), by=by),
    ),
    "recount": Verb(
        _("Enter my count anew"), forms.RecountForm, "refresh",
        _("Count the ballots again, then enter what you found. The count before stays in the books."),
        lambda row, form, by: actions.recount(row, form.counted(), reason=form.cleaned_data["reason"], by=by),
    ),
    "rule": Verb(
        _("Enter the ruling"), forms.RuleForm, "flag",
        _("The texts are read in two ways, and here they lead to different people. The chief scrutineer rules; the software does not."),
        of_same_name(actions, "rule"),
    ),
    "conclude": Verb(
        _("Announce who is elected"), forms.VerbForm, "check-circle",
        _("Both counts say the same. With this the round is closed."), of_same_name(actions, "conclude"),
    ),
    "next_round": Verb(
        _("Vote once more"), forms.NextRoundForm, "refresh",
        _("Who is elected by this round stays elected. Ballots for the next round can be printed then."), of_same_name(actions, "next_round"),
    ),
    "open_poll": Verb(
        _("Begin to vote"), forms.OpenForm, "check",
        _("At least four fifths of those who count are present (R-07). After this neither list nor candidates change."), of_same_name(actions, "open_poll"),
    ),
    "nominate": Verb(
        _("Name the candidates"), forms.NominateForm, "users",
        _("For a committee at least a fifth more candidates than seats (R-07). Members propose, the superior approves: twice down, twice up."),
        of_same_name(actions, "nominate"),
    ),
    "list_electors": Verb(
        _("Fix the list of electors"), forms.VerbForm, "list",
        _("Full members who have a vote on the day of the meeting, from the register of members. It can be fixed anew until the first ballot is handed out."),
        of_same_name(actions, "list_electors"),
    ),
    "report": Verb(
        _("It is reported"), forms.ReportForm, "send",
        _("Print the report below, have it signed and send it up."), of_same_name(actions, "report"),
    ),
    "approve": Verb(
        _("Write down the approval"), forms.ApproveForm, "check-circle",
        _("With the superior's paper the term begins on the day of the vote, and everybody takes the post."), of_same_name(actions, "approve"),
    ),
    "reduce_seats": Verb(
        _("Leave seats empty"), forms.ReduceForm, "minus",
        _("Instead of voting once more, where more than half of those present agree."), of_same_name(actions, "reduce_seats"),
    ),
    "leave_out": Verb(
        _("Leave somebody out of the number"), forms.LeaveOutForm, "minus",
        _("The person keeps the vote, but does not count among those who must come."), of_same_name(actions, "leave_out"),
    ),
    "count_in": Verb(
        _("Count somebody in again"), forms.ElectorForm, "plus", "", of_same_name(actions, "count_in"),
    ),
    "replan": Verb(
        _("Change the day"), forms.ReplanForm, "calendar",
        _("Steps that are not done move with it. The list of electors is fixed again for the new day."), of_same_name(actions, "replan"),
    ),
    "void_poll": Verb(
        _("This vote is void"), forms.ReasonForm, "cross",
        _("For example because more ballots came back than were handed out. The vote is repeated with the same candidates."),
        of_same_name(actions, "void_poll"), danger=True,
    ),
    "call_off": Verb(
        pgettext_lazy("election verb", "Call the election off"), forms.ReasonForm, "cross",
        _("Nothing is deleted; another election may be planned."), of_same_name(actions, "call_off"), danger=True,
    ),
    "tick": Verb(
        _("This step is done"), forms.TickForm, "check", "",
        lambda row, form, by: actions.tick(row, by=by, **form.values()),
    ),
}  # fmt: skip
_OF_OUTCOME = {
    "rule": {Outcome.CONFLICT},
    "conclude": {Outcome.CARRIED},
    "next_round": {Outcome.TIE, Outcome.NOT_MET},
    "reduce_seats": {Outcome.NOT_MET},
}


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"ballots:{name}", args=[request.community.slug, *rest])


def offered(row: PartyElection, rounds: list[Held], by: Actor) -> list[str]:
    """The verbs that lead on from here and are this actor's, the next one first: the only buttons shown."""
    held = rounds[-1] if rounds else None
    names = [name for name in VERBS if name in row.workflow.verbs_from(row.status) and name in row.may]
    return [name for name in names if _fits(name, row, rounds, held, by)]


def _fits(name: str, row: PartyElection, rounds: list[Held], held: Held | None, by: Actor) -> bool:
    if name in _OF_OUTCOME:
        return held is not None and held.is_open and held.outcome in _OF_OUTCOME[name]
    if name == "count":
        return held is not None and held.is_open and not held.both and not queries.own_count(held, by)
    if name == "recount":
        mine = held is not None and held.is_open and queries.own_count(held, by)
        return bool(mine and held and not held.poll.ruled_reading)
    if name in {"replan", "list_electors"}:
        return all(one.is_prepared for one in rounds)
    if name == "nominate":
        return held is None or held.poll.kind != Round.TIE
    return name != "count_in" or row.entitled != row.eligible


def primary(names: list[str], held: Held | None) -> str:
    """The next step, or nothing where one waits for somebody else; a count is made anew only where the counts differ."""
    steps = {
        "count",
        "rule",
        "conclude",
        "next_round",
        "open_poll",
        "nominate",
        "list_electors",
        "report",
        "approve",
    }
    if held is not None and held.differs:
        steps.add("recount")
    first = [name for name in names if name in steps]
    return first[0] if first else ""


def button(request: ActorRequest, row: PartyElection, name: str) -> dict[str, Any]:
    """A verb as the page draws it."""
    return {"url": address(request, name, row.pk), "label": VERBS[name].label, "icon": VERBS[name].icon}


def _facts(row: PartyElection) -> list[tuple[Any, Any]]:
    return [(_("Status"), row.get_status_display()), (_("day of the meeting"), row.meeting_on)]


def verb_view(name: str, verb: Verb) -> Any:
    """The page of one verb."""

    @right(f"ballots.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        by, here = request.actor, address(request, "election", pk)
        row = find(request, f"ballots.{name}", by, lambda: queries.access_election(by, pk, name))
        if row is None:
            return HttpResponseRedirect(here)
        if request.method == "GET" and name not in offered(row, queries.rounds_of(row), by):
            return HttpResponseRedirect(here)
        form = verb.form(request.POST or None, record=row, by=by, **_first(request, name))
        crumbs = ((HOME, address(request, "ledger")), (str(row), here))
        page = FormPage(
            verb.label, verb.label, crumbs, lede=verb.lede, rows=form.rows, danger=verb.danger, facts=lambda: _facts(row)
        )  # fmt: skip
        return form_page(
            request, page, form, f"ballots.{name}", row.pk, act=lambda: verb.act(row, form, by), to=lambda _made: here
        )  # fmt: skip

    view.__name__ = name
    return view


def _first(request: ActorRequest, name: str) -> dict[str, Any]:
    """Which step of the time table the page was opened for."""
    return {"initial": {"step": plain(request.GET.get("step", ""))}} if name == "tick" else {}
