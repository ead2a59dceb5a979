"""Who may see the figures, and who works in the printing room. Figures are declared in every app, and papers lie below
the roles, so these rights stand above all of them.
"""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

declare("figures.view", _("See the figures"), Role.SECRETARY, Role.CLERK, Role.GRID_WORKER)
declare("papers.print", _("Work in the printing room"), Role.SECRETARY, Role.CLERK)
