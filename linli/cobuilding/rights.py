"""Who may do what with needs, resources and projects. The desk does; a grid worker sees, and leads the own projects."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import STAFF, Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare

DESK = (Role.SECRETARY, Role.CLERK)
# What one may do with one row of each list; `core.rights.access` asks for these and no others of the app.
NEED_VERBS = ("view_lists", "match", "meet", "unmatch", "drop")
RESOURCE_VERBS = ("view_lists", "end_offer")
ALLIANCE_VERBS = (
    "view_alliance", "join_alliance", "leave_alliance", "rotate", "agree", "end_agreement", "raise_matter", "settle_matter",
    "end_alliance",
)  # fmt: skip
PROJECT_VERBS = ("view_lists", "launch", "finish", "add_milestone", "reach", "leave_out", "hand_on", "stop")


def _desk(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else NOTHING


def _leads(actor: Actor) -> Q:
    """The desk, and who sees to the project."""
    own = Q(owner__in=actor.hands) if actor.hands else NOTHING
    return _desk(actor) | own


declare("cobuilding.view_lists", _("See the lists of needs, resources and projects"), *STAFF)
for _verb, _label in (
    ("note_need", _("Write down a need")),
    ("match", _("Match a need with a resource")),
    ("meet", _("Say that a need is met")),
    ("unmatch", _("Undo a match")),
    ("drop", _("Drop a need")),
    ("offer", _("Write down a resource")),
    ("end_offer", _("End a resource")),
    ("plan_matches", _("Ask the planner what fits together")),
    ("carry_out_matches", _("Match what was chosen of a plan")),
    ("begin", _("Make a project")),
    ("hand_on", _("Hand a project on")),
    ("stop", _("Stop a project")),
):
    declare(f"cobuilding.{_verb}", _label, *DESK, where=_desk)
for _verb, _label in (
    ("launch", _("Say that a project starts")),
    ("add_milestone", _("Add a milestone")),
    ("reach", _("Say that a milestone is reached")),
    ("leave_out", _("Leave a milestone out")),
    ("finish", _("Say that a project is done")),
):
    declare(f"cobuilding.{_verb}", _label, *STAFF, where=_leads)
# The alliance is an affair of the Party organisation, too; it names organisations and nobody else.
ALLIED = (*DESK, Role.PARTY_WORKER)


def _allied(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*ALLIED) else NOTHING


declare("cobuilding.view_alliance", _("See the alliance"), *STAFF, Role.PARTY_WORKER)
for _verb, _label in (
    ("ally", _("Found an alliance")),
    ("join_alliance", _("Take a member into the alliance")),
    ("leave_alliance", _("Write down that a member leaves the alliance")),
    ("rotate", _("Make the turns in the chair for a year")),
    ("agree", _("Write down a co-building agreement")),
    ("end_agreement", _("End a co-building agreement early")),
    ("end_alliance", _("End the alliance")),
    ("raise_matter", _("Write down a matter of the alliance")),
    ("settle_matter", _("Say what came of a matter of the alliance")),
):
    declare(f"cobuilding.{_verb}", _label, *ALLIED, where=_allied)
