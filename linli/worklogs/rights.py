"""Who may do what with work logs. Everybody sees one's own; the secretary reads what was handed in, and nobody else does. None of
it is lent: who stands in for a colleague keeps an own log.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import STAFF, Role
from linli.core.rights import NOTHING, Actor, declare

KEEPERS = (*STAFF, Role.MEMBER)


def _own(actor: Actor) -> Q:
    return Q(user=actor.user_id) if actor.user_id else NOTHING


def _handed_in(actor: Actor) -> Q:
    return Q(handed_in_at__isnull=False) if actor.everywhere(Role.SECRETARY) else NOTHING


declare("worklogs.view", _("See one's own work log"), *KEEPERS, where=_own, lendable=False)
declare("worklogs.write_log", _("Add to one's own work log"), *KEEPERS, where=_own, lendable=False)
declare("worklogs.hand_in", _("Hand in one's own work log"), *KEEPERS, where=_own, lendable=False)
declare("worklogs.take_back_log", _("Take back one's own work log"), *KEEPERS, where=_own, lendable=False)
declare(
    "worklogs.read_handed",
    _("Read work logs that were handed in"),
    Role.SECRETARY,
    where=_handed_in,
    lendable=False,
)
