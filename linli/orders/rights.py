"""Who may do what to an order. One right per verb, named after it; each is one Q for list and record alike."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core import clock
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare
from linli.orders.models import Exclusion
from linli.orders.workflow import OPEN
from linli.volunteers.models import TeamMember

# The one who asked, proven by code and last four digits; an office of one order, not of the community.
REQUESTER = "requester"
DESK = (Role.SECRETARY, Role.CLERK)
STAFF = (*DESK, Role.GRID_WORKER)
TAKERS = (*STAFF, Role.MEMBER)


def _area(actor: Actor) -> Q:
    """The orders of the places an actor answers for: all for the desk, those of the grid for its worker."""
    return EVERYTHING if actor.everywhere(*STAFF) else Q(grid__in=actor.places(*STAFF))


def _desk(actor: Actor) -> Q:
    """The desk may take back what a taker cannot go on with: ill, on leave, moved away."""
    return EVERYTHING if actor.everywhere(*DESK) else NOTHING


def _asked(actor: Actor) -> Q:
    return Q(pk__in=actor.places(REQUESTER))


def _mine(actor: Actor) -> Q:
    return Q(accepted_by=actor.user_id) if actor.user_id else NOTHING


def handed(actor: Actor) -> Q:
    """Handed to the actor or a team of the actor's, whatever came of it, and not taken from the actor before."""
    if not actor.user_id:
        return NOTHING
    day = clock.today()
    in_team = TeamMember.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        community_id=actor.community_id,
        team_id=OuterRef("team_id"),
        user_id=actor.user_id,
        valid_from__lte=day,
    )
    excluded = Exclusion.objects.filter(
        community_id=actor.community_id, order_id=OuterRef("pk"), user_id=actor.user_id
    )
    return (Q(handler=actor.user_id) | Q(Exists(in_team))) & ~Q(Exists(excluded))


def _offered(actor: Actor) -> Q:
    """Handed to the actor or a team of the actor's, and still waiting for a taker."""
    return Q(status="dispatched") & handed(actor)


def _seen(actor: Actor) -> Q:
    return _area(actor) | _asked(actor) | _mine(actor) | _offered(actor)


def _not_own_work(actor: Actor) -> Q:
    """R-25: who took the order never confirms or closes it."""
    return Q(accepted_by__isnull=True) | ~Q(accepted_by=actor.user_id) if actor.user_id else EVERYTHING


declare("orders.view", _("See an order"), *TAKERS, REQUESTER, where=_seen)
declare("orders.desk", _("Work with the orders at the desk"), *STAFF, where=_area)
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
