"""Who may write down and see residents."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

declare("residents.view", _("See residents"), Role.SECRETARY, Role.CLERK)
declare("residents.enter", _("Write down a resident"), Role.SECRETARY, Role.CLERK)
declare("residents.amend", _("Correct what is written about a resident"), Role.SECRETARY, Role.CLERK)
declare("residents.move", _("Write down that a resident moved"), Role.SECRETARY, Role.CLERK)
declare("residents.reveal", _("See a resident's whole numbers, with a reason"), Role.SECRETARY, Role.CLERK)
