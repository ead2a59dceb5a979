"""Who may see and write down Party data: the secretary and the Party affairs worker, the latter perhaps at one branch (M-7)."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare

PARTY = (Role.SECRETARY, Role.PARTY_WORKER)


def at(*ways: str) -> Callable[[Actor], Q]:
    """The records of all organisations, or of the one where the actor is posted; `ways` lead from a record to it."""

    def where(actor: Actor) -> Q:
        if actor.everywhere(*PARTY):
            return EVERYTHING
        places = actor.places(Role.PARTY_WORKER)
        if not places:
            return NOTHING
        found = Q()
        for way in ways:
            found |= Q((f"{way}__in", places))
        return found

    return where


MEMBERS = at("memberships__branch", "memberships__group")
declare("party.view", _("See Party members"), *PARTY, where=MEMBERS)
