"""Who writes, examines and approves what is made known; who keeps channels and boards; who reads what is for members (R-13)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare
from linli.core.spans import not_over
from linli.party.models import BranchMembership
from linli.party.rights import PARTY, at

WRITERS = (Role.SECRETARY, Role.CLERK, Role.PARTY_WORKER)
BOARD_KEEPERS = (*WRITERS, Role.GRID_WORKER)
MEMBERS = (*BOARD_KEEPERS, Role.MEMBER)
PUBLICATION_VERBS = (
    "view_publications", "rewrite", "propose", "examine", "send_back", "publish", "take_down", "send_out",
)  # fmt: skip
BOARD_VERBS = ("view_boards", "put_up", "end_board", "attach")
_of_organisation = at("organisation")


def _seen(actor: Actor) -> Q:
    """The Party organisation sees what is its own; the clerk only what is meant for everybody (M-7)."""
    if actor.everywhere(*PARTY):
        return EVERYTHING
    for_all = Q(audience="society") if actor.plays(Role.CLERK) else NOTHING
    return for_all | _of_organisation(actor)


def _secretary(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(Role.SECRETARY) else NOTHING


def _of_member(actor: Actor) -> Q:
    """What is made known to members: for who is a member of a branch here today."""
    if not actor.user_id:
        return NOTHING
    rows = BranchMembership.objects.of(actor.community_id).filter(
        not_over(), member__person__user=actor.user_id
    )
    return Q(community__in=rows.order_by().values("community"), status="published")


declare("publicity.view_publications", _("See publications"), *WRITERS, where=_seen)
declare("publicity.draft", _("Write a publication"), *WRITERS)
for _verb, _label in (
    ("rewrite", _("Change the words of a publication")),
    ("propose", _("Put a publication forward")),
    ("examine", _("Examine a publication")),
    ("send_back", _("Send a publication back")),
    ("send_out", _("Write down that a publication went out")),
):
    declare(f"publicity.{_verb}", _label, *WRITERS, where=_seen)
declare("publicity.publish", _("Approve a publication"), Role.SECRETARY, where=_secretary)
declare("publicity.take_down", _("Take a publication down"), Role.SECRETARY, where=_secretary)
declare("publicity.view_channels", _("See channels of publicity"), *WRITERS)
declare("publicity.open_channel", _("Write down a channel of publicity"), *WRITERS)
declare("publicity.end_channel", _("End a channel of publicity"), *WRITERS)
declare("publicity.view_boards", _("See boards"), *BOARD_KEEPERS)
for _verb, _label in (
    ("register_board", _("Write down a board")),
    ("put_up", _("Write down what hangs on a board")),
    ("attach", _("Add a photo of a board")),
    ("end_board", _("End a board")),
):
    declare(f"publicity.{_verb}", _label, *BOARD_KEEPERS)
declare(
    "publicity.print_wall", _("Print the wall set of a Party organisation"), *PARTY, where=at("pk", "parent")
)
declare(
    "publicity.read_own",
    _("Read what is made known to members of the Party"),
    *MEMBERS,
    where=_of_member,
    lendable=False,
)
