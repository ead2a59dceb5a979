"""Who may do what in the hall: the desk. Who comes takes a number, books and cancels without a login."""

from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import declare

DESK = (Role.SECRETARY, Role.CLERK)
# What one may do with one transaction; `core.rights.access` asks for these and no others of the app.
TRANSACTION_VERBS = (
    "view", "admit", "supply", "refer", "finish", "hand_out", "decline", "withdraw", "take_papers", "return_papers",
)  # fmt: skip

declare("hall.view", _("See the transactions of the hall"), *DESK)
declare("hall.begin", _("Write down a transaction"), *DESK)
declare("hall.admit", _("Admit a transaction, or tell what is missing"), *DESK)
declare("hall.supply", _("Say that the missing papers are here"), *DESK)
declare("hall.refer", _("Hand a transaction on to the office that decides"), *DESK)
declare("hall.finish", _("Say what came of a transaction"), *DESK)
declare("hall.hand_out", _("Hand out the result of a transaction"), *DESK)
declare("hall.decline", _("Decline a transaction"), *DESK)
declare("hall.withdraw", _("Withdraw a transaction for who came"), *DESK)
declare("hall.take_papers", _("Write down papers that are taken"), *DESK)
declare("hall.return_papers", _("Write down that papers went back"), *DESK)
declare("hall.view_items", _("See the catalogue of services at the desk"), *DESK)
declare("hall.add_item", _("Add a service to the catalogue"), *DESK)
declare("hall.amend_item", _("Correct a service of the catalogue"), *DESK)
declare("hall.end_item", _("Take a service off the catalogue"), *DESK)
declare("hall.take", _("Hand out a number"), *DESK)
declare("hall.call", _("Call a number"), *DESK)
declare("hall.serve", _("Say that a number was served"), *DESK)
declare("hall.skip", _("Say that nobody came for a number"), *DESK)
declare("hall.view_seals", _("See the register of the seal"), *DESK)
declare("hall.stamp", _("Write down a use of the seal"), *DESK)
declare("hall.view_appointments", _("See the appointments of the hall"), *DESK)
declare("hall.book", _("Book an appointment for somebody"), *DESK)
declare("hall.keep", _("Say that an appointment was kept"), *DESK)
declare("hall.cancel", _("Cancel an appointment"), *DESK)
declare("hall.set_hours", _("Set the hours that can be booked"), *DESK)
