"""Who may do what with pledges: the Party organisation, and a member with the own pledge. Nobody else (M-4, M-7)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare
from linli.party.rights import PARTY, at

# Whoever works or serves here may be a member with a pledge of the own.
MEMBERS = (Role.SECRETARY, Role.CLERK, Role.GRID_WORKER, Role.PARTY_WORKER, Role.MEMBER)
# What one may do with one pledge; `core.rights.access` asks for these and no others of the app.
PLEDGE_VERBS = (
    "view_pledges", "view_own", "rewrite", "publish", "deliver", "show_name", "begin_review", "review", "close", "withdraw",
)  # fmt: skip
OF_ORGANISATION = at("organisation", "organisation__parent")


def _own(actor: Actor) -> Q:
    """The pledge of the very person who acts; nobody acts for a member in that."""
    return Q(member__person__user=actor.user_id) if actor.user_id else NOTHING


def _own_or_party(actor: Actor) -> Q:
    return OF_ORGANISATION(actor) | _own(actor)


def _whole(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*PARTY) else NOTHING


declare("pledges.view_pledges", _("See pledges"), *PARTY, where=OF_ORGANISATION)
declare("pledges.view_reviews", _("See reviews of pledges"), *PARTY, where=at("pledge__organisation"))
declare("pledges.view_own", _("See the own pledge"), *MEMBERS, where=_own)
for _verb, _label in (
    ("pledge", _("Write a pledge")),
    ("rewrite", _("Change the words of a pledge")),
    ("publish", _("Publish a pledge")),
    ("deliver", _("Say that one thing of a pledge is done")),
    ("review", _("Write down a review of a pledge")),
):
    declare(f"pledges.{_verb}", _label, *MEMBERS, where=_own_or_party)
# The name is the member's: on paper the member says it to the Party organisation, which writes it down.
declare("pledges.show_name", _("Say whether a pledge shows the name"), *MEMBERS, where=_own_or_party)
for _verb, _label in (
    ("begin_review", _("Begin the reviews of a pledge")),
    ("close", _("Close a pledge")),
    ("withdraw", _("Withdraw a pledge")),
):
    declare(f"pledges.{_verb}", _label, *PARTY, where=OF_ORGANISATION)
declare("pledges.enter", _("Write down a pledge from paper"), *PARTY)
declare("pledges.view_goals", _("See the goals of the year"), *PARTY)
for _verb, _label in (
    ("open_round", _("Open a round of pledges")),
    ("set_goal", _("Set a goal of the year")),
    ("note_goal", _("Note how a goal goes")),
):
    declare(f"pledges.{_verb}", _label, *PARTY, where=_whole)
declare("pledges.view_reports", _("See duty reports"), *PARTY, where=OF_ORGANISATION)
declare("pledges.report", _("Write down a duty report"), *PARTY, where=OF_ORGANISATION)
declare("pledges.appraise", _("Write down the appraisal of a duty report"), *PARTY, where=OF_ORGANISATION)
