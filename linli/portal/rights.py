"""Who may see the figures. Figures are declared in every app, so their right stands above all of them."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

declare("figures.view", _("See the figures"), Role.SECRETARY, Role.CLERK, Role.GRID_WORKER)
