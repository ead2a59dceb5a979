"""Who may tell everybody something. What is told is for everybody, so each right holds on every announcement."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

DESK = (Role.SECRETARY, Role.CLERK)
declare("disclosure.view", _("See the announcements at the desk"), *DESK, Role.GRID_WORKER)
declare("disclosure.publish", _("Publish an announcement"), *DESK)
declare("disclosure.take_down", _("Take an announcement down"), *DESK)
declare("disclosure.replace", _("Publish the newer state of an announcement"), *DESK)
declare("disclosure.end", _("Say that an outage is over"), *DESK)
declare("disclosure.call", _("See whom to ring first in an outage"), *DESK)
declare("disclosure.ring", _("Write down that somebody was rung"), *DESK)
