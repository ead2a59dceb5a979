"""Who may connect other systems, and hand an order on to them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare

DESK = (Role.SECRETARY, Role.CLERK)
SERVER_VERBS = ("view", "verify", "amend", "disconnect")
FORWARDING_VERBS = ("view", "send_again")


def _desk(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else NOTHING


declare("gateways.view", _("See other systems and what was forwarded"), *DESK, where=_desk)
declare("gateways.connect", _("Connect another system"), Role.SECRETARY, where=_desk, lendable=False)
declare("gateways.amend", _("Change another system"), Role.SECRETARY, where=_desk, lendable=False)
declare("gateways.disconnect", _("Disconnect another system"), Role.SECRETARY, where=_desk, lendable=False)
declare("gateways.verify", _("Check another system"), *DESK, where=_desk)
declare("gateways.forward", _("Forward an order to another system"), *DESK, where=_desk)
declare("gateways.send_again", _("Send a forwarding again"), *DESK, where=_desk)
# What the worker does: nobody presses it.
declare("gateways.send", _("Send a forwarding"))
declare("gateways.fail", _("Give up sending a forwarding"))
declare("gateways.end", _("Say that another system is done"))
