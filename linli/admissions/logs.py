"""Development files stand in no work log that colleagues read: affairs of the Party organisation (M-7)."""

from linli.worklogs.lines import declare

declare(
    "admissions",
    {},
    silent=[
        "open_file", "take_step", "name_activist", "name_target", "vote", "approve_admission", "approve_conversion",
        "name_helpers", "note_receipt", "note_review", "correct_step", "end", "add_scan", "withdraw_scan", "set_plan", "amend_plan",
    ],
)  # fmt: skip
