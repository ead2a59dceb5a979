"""Who may write down organisations and appointments, and who keeps the tree of the Party (M-7: not its members)."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare

declare(
    "organisations.view",
    _("See organisations and appointments"),
    Role.SECRETARY,
    Role.CLERK,
    Role.GRID_WORKER,
)
declare("organisations.register", _("Write down an organisation"), Role.SECRETARY, Role.CLERK)
declare("organisations.contract", _("Write down who serves a compound"), Role.SECRETARY, Role.CLERK)
declare("organisations.appoint", _("Appoint somebody to a post"), Role.SECRETARY, Role.CLERK)
declare(
    "organisations.publish_phone",
    _("Say which telephone of a post everybody may know"),
    Role.SECRETARY,
    Role.CLERK,
)
declare("organisations.end_appointment", _("End an appointment"), Role.SECRETARY, Role.CLERK)
declare("organisations.end_contract", _("Write down the last day of a contract"), Role.SECRETARY, Role.CLERK)

DESK = (Role.SECRETARY, Role.CLERK)
# The tree hangs on the wall of every branch; the clerk may look at it.
SEES_PARTY = (Role.SECRETARY, Role.PARTY_WORKER, Role.CLERK)
PARTY = (Role.SECRETARY, Role.PARTY_WORKER)


def _everywhere(actor: Actor) -> Q:
    """Who works for one branch alone changes nothing of the tree."""
    return EVERYTHING if actor.everywhere(*PARTY) else NOTHING


def at(*ways: str) -> Callable[[Actor], Q]:
    """The records of all Party organisations, or of the one where the actor is posted and of those below it; `ways` lead
    from a record to its organisation.
    """

    def where(actor: Actor) -> Q:
        if actor.everywhere(*PARTY):
            return EVERYTHING
        places = actor.places(Role.PARTY_WORKER)
        if not places:
            return NOTHING
        found = Q()
        for way in ways:
            found |= Q((f"{way}__in", places)) | Q(
                (f"{way}__parent__in" if way != "pk" else "parent__in", places)
            )
        return found

    return where


def _here(actor: Actor) -> Q:
    """The Party organisation where the actor is posted, and no other; all of them for who works for all."""
    if actor.everywhere(*PARTY):
        return EVERYTHING
    places = actor.places(Role.PARTY_WORKER)
    return Q(pk__in=places) if places else NOTHING


declare("organisations.view_party", _("See Party organisations"), *SEES_PARTY)
# Numbers of Party members (M-7): by building on the map of a compound, full members beside the rules of a branch.
declare(
    "organisations.view_numbers",
    _("See how many members a Party organisation has, and in which buildings"),
    *PARTY,
    where=_here,
)
declare("organisations.found", _("Found a Party organisation"), *PARTY, where=_everywhere)
declare("organisations.change", _("Change a Party organisation"), *PARTY, where=_everywhere)
declare("organisations.dissolve", _("Dissolve a Party organisation"), *PARTY, where=_everywhere)
declare("organisations.file_approval", _("File an approval of the superior"), *PARTY, where=_everywhere)
declare("organisations.begin_term", _("Begin the term of a committee"), *PARTY, where=_everywhere)
declare("organisations.seat", _("Write down who holds a post of the Party"), *PARTY, where=_everywhere)
declare("organisations.unseat", _("End a post of the Party"), *PARTY, where=_everywhere)
declare("organisations.form_group", _("Form a work group"), *PARTY, where=_everywhere)
declare("organisations.join_group", _("Put somebody into a work group"), *PARTY, where=_everywhere)
declare("organisations.leave_group", _("Take somebody out of a work group"), *PARTY, where=_everywhere)
declare("organisations.dissolve_group", _("Dissolve a work group"), *PARTY, where=_everywhere)
declare("organisations.view_programmes", _("See programmes"), *DESK, Role.PARTY_WORKER)
declare("organisations.begin_programme", _("Begin a programme"), *DESK, Role.PARTY_WORKER)
declare("organisations.add_strand", _("Add a strand to a programme"), *DESK, Role.PARTY_WORKER)
declare("organisations.end_programme", _("End a programme"), *DESK, Role.PARTY_WORKER)
declare("organisations.label", _("Put a record under a strand"), *DESK, Role.PARTY_WORKER)
declare("organisations.unlabel", _("Take a record out of a strand"), *DESK, Role.PARTY_WORKER)
