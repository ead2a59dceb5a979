"""Everything that changes pledges, goals and duty reports. One function per verb of the workflow."""

from linli.pledges.actions.goals import note_goal, set_goal
from linli.pledges.actions.reports import appraise, report
from linli.pledges.actions.reviewing import Said, begin_review, close, review
from linli.pledges.actions.writing import (
    Promise,
    deliver,
    open_round,
    pledge,
    publish,
    rewrite,
    show_name,
    withdraw,
)

__all__ = [
    "Promise", "Said", "appraise", "begin_review", "close", "deliver", "note_goal", "open_round", "pledge", "publish",
    "report", "review", "rewrite", "set_goal", "show_name", "withdraw",
]  # fmt: skip
