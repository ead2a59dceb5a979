"""Who may do what with elections of the Party: the secretary and the Party affairs worker, at the organisation of the posting."""

from django.utils.translation import gettext_lazy as _

from linli.core.rights import declare
from linli.organisations.rights import PARTY, at

ORGANISATIONS = at("pk")
_election = at("organisation")
# What one may do with one election; `core.rights.access` asks for these and no others of the app.
ELECTION_VERBS = (
    "view_elections", "replan", "list_electors", "leave_out", "count_in", "nominate", "open_poll", "count", "recount",
    "rule", "next_round", "reduce_seats", "conclude", "void_poll", "report", "approve", "call_off", "tick",
)  # fmt: skip
for _verb, _label in (
    ("view_elections", _("See elections of the Party")),
    ("plan", _("Plan an election")),
    ("replan", _("Change the day of an election")),
    ("list_electors", _("Fix the list of electors")),
    ("leave_out", _("Leave somebody out of the number of electors")),
    ("count_in", _("Count an elector in again")),
    ("nominate", _("Name the candidates of an election")),
    ("open_poll", _("Begin to vote")),
    ("count", _("Enter a count of votes")),
    ("recount", _("Enter that votes were counted again")),
    ("rule", _("Enter the ruling of the chief scrutineer")),
    ("next_round", _("Let a vote be held once more")),
    ("reduce_seats", _("Write down that seats stay empty")),
    ("conclude", _("Announce who is elected")),
    ("void_poll", _("Write down that a vote is void")),
    ("report", _("Write down that an election was reported")),
    ("approve", _("Write down the approval of an election")),
    ("call_off", _("Call an election off")),
    ("tick", _("Write down that a step of an election is done")),
):
    declare(f"ballots.{_verb}", _label, *PARTY, where=_election)
