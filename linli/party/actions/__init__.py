"""Everything that changes members, those who are away, dues, and what is held of a member's standing."""

from linli.party.actions.away import end_reporting, note_contact, note_leaving, note_return, report_in
from linli.party.actions.dues import Reduced, reduce_dues, reverse_dues, set_basis, take_dues
from linli.party.actions.members import (
    amend,
    bar_from_voting,
    change_branch,
    change_group,
    end,
    enter,
    transfer_out,
)
from linli.party.actions.standing import end_post, give_post, honour, note_care, note_reason

__all__ = [
    "Reduced",
    "amend",
    "bar_from_voting",
    "change_branch",
    "change_group",
    "end",
    "end_post",
    "end_reporting",
    "enter",
    "give_post",
    "honour",
    "note_care",
    "note_contact",
    "note_leaving",
    "note_reason",
    "note_return",
    "reduce_dues",
    "report_in",
    "reverse_dues",
    "set_basis",
    "take_dues",
    "transfer_out",
]
