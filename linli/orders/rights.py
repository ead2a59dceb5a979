"""Who may do what to an order. One right per verb, named after it; each is one Q for list and record alike."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare
from linli.core.spans import in_force, not_over
from linli.orders.models import Exclusion, Level, Responsibility
from linli.orders.workflow import OPEN
from linli.organisations.models import ServiceContract
from linli.volunteers.models import TeamMember

# The one who asked, proven by code and last four digits; an office of one order, not of the community.
REQUESTER = "requester"
DESK = (Role.SECRETARY, Role.CLERK)
STAFF = (*DESK, Role.GRID_WORKER)
TAKERS = (*STAFF, Role.MEMBER, Role.PROPERTY)
ROOM = (*STAFF, Role.PROPERTY)  # who works at /desk/


def _area(actor: Actor) -> Q:
    """The orders of the places an actor answers for: all for the desk, those of the grid for its worker."""
    return EVERYTHING if actor.everywhere(*STAFF) else Q(grid__in=actor.places(*STAFF))


def _room(actor: Actor) -> Q:
    """What somebody sees at the desk: for the property company the orders of the compounds that it serves by
    contract today, of kinds that are its duty in some case (N-14, N-15).
    """
    compounds = actor.places(Role.PROPERTY)
    if not compounds:
        return _area(actor)
    served = ServiceContract.objects.filter(
        in_force(), community_id=actor.community_id, compound__in=compounds
    )
    theirs = Responsibility.objects.filter(
        not_over(), community_id=actor.community_id, hand=Responsibility.Hand.PROPERTY
    )
    return _area(actor) | Q(
        building__compound__in=served.values("compound_id"), category__in=theirs.values("category_id")
    )


def _above(actor: Actor) -> Q:
    """The orders that were carried up to the township, for who works there."""
    return Q(level=Level.TOWNSHIP) if actor.everywhere(Role.TOWNSHIP) else NOTHING


def _desk(actor: Actor) -> Q:
    """The desk may take back what a taker cannot go on with: ill, on leave, moved away."""
    return EVERYTHING if actor.everywhere(*DESK) else NOTHING


def _asked(actor: Actor) -> Q:
    """What one asked for, and what the desk has split off from it."""
    asked = actor.places(REQUESTER)
    return Q(pk__in=asked) | Q(split_from__in=asked) if asked else NOTHING


def _mine(actor: Actor) -> Q:
    return Q(accepted_by=actor.user_id) if actor.user_id else NOTHING


def handed(actor: Actor) -> Q:
    """Handed to the actor or a team of the actor's, whatever came of it, and not taken from the actor before."""
    if not actor.user_id:
        return NOTHING
    in_team = TeamMember.objects.filter(
        in_force(), community_id=actor.community_id, team_id=OuterRef("team_id"), user_id=actor.user_id
    )
    excluded = Exclusion.objects.filter(
        community_id=actor.community_id, order_id=OuterRef("pk"), user_id=actor.user_id
    )
    return (Q(handler=actor.user_id) | Q(Exists(in_team))) & ~Q(Exists(excluded))


def _offered(actor: Actor) -> Q:
    """Handed to the actor or a team of the actor's, and still waiting for a taker; what one passed on and nobody took,
    one may take back.
    """
    return Q(status="dispatched") & (handed(actor) | _mine(actor))


def _seen(actor: Actor) -> Q:
    return _room(actor) | _asked(actor) | _mine(actor) | _offered(actor) | _above(actor)


def _not_own_work(actor: Actor) -> Q:
    """R-25: who took the order never confirms or closes it, nor does who acts for them."""
    return Q(accepted_by__isnull=True) | ~Q(accepted_by__in=actor.hands)


