"""Who may do what with surveys. The desk asks; a grid worker types papers in and sees the counts, not the free words."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare

DESK = (Role.SECRETARY, Role.CLERK)
STAFF = (*DESK, Role.GRID_WORKER)


def _desk(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else NOTHING


declare("surveys.view", _("See surveys and their results"), *STAFF)
declare("surveys.draft", _("Make a draft of a survey"), *DESK)
declare("surveys.revise", _("Change the draft of a survey"), *DESK, where=_desk)
declare("surveys.publish", _("Publish a survey"), *DESK, where=_desk)
declare("surveys.close", _("Close a survey"), *DESK, where=_desk)
declare("surveys.withdraw", _("Withdraw the draft of a survey"), *DESK, where=_desk)
declare("surveys.enter", _("Type in an answer to a survey"), *STAFF)
declare("surveys.read_texts", _("Read the free words of a survey"), *DESK, where=_desk)
