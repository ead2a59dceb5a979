"""Everything that changes development files and plans. One function per verb of the workflow."""

from linli.admissions.actions.approving import approve_admission, approve_conversion, note_receipt
from linli.admissions.actions.correcting import correct_step
from linli.admissions.actions.helping import name_helpers, note_review
from linli.admissions.actions.opening import end, open_file
from linli.admissions.actions.planning import amend_plan, set_plan
from linli.admissions.actions.scanning import add_scan, withdraw_scan
from linli.admissions.actions.stepping import Evidence, name_activist, name_target, take_step
from linli.admissions.actions.voting import Ballot, vote

__all__ = [
    "Ballot", "Evidence", "add_scan", "amend_plan", "approve_admission", "approve_conversion", "correct_step", "end",
    "name_activist", "name_helpers", "name_target", "note_receipt", "note_review", "open_file", "set_plan", "take_step",
    "vote", "withdraw_scan",
]  # fmt: skip
