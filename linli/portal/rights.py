"""Who may see the figures, take files in, and print. Every app declares its own of them, and papers lie below the
roles, so their rights stand above all.
"""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare
from linli.papers.imports.importing import any_kind, kinds_open

declare(
    "portal.search",
    _("Search in all records"),
    Role.SECRETARY,
    Role.CLERK,
    Role.GRID_WORKER,
    Role.PROPERTY,
)
declare("figures.view", _("See the figures"), Role.SECRETARY, Role.CLERK, Role.GRID_WORKER)
# Which kinds of file somebody takes in is said by the right of each kind: the lists of the desk, the register of members.
TAKERS = (Role.SECRETARY, Role.CLERK, Role.PARTY_WORKER)
declare("papers.take_lists", _("Take in the lists of the desk"), Role.SECRETARY, Role.CLERK)
declare("papers.view", _("See what was taken in"), *TAKERS, where=kinds_open)
declare("papers.upload", _("Read a file in"), *TAKERS, where=any_kind)
declare("papers.match_columns", _("Say which column is which"), *TAKERS, where=kinds_open)
declare("papers.apply", _("Write what a file holds"), *TAKERS, where=kinds_open)
declare("papers.undo", _("Undo an import"), *TAKERS, where=kinds_open)
declare("papers.discard", _("Not write what a file holds"), *TAKERS, where=kinds_open)
declare("papers.print", _("Work in the printing room"), Role.SECRETARY, Role.CLERK)
