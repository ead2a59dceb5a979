"""Who may write down and see residents."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import STAFF, Role
from linli.core.rights import declare

declare("residents.view", _("See residents"), Role.SECRETARY, Role.CLERK)
declare("residents.enter", _("Write down a resident"), Role.SECRETARY, Role.CLERK)
declare("residents.amend", _("Correct what is written about a resident"), Role.SECRETARY, Role.CLERK)
declare("residents.link_login", _("Say which account is a resident's own"), Role.SECRETARY)
declare("residents.move", _("Write down that a resident moved"), Role.SECRETARY, Role.CLERK)
declare("residents.reveal", _("See a resident's whole numbers, with a reason"), Role.SECRETARY, Role.CLERK)
declare("residents.set_reach", _("Write down how a resident wants to be reached"), Role.SECRETARY, Role.CLERK)
declare("residents.consent", _("Write down that a resident agrees"), Role.SECRETARY, Role.CLERK)
declare(
    "residents.withdraw_consent", _("Write down that a resident no longer agrees"), Role.SECRETARY, Role.CLERK
)
declare("residents.care", _("See whom to ring first"), Role.SECRETARY, Role.CLERK)
declare("residents.name_proxy", _("Write down a proxy of a resident"), Role.SECRETARY, Role.CLERK)
declare("residents.end_proxy", _("End what a proxy may do"), Role.SECRETARY, Role.CLERK)
declare("residents.enter_event", _("Write down a life event of a resident"), Role.SECRETARY, Role.CLERK)
declare("residents.settle_event", _("Settle what a life event touches"), Role.SECRETARY, Role.CLERK)
declare("residents.take_back_event", _("Take back a life event"), Role.SECRETARY, Role.CLERK)
declare("residents.export_own", _("Give a resident a copy of what is kept"), Role.SECRETARY, Role.CLERK)
declare("residents.erase", _("Erase what is kept of a resident"), Role.SECRETARY)
declare("residents.personal", _("See what personal data are kept, and why"), *STAFF, Role.MEMBER)
