"""Who may write down places."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

declare("places.view", _("See places"), Role.SECRETARY, Role.CLERK, Role.GRID_WORKER)
declare("places.register", _("Write down a place"), Role.SECRETARY, Role.CLERK)
declare("places.convert", _("Write down 村改居"), Role.SECRETARY)
