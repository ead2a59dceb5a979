"""Who may write down teams."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

declare("volunteers.found_team", _("Write down a team"), Role.SECRETARY, Role.CLERK)
declare("volunteers.join", _("Take somebody into a team"), Role.SECRETARY, Role.CLERK)
declare("volunteers.leave", _("Take somebody out of a team"), Role.SECRETARY, Role.CLERK)
