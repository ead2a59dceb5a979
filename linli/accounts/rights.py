"""Who may invite people, post them and end it. A secretary holds these on every posting of the community;
who acts for a secretary does not.
"""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import STAFF, Role
from linli.core.rights import declare

declare("accounts.view", _("See who holds which posting"), Role.SECRETARY, lendable=False)
declare("accounts.post", _("Give somebody a posting"), Role.SECRETARY, lendable=False)
declare("accounts.invite", _("Invite somebody"), Role.SECRETARY, lendable=False)
declare("accounts.end_posting", _("End a posting"), Role.SECRETARY, lendable=False)
declare("accounts.renew", _("Give a new link for a forgotten password"), Role.SECRETARY, lendable=False)
declare("accounts.take_back", _("Take an invitation back"), Role.SECRETARY, lendable=False)
declare("accounts.drop_factors", _("Drop a lost second factor"), Role.SECRETARY, lendable=False)
declare("accounts.delegate", _("Let a colleague act in one's posting"), *STAFF, lendable=False)
declare("accounts.end_delegation", _("End a delegation"), *STAFF, lendable=False)
declare("accounts.make_token", _("Make a token for a program"), Role.SECRETARY, Role.CLERK, lendable=False)
declare("accounts.end_token", _("End a token"), Role.SECRETARY, Role.CLERK, lendable=False)
declare("accounts.hand_over", _("Hand a posting over to a successor"), Role.SECRETARY, lendable=False)
declare("accounts.read_hand_over", _("Read what was handed over"), *STAFF, lendable=False)
declare(
    "accounts.return_hand_over", _("Note that a hand-over came back signed"), Role.SECRETARY, lendable=False
)
