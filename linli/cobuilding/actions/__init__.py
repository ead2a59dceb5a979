"""Everything that changes needs, resources, matches and projects. One function per verb of the workflows."""

from linli.cobuilding.actions.alliance import agree, ally, join_alliance, raise_matter, rotate, settle_matter
from linli.cobuilding.actions.lists import Asked, Offered, drop, end_offer, note_need, offer
from linli.cobuilding.actions.matching import match, meet, unmatch
from linli.cobuilding.actions.parting import end_agreement, end_alliance, leave_alliance
from linli.cobuilding.actions.plans import Matched, carry_out_matches, keep_plan, plan_matches
from linli.cobuilding.actions.projects import (
    Intended,
    add_milestone,
    begin,
    finish,
    hand_on,
    launch,
    leave_out,
    reach,
    stop,
)

__all__ = [
    "Asked",
    "Intended",
    "Matched",
    "Offered",
    "add_milestone",
    "agree",
    "ally",
    "begin",
    "carry_out_matches",
    "drop",
    "end_agreement",
    "end_alliance",
    "end_offer",
    "finish",
    "hand_on",
    "join_alliance",
    "keep_plan",
    "launch",
    "leave_alliance",
    "leave_out",
    "match",
    "meet",
    "note_need",
    "offer",
    "plan_matches",
    "raise_matter",
    "reach",
    "rotate",
    "settle_matter",
    "stop",
    "unmatch",
]
