"""Who may write down organisations and appointments."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

declare(
    "organisations.view",
    _("See organisations and appointments"),
    Role.SECRETARY,
    Role.CLERK,
    Role.GRID_WORKER,
)
declare("organisations.register", _("Write down an organisation"), Role.SECRETARY, Role.CLERK)
declare("organisations.contract", _("Write down who serves a compound"), Role.SECRETARY, Role.CLERK)
declare("organisations.appoint", _("Appoint somebody to a post"), Role.SECRETARY, Role.CLERK)
declare(
    "organisations.publish_phone",
    _("Say which telephone of a post everybody may know"),
    Role.SECRETARY,
    Role.CLERK,
)
declare("organisations.end_appointment", _("End an appointment"), Role.SECRETARY, Role.CLERK)
declare("organisations.end_contract", _("Write down the last day of a contract"), Role.SECRETARY, Role.CLERK)
