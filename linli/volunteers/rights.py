"""Who may write down teams, profiles and service. A profile is the person's own; nobody confirms the own service."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare

DESK = (Role.SECRETARY, Role.CLERK)
EVERYBODY = (*DESK, Role.GRID_WORKER, Role.MEMBER)
# What one may do with a team, and with a service record (`core.rights.access`); the first is to see it.
TEAM_VERBS = ("view_teams", "found_team", "join", "leave", "amend_team")
SERVICE_VERBS = ("view_service", "confirm_service", "refuse_service", "withdraw_service")


def _own(actor: Actor) -> Q:
    return Q(user=actor.user_id) if actor.user_id else NOTHING


def _desk_or_own(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else _own(actor)


def _of_others(actor: Actor) -> Q:
    """R-25: nobody confirms the own service, nor does who acts for one."""
    return ~Q(user__in=actor.hands) if actor.everywhere(*DESK) and actor.user_id else NOTHING


declare("volunteers.view_teams", _("See the teams at the desk"), *DESK, Role.GRID_WORKER)
declare("volunteers.found_team", _("Write down a team"), *DESK)
declare("volunteers.join", _("Take somebody into a team"), *DESK)
declare("volunteers.leave", _("Write down that somebody leaves a team"), *DESK)
declare("volunteers.amend_team", _("Change what a team does"), *DESK)
declare("volunteers.profile", _("Say what one can do and when"), *EVERYBODY, where=_own, lendable=False)
declare("volunteers.view_service", _("See service records"), *EVERYBODY, where=_desk_or_own)
declare(
    "volunteers.propose_service", _("Write down one's own service"), *EVERYBODY, where=_own, lendable=False
)
declare(
    "volunteers.withdraw_service", _("Take back one's own service"), *EVERYBODY, where=_own, lendable=False
)
declare("volunteers.confirm_service", _("Confirm the service of others"), *DESK, where=_of_others)
declare("volunteers.refuse_service", _("Not confirm the service of others"), *DESK, where=_of_others)
