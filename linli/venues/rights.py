"""Who may write down venues: the desk. Residents read them without a login."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

DESK = (Role.SECRETARY, Role.CLERK)

declare("venues.view", _("See venues at the desk"), *DESK, Role.GRID_WORKER)
declare("venues.register", _("Write down a venue or a room"), *DESK)
declare("venues.amend", _("Correct a venue or a room"), *DESK)
declare("venues.end", _("Write down the last day of a venue or a room"), *DESK)
declare("venues.set_opening", _("Set when a venue is open"), *DESK)
declare("venues.shut", _("Close a venue for some days"), *DESK)
declare("venues.lift", _("Open a closed venue again"), *DESK)
