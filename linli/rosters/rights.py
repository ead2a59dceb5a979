"""Who may do what with rosters: the desk makes them; whoever may be on duty has the own shifts and what is free."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core import clock
from linli.core.rights import NOTHING, Actor, declare
from linli.rosters.models import Shift, ShiftNote
from linli.rosters.workflow import ShiftStatus

DESK = (Role.SECRETARY, Role.CLERK)
ON_DUTY = (*DESK, Role.GRID_WORKER, Role.MEMBER, Role.PROPERTY)
# What one may do with one roster, with one shift at the desk, with one shift of one's own.
ROSTER_VERBS = ("view", "amend", "end", "schedule", "copy_week")
DESK_VERBS = ("view", "assign", "cancel_shift")
OWN_VERBS = ("own", "ask_swap", "take_back_swap", "take_over", "leave_note")


def free() -> Q:
    """Shifts that somebody else may take over: open, or whose holder asks to be replaced; not over yet."""
    wanted = Q(user__isnull=True) | Q(swap_asked_at__isnull=False)
    return wanted & Q(status=ShiftStatus.SCHEDULED, ends_at__gt=clock.now())


def _own(actor: Actor) -> Q:
    return Q(user=actor.user_id) if actor.user_id else NOTHING


def _own_to_come(actor: Actor) -> Q:
    return _own(actor) & Q(status=ShiftStatus.SCHEDULED, starts_at__gt=clock.now())


def _own_begun(actor: Actor) -> Q:
    return _own(actor) & Q(status=ShiftStatus.SCHEDULED, starts_at__lte=clock.now())


def _comes_next(actor: Actor) -> Q:
    """Notes of the shift before one's own: of the same roster, with no other shift between."""
    shifts = Shift.objects.of(actor.community_id).filter(status=ShiftStatus.SCHEDULED)
    later = shifts.filter(roster=OuterRef("shift__roster"), starts_at__gt=OuterRef("shift__starts_at"))
    mine = shifts.filter(roster=OuterRef("shift__roster"), starts_at=OuterRef("next_at"), user=actor.user_id)
    rows = ShiftNote.objects.of(actor.community_id).filter(noted_at__isnull=True)
    rows = rows.annotate(next_at=Subquery(later.order_by("starts_at").values("starts_at")[:1]))
    return Q(pk__in=rows.filter(Exists(mine)).values("pk")) if actor.user_id else NOTHING


declare("rosters.view", _("See rosters at the desk"), *DESK, Role.GRID_WORKER)
declare("rosters.register", _("Begin a roster"), *DESK)
declare("rosters.amend", _("Correct a roster"), *DESK)
declare("rosters.end", _("Write down the last day of a roster"), *DESK)
declare("rosters.schedule", _("Put a shift into a roster"), *DESK)
declare("rosters.copy_week", _("Copy a week of a roster forward"), *DESK)
declare("rosters.assign", _("Say who is on duty in a shift"), *DESK)
declare("rosters.cancel_shift", _("Cancel a shift"), *DESK)
declare(
    "rosters.own",
    _("See one's own shifts, and those one may take over"),
    *ON_DUTY,
    where=lambda actor: _own(actor) | free(),
)
declare("rosters.ask_swap", _("Ask to be replaced in a shift"), *ON_DUTY, where=_own_to_come, lendable=False)
declare("rosters.take_back_swap", _("Come after all"), *ON_DUTY, where=_own_to_come, lendable=False)
declare(
    "rosters.take_over",
    _("Take over a shift"),
    *ON_DUTY,
    where=lambda actor: free() & ~_own(actor),
    lendable=False,
)
declare(
    "rosters.leave_note", _("Leave a note for the next shift"), *ON_DUTY, where=_own_begun, lendable=False
)
declare(
    "rosters.take_note",
    _("Take note of what the shift before left"),
    *ON_DUTY,
    where=_comes_next,
    lendable=False,
)
