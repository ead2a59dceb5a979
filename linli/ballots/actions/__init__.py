"""Everything that changes elections. One function per verb of the workflow."""

from linli.ballots.actions.counting import Counted, count, recount, rule, void_poll
from linli.ballots.actions.deciding import approve, conclude, next_round, reduce_seats, report
from linli.ballots.actions.preparing import (
    call_off,
    count_in,
    leave_out,
    list_electors,
    nominate,
    open_poll,
    plan,
    replan,
    tick,
)

__all__ = [
    "Counted", "approve", "call_off", "conclude", "count", "count_in", "leave_out", "list_electors", "next_round",
    "nominate", "open_poll", "plan", "recount", "reduce_seats", "replan", "report", "rule", "tick", "void_poll",
]  # fmt: skip
