"""Who may post people."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

declare("accounts.post", _("Give somebody a posting"), Role.SECRETARY)
