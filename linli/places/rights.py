"""Who may write down places. Roles are those of accounts.roles, which stands above: they are named by their word."""

from django.utils.translation import gettext_lazy as _

from linli.core.rights import declare

declare("places.view", _("See places"), "secretary", "clerk", "grid_worker")
declare("places.register", _("Write down a place"), "secretary", "clerk")
declare("places.amend", _("Correct a place"), "secretary", "clerk")
declare("places.end", _("Write down the last day of a place"), "secretary", "clerk")
declare("places.draw", _("Take in a drawn plan"), "secretary", "clerk")
declare("places.propose", _("Have a plan laid out"), "secretary", "clerk")
declare("places.found", _("Write down a community"), "secretary")
declare("places.convert", _("Write down the turn from village to residents' community"), "secretary")
