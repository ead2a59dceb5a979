"""Who may do what with directed tasks. The desk sees all of them, a grid worker those that are the worker's own."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare

DESK = (Role.SECRETARY, Role.CLERK)
STAFF = (*DESK, Role.GRID_WORKER)
# What one may do with one task; `core.rights.access` asks for these and no others of the app.
TASK_VERBS = ("view_tasks", "finish", "await_reply", "resume", "extend", "hand_on", "call_off")


def _mine(actor: Actor) -> Q:
    return Q(handler__in=actor.hands) if actor.hands else NOTHING


def _mine_or_desk(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else _mine(actor)


def _desk(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else NOTHING


declare("meetings.view_tasks", _("See directed tasks"), *STAFF, where=_mine_or_desk)
declare("meetings.give", _("Write down a directed task"), *DESK, where=_desk)
declare("meetings.finish", _("Say that a directed task is done"), *STAFF, where=_mine_or_desk)
declare("meetings.await_reply", _("Let a directed task wait for the street"), *STAFF, where=_mine_or_desk)
declare("meetings.resume", _("Go on with a directed task"), *STAFF, where=_mine_or_desk)
declare("meetings.hand_on", _("Hand a directed task on"), *STAFF, where=_mine_or_desk)
declare("meetings.extend", _("Move the due time of a directed task"), *DESK, where=_desk)
declare("meetings.call_off", _("Call a directed task off"), *DESK, where=_desk)
