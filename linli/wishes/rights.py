"""Who may do what with wishes and practical deeds. The desk sees all; a member what hangs on the wall and what is one's own."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare
from linli.orders.rights import REQUESTER
from linli.wishes.models import WishClaim
from linli.wishes.workflow import ON_THE_WALL

DESK = (Role.SECRETARY, Role.CLERK)
STAFF = (*DESK, Role.GRID_WORKER)
HELPERS = (*STAFF, Role.MEMBER)
# What one may do with one wish, and with one deed; `core.rights.access` asks for these and no others of the app.
WISH_VERBS = (
    "view", "desk", "examine", "publish", "claim", "release", "fulfil", "light", "reopen", "decline", "withdraw",
    "thank", "attach", "detach",
)  # fmt: skip
DEED_VERBS = ("view_deeds", "finish", "confirm", "resume", "hand_on", "drop")


def _desk(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else NOTHING


def _wrote(actor: Actor) -> Q:
    """A grid worker sees the wishes that the worker wrote down."""
    return Q(entered_by__in=actor.hands) if actor.hands and actor.plays(Role.GRID_WORKER) else NOTHING


def _wished(actor: Actor) -> Q:
    """The wisher, by code and digits: an office of this one wish."""
    keys = actor.places(REQUESTER)
    return Q(pk__in=keys) if keys else NOTHING


def _claimed(actor: Actor) -> Q:
    """What the actor has claimed and not given back."""
    return Q(Exists(_claims(actor))) if actor.hands else NOTHING


def _claims(actor: Actor) -> QuerySet[WishClaim]:
    return WishClaim.objects.filter(
        community_id=actor.community_id,
        wish_id=OuterRef("pk"),
        user__in=actor.hands,
        released_at__isnull=True,
    )


def _wall(actor: Actor) -> Q:
    return Q(status__in=ON_THE_WALL) if actor.plays(*HELPERS) else NOTHING


def _not_own_wish(actor: Actor) -> Q:
    """Nobody looks at, claims or confirms as another what is one's own wish."""
    return Q(person__user__isnull=True) | ~Q(person__user__in=actor.hands)


def _not_own_work(actor: Actor) -> Q:
    """R-25: who claimed it, or said that it is fulfilled, never lights it, nor does who acts for them."""
    if not actor.hands:
        return EVERYTHING
    return (Q(fulfilled_by__isnull=True) | ~Q(fulfilled_by__in=actor.hands)) & ~Q(Exists(_claims(actor)))


def _says(actor: Actor) -> Q:
    """The wisher, or who asks the wisher and did nothing of it."""
    return (_wished(actor) | _desk(actor)) & _not_own_work(actor)


declare(
    "wishes.view", _("See a wish"), *HELPERS, REQUESTER,
    where=lambda actor: _desk(actor) | _wrote(actor) | _wished(actor) | _wall(actor),
)  # fmt: skip
declare(
    "wishes.desk", _("Work with wishes at the desk"), *STAFF,
    where=lambda actor: _desk(actor) | _wrote(actor),
)  # fmt: skip
declare("wishes.collect", _("Write down a wish"), *STAFF, REQUESTER)
for _verb, _label in (("examine", _("Look at a wish")), ("publish", _("Put a wish on the wall")), ("decline", _("Decline a wish"))):  # fmt: skip
    declare(f"wishes.{_verb}", _label, *DESK, where=lambda actor: _desk(actor) & _not_own_wish(actor))
declare(
    "wishes.claim", _("Claim a wish"), *HELPERS,
    where=lambda actor: _wall(actor) & _not_own_wish(actor),
)  # fmt: skip
declare(
    "wishes.release", _("Give a wish back"), *HELPERS,
    where=lambda actor: _claimed(actor) | (_desk(actor) & Q(taken__gte=1)),
)  # fmt: skip
declare(
    "wishes.fulfil", _("Say that a wish is fulfilled"), *HELPERS,
    where=lambda actor: (_claimed(actor) | _desk(actor)) & _not_own_wish(actor),
)  # fmt: skip
declare(
    "wishes.light", _("Light a wish: the wisher says that it is fulfilled"), *DESK, REQUESTER, where=_says
)
declare("wishes.reopen", _("Say that a wish is not fulfilled"), *DESK, REQUESTER, where=_says)
declare(
    "wishes.withdraw", _("Withdraw a wish"), *DESK, REQUESTER,
    where=lambda actor: _wished(actor) | _desk(actor),
)  # fmt: skip
declare("wishes.thank", _("Say thank you for a wish"), REQUESTER, where=_wished)
declare(
    "wishes.attach", _("Add photos to a wish"), *HELPERS,
    where=lambda actor: _claimed(actor) | _desk(actor),
)  # fmt: skip
declare("wishes.detach", _("Take a photo of a wish away"), *DESK, where=_desk)


def _owned(actor: Actor) -> Q:
    return Q(owner__in=actor.hands) if actor.hands else NOTHING


def _not_own_deed(actor: Actor) -> Q:
    """Who does a deed, or said that it is done, does not confirm it."""
    mine = Q(owner__isnull=False, owner__in=actor.hands) | Q(done_by__isnull=False, done_by__in=actor.hands)
    return ~mine


declare(
    "wishes.view_deeds", _("See practical deeds"), *HELPERS,
    where=lambda actor: _desk(actor) | _owned(actor),
)  # fmt: skip
declare("wishes.begin", _("Begin a practical deed"), *DESK, where=_desk)
declare(
    "wishes.finish", _("Say that a practical deed is done"), *HELPERS,
    where=lambda actor: _desk(actor) | _owned(actor),
)  # fmt: skip
declare(
    "wishes.confirm", _("Confirm a practical deed"), *DESK,
    where=lambda actor: _desk(actor) & _not_own_deed(actor),
)  # fmt: skip
declare("wishes.resume", _("Say that a practical deed is not done yet"), *DESK, where=_desk)
declare("wishes.hand_on", _("Hand a practical deed on"), *DESK, where=_desk)
declare("wishes.drop", _("Drop a practical deed"), *DESK, where=_desk)
