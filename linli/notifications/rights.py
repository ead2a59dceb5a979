"""Who may tell residents, and who sets the robot. Who did the work never asks whether it is solved (M-12)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, Actor, declare
from linli.notifications.addresses import Channel

DESK = (Role.SECRETARY, Role.CLERK)


def _not_own_work(actor: Actor) -> Q:
    return Q(done_by__isnull=True) | ~Q(done_by=actor.user_id) if actor.user_id else EVERYTHING


def _in_person(actor: Actor) -> Q:
    return _not_own_work(actor) & ~Q(channel=Channel.PAPER)


def _on_paper(actor: Actor) -> Q:
    return _not_own_work(actor) & Q(channel=Channel.PAPER)


declare("notifications.view", _("See what has to be told"), *DESK, where=_not_own_work)
declare("notifications.tell", _("Tell somebody"), *DESK, where=_not_own_work)
declare("notifications.miss", _("Say that somebody was not reached"), *DESK, where=_in_person)
declare("notifications.lay", _("Print a letter"), *DESK, where=_on_paper)
declare("notifications.drop", _("Say that it need not be told"), *DESK, where=_not_own_work)
# One's own inbox; the query asks for the user's own rows.
declare("notifications.read", _("Read one's own inbox"), *Role)
declare("notifications.set_robot", _("Connect the robot of the staff group"), Role.SECRETARY, lendable=False)
declare("notifications.remove_robot", _("Disconnect the robot"), Role.SECRETARY, lendable=False)
# What follows from an act of somebody, or what the worker does: nobody presses it.
declare("notifications.notify", _("Let somebody be told"))
declare("notifications.send", _("Send a message"))
declare("notifications.fail", _("Give up sending"))