declare("orders.view", _("See an order"), *TAKERS, REQUESTER, Role.TOWNSHIP, where=_seen)
declare("orders.desk", _("Work with the orders at the desk"), *ROOM, where=_room)
declare("orders.submit", _("Write down an order"), *STAFF, where=_area)
declare("orders.admit", _("Admit an order"), *STAFF, where=_area)
declare("orders.decline", _("Decline an order"), *STAFF, where=_area)
declare("orders.dispatch", _("Dispatch an order"), *STAFF, where=_area)
declare("orders.accept", _("Accept an order"), *TAKERS, where=_offered)
declare(
    "orders.send_back",
    _("Send an order back"),
    *TAKERS,
    where=lambda actor: _mine(actor) | (_offered(actor) & Q(handler=actor.user_id)) | _desk(actor),
)
declare("orders.ask", _("Ask the resident something"), *TAKERS, where=_mine)
declare(
    "orders.answer",
    _("Answer what was asked"),
    *STAFF,
    REQUESTER,
    where=lambda actor: _asked(actor) | (_area(actor) & _not_own_work(actor)),
)
declare(
    "orders.contact",
    _("Write down that one has spoken to the resident"),
    *TAKERS,
    where=lambda actor: _mine(actor) | _area(actor),
)
declare("orders.transfer", _("Pass an order on"), *TAKERS, where=_mine)
declare(
    "orders.escalate",
    _("Carry an order upwards"),
    *TAKERS,
    where=lambda actor: (
        (Q(level=Level.GRID) & (_mine(actor) | _area(actor))) | (Q(level=Level.COMMUNITY) & _desk(actor))
    ),
)
declare(
    "orders.hand_down",
    _("Hand an order down"),
    *DESK,
    Role.TOWNSHIP,
    where=lambda actor: _above(actor) | (~Q(level=Level.GRID) & _desk(actor)),
)
declare("orders.area", _("Work in the inbox of the township"), Role.TOWNSHIP, where=_above)
declare("orders.extend", _("Give an order more time"), *DESK, where=_desk)
declare("orders.split", _("Split an order"), *DESK, where=_desk)
declare(
    "orders.merge",
    _("Join an order with another"),
    *DESK,
    where=lambda actor: _desk(actor) & _not_own_work(actor),
)
declare("orders.chase", _("Ask how an order goes"), REQUESTER, where=_asked)
declare(
    "orders.call_back",
    _("Call the requester back"),
    *DESK,
    where=lambda actor: _desk(actor) & _not_own_work(actor),
)
declare(
    "orders.mark_unreached",
    _("Give up calling the requester"),
    *DESK,
    where=lambda actor: _desk(actor) & _not_own_work(actor),
)
declare(
    "orders.rate", _("Say how it was"), REQUESTER, where=lambda actor: _asked(actor) & _not_own_work(actor)
)
declare("orders.rates", _("See the rates"), *DESK, where=_desk)
declare("orders.calls", _("Ring those who ask for it"), *DESK, where=_desk)
declare("orders.ask_call", _("Ask to be rung"), REQUESTER, where=_asked)
declare("orders.take_call", _("Take a call to make"), *DESK, where=_desk)
declare("orders.end_call", _("End a call without an order"), *DESK, where=_desk)
declare("orders.categories", _("Look after the kinds of matters"), *DESK, where=_desk)
declare("orders.amend_category", _("Change a kind of matter"), *DESK, where=_desk)
declare("orders.add_responsibility", _("Write down whose duty a matter is"), *DESK, where=_desk)
declare("orders.end_responsibility", _("Strike out whose duty a matter is"), *DESK, where=_desk)
declare("orders.plan", _("See what the planner proposes"), *DESK, where=_desk)
declare("orders.plan_dispatch", _("Ask the planner who could take what"), *DESK, where=_desk)
declare("orders.carry_out", _("Hand out what the planner proposed"), *DESK, where=_desk)
declare("orders.hot", _("See what many asked for"), *DESK, where=_desk)
declare("orders.resolve", _("Resolve an order"), *TAKERS, where=_mine)
declare(
    "orders.confirm",
    _("Confirm that it is solved"),
    REQUESTER,
    where=lambda actor: _asked(actor) & _not_own_work(actor),
)
declare(
    "orders.reopen",
    _("Say that it is not solved"),
    REQUESTER,
    where=lambda actor: _asked(actor) & _not_own_work(actor),
)
declare("orders.withdraw", _("Withdraw an order"), REQUESTER, where=_asked)
declare(
    "orders.attach",
    _("Add photos to an order"),
    *TAKERS,
    REQUESTER,
    where=lambda actor: _area(actor) | _asked(actor) | (_mine(actor) & Q(status__in=OPEN)),
)
declare(
    "orders.detach",
    _("Take a photo away"),
    *DESK,
    REQUESTER,
    where=lambda actor: _desk(actor) | _asked(actor),
)
declare("orders.close", _("Close an order"), *DESK, where=lambda actor: _area(actor) & _not_own_work(actor))
declare(
    "orders.add_group",
    _("Write down a resident group"),
    *DESK,
    where=lambda actor: EVERYTHING if actor.everywhere(*DESK) else NOTHING,
)
