"""Who may see and write down Party data: the secretary and the Party affairs worker, the latter perhaps at one branch (M-7)."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import STAFF, Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare
from linli.core.spans import not_over
from linli.party.models import BranchMembership

PARTY = (Role.SECRETARY, Role.PARTY_WORKER)


def at(*ways: str) -> Callable[[Actor], Q]:
    """The records of all organisations, or of the one where the actor is posted; `ways` lead from a record to it.

    Unlike `organisations.rights.at` it does not reach below: what is said of members in a branch (appraisals, reviews of
    pledges) stays in that branch, also before the worker of the general branch above it. Where the one above takes part,
    as with development files and pledges, the way through the parent is named.
    """

    def where(actor: Actor) -> Q:
        if actor.everywhere(*PARTY):
            return EVERYTHING
        places = actor.places(Role.PARTY_WORKER)
        if not places:
            return NOTHING
        found = Q()
        for way in ways:
            found |= Q((f"{way}__in", places))
        return found

    return where


def of_members(way: str) -> Callable[[Actor], Q]:
    """Members, or what leads to one by `way`: all of them, or those who belong to the organisation of the posting today."""

    def where(actor: Actor) -> Q:
        if actor.everywhere(*PARTY):
            return EVERYTHING
        places = actor.places(Role.PARTY_WORKER)
        if not places:
            return NOTHING
        rows = BranchMembership.objects.of(actor.community_id).filter(not_over())
        here = rows.filter(Q(branch__in=places) | Q(group__in=places))
        return Q((f"{way}__in", here.order_by().values("member")))

    return where


def _anywhere(actor: Actor) -> Q:
    """What belongs to no branch: only for who works for the whole Party organisation of the community."""
    return EVERYTHING if actor.everywhere(*PARTY) else NOTHING


def _own(actor: Actor) -> Q:
    """What belongs to the very person who acts; nobody acts for a member in that."""
    return Q(member__person__user=actor.user_id) if actor.user_id else NOTHING


MEMBERS, RECORDS = of_members("pk"), of_members("member")
# What one may do with a member; `core.rights.access` asks for these and no others of the app.
MEMBER_VERBS = (
    "view", "amend", "change_branch", "change_group", "bar_from_voting", "restore_vote", "transfer_out", "end", "note_leaving", "note_contact",
    "note_reason", "set_basis", "take_dues", "reduce_dues", "honour", "give_post", "note_care",
)  # fmt: skip
declare("party.view", _("See Party members"), *PARTY, where=MEMBERS)
declare("party.view_records", _("See what belongs to Party members"), *PARTY, where=RECORDS)
declare("party.enter", _("Write down a Party member"), *PARTY)
declare("party.take_in", _("Take in a register of Party members"), *PARTY, where=_anywhere)
for _verb, _label in (
    ("amend", _("Put right what was written down about a Party member")),
    ("change_branch", _("Move a Party member to another branch here")),
    ("change_group", _("Move a Party member to another group")),
    ("bar_from_voting", _("Write down that a Party member has no vote for a time")),
    ("restore_vote", _("Write down that a Party member has a vote again")),
    ("transfer_out", _("Write down that the relation of a Party member went elsewhere")),
    ("end", _("Write down the end of a membership")),
    ("note_leaving", _("Write down that a Party member is away for long")),
    ("note_contact", _("Write down a contact with a floating member")),
    ("note_reason", _("Write down a good reason that stops the count")),
    ("set_basis", _("Write down on what a Party member pays dues")),
    ("take_dues", _("Take dues")),
    ("reduce_dues", _("Write down that dues are reduced or waived")),
    ("honour", _("Write down an honour of a Party member")),
    ("give_post", _("Give a duty post to a Party member")),
    ("note_care", _("Write down care for a Party member")),
):
    declare(f"party.{_verb}", _label, *PARTY, where=MEMBERS)
for _verb, _label in (
    ("note_return", _("Write down that a floating member is back")),
    ("reverse_dues", _("Take back a receipt of dues by a counter-entry")),
    ("end_post", _("End a duty post")),
):
    declare(f"party.{_verb}", _label, *PARTY, where=RECORDS)
declare("party.report_in", _("Write down who reports to the community in service"), *PARTY, where=_anywhere)
declare("party.end_reporting", _("End an in-service reporting"), *PARTY, where=_anywhere)
ROUNDS = at("branch")
# What one may do with one round of appraisal.
ROUND_VERBS = (
    "view_appraisals", "ask_self_reviews", "hold_test", "ask_opinions", "close_appraisal", "call_off_appraisal",
    "write_self_review", "note_opinion", "correct_opinion", "count_test", "grade",
)  # fmt: skip
for _verb, _label in (
    ("view_appraisals", _("See appraisals of members")),
    ("open_appraisal", _("Open an appraisal of members")),
    ("ask_self_reviews", _("Ask for the self-reviews of an appraisal")),
    ("hold_test", _("Write down the test of an appraisal")),
    ("ask_opinions", _("Go on to the opinions of the committee")),
    ("close_appraisal", _("Close an appraisal")),
    ("call_off_appraisal", _("Call an appraisal off")),
    ("write_self_review", _("Write a self-review down from paper")),
    ("note_opinion", _("Note what was said about a member")),
    ("correct_opinion", _("Put right what was noted about a member")),
    ("count_test", _("Count the sheets about a member")),
    ("grade", _("Grade a member by the committee's opinion")),
):
    declare(f"party.{_verb}", _label, *PARTY, where=ROUNDS)
APPEAL_VERBS = ("view_points", "answer_points")
for _verb, _label in (
    ("view_points", _("See rules of points, totals and appeals")),
    ("write_point_rule", _("Write a rule of points")),
    ("end_point_rule", _("End a rule of points")),
    ("pull_points", _("Pull points from confirmed deeds")),
    ("answer_points", _("Answer an appeal about points")),
):
    declare(f"party.{_verb}", _label, *PARTY, where=_anywhere)
OWN_ROLES = (Role.MEMBER, *STAFF, Role.PARTY_WORKER)
for _verb, _label in (
    ("join_points", _("Take part in points")),
    ("leave_points", _("Take part in points no more")),
    ("appeal_points", _("Say that points of one's own are not right")),
    ("review_oneself", _("Write the own self-review")),
):
    declare(f"party.{_verb}", _label, *OWN_ROLES, where=_own, lendable=False)
declare("party.see_own", _("See one's own membership and dues"), Role.MEMBER, *STAFF, Role.PARTY_WORKER)
