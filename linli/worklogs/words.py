"""What the acts of the apps mean for a work log (民情日志), in plain words. An app above this one declares its own."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from linli.ballots.workflow import ELECTION_WORKFLOW
from linli.disclosure.models import Announcement
from linli.meetings.models import DirectedTask
from linli.orders.models import Order
from linli.worklogs.lines import declare, name

# A telephone, the number of a door: what a requester may have typed into the first words. Blanks and hyphens may stand between.
DIGITS = re.compile(r"\d(?:[ -]?\d){2,}")


def _order(order: Order) -> str:
    """楼道灯不亮（2026-0417）."""
    return f"{DIGITS.sub('…', order.subject)}（{order.number}）"


name(Order, _order)
name(DirectedTask, lambda task: task.title)
name(Announcement, lambda row: row.title)

ORDERS: Mapping[str, Any] = {
    "submit": pgettext_lazy("work log", "Wrote a matter down"),
    "admit": pgettext_lazy("work log", "Looked at a matter and took it in"),
    "decline": pgettext_lazy("work log", "Said whose matter it is"),
    "dispatch": pgettext_lazy("work log", "Handed a matter out"),
    "accept": pgettext_lazy("work log", "Took a matter"),
    "send_back": pgettext_lazy("work log", "Sent a matter back"),
    "ask": pgettext_lazy("work log", "Asked the resident"),
    "answer": pgettext_lazy("work log", "Wrote down what the resident answered"),
    "transfer": pgettext_lazy("work log", "Passed a matter on"),
    "escalate": pgettext_lazy("work log", "Carried a matter upwards"),
    "hand_down": pgettext_lazy("work log", "Answered and handed a matter down"),
    "extend": pgettext_lazy("work log", "Gave a matter more time"),
    "split": pgettext_lazy("work log", "Split a matter"),
    "merge": pgettext_lazy("work log", "Joined matters that are the same"),
    "resolve": pgettext_lazy("work log", "Finished a matter"),
    "confirm": pgettext_lazy("work log", "Heard that it is solved"),
    "mark_unreached": pgettext_lazy("work log", "Gave up calling back"),
    "reopen": pgettext_lazy("work log", "Opened a matter again"),
    "close": pgettext_lazy("work log", "Closed a matter"),
    "withdraw": pgettext_lazy("work log", "Withdrew a matter as asked"),
    "chase": pgettext_lazy("work log", "Asked how a matter goes"),
    "call_back": pgettext_lazy("work log", "Called back about a matter"),
    "rate": pgettext_lazy("work log", "Wrote down how satisfied the resident is"),
    "attach": pgettext_lazy("work log", "Added a photo"),
    "detach": pgettext_lazy("work log", "Took a photo away"),
    "take_call": pgettext_lazy("work log", "Took a wish to be rung"),
    "end_call": pgettext_lazy("work log", "Rang who asked for a call"),
}
declare("orders", ORDERS, silent=["ask_call", "train"])  # the machine learns at night
declare(
    "meetings",
    {
        "give": pgettext_lazy("work log", "Wrote a directed task down"),
        "finish": pgettext_lazy("work log", "Finished a directed task"),
        "await_reply": pgettext_lazy("work log", "Waits for the street about a directed task"),
        "resume": pgettext_lazy("work log", "Went on with a directed task"),
        "extend": pgettext_lazy("work log", "Moved the due time of a directed task"),
        "hand_on": pgettext_lazy("work log", "Handed a directed task on"),
        "call_off": pgettext_lazy("work log", "Called a directed task off"),
    },
    # Affairs of the Party organisation stand in no log that colleagues read (M-7).
    silent=[
        "convene",
        "postpone",
        "hold",
        "minute",
        "file",
        "cancel_meeting",
        "put_to_vote",
        "adopt",
        "supplement",
        "excuse",
        "publish_lecture",
        "withdraw_lecture",
        "attach",
        "subscribe",
        "unsubscribe",
        "list_problem",
        "rectify",
        "relist",
        "strike",
        "arrive",
        "write_note",
        "amend_note",
        "share_note",
        "unshare_note",
        "erase_note",
    ],
)
# Nor do elections: who counted, who stood, what was decided is in their own minutes.
declare("ballots", {}, silent=sorted(ELECTION_WORKFLOW.verbs))
declare(
    "notifications",
    {
        "tell": pgettext_lazy("work log", "Told somebody by telephone or in person"),
        "miss": pgettext_lazy("work log", "Tried to reach somebody"),
        "lay": pgettext_lazy("work log", "Put a letter into the printing room"),
        "drop": pgettext_lazy("work log", "Took something off the list of what is to be told"),
    },
    silent=["notify", "send", "fail"],  # they follow from another act
)
declare(
    "disclosure",
    {
        "publish": pgettext_lazy("work log", "Published an announcement"),
        "replace": pgettext_lazy("work log", "Brought an announcement up to date"),
        "end": pgettext_lazy("work log", "Said that something is over"),
        "take_down": pgettext_lazy("work log", "Took an announcement down"),
        "ring": pgettext_lazy("work log", "Rang who needs it about an announcement"),
    },
)
declare(
    "residents",
    {
        "enter": pgettext_lazy("work log", "Entered a resident"),
        "amend": pgettext_lazy("work log", "Corrected what is known of a resident"),
        "move": pgettext_lazy("work log", "Wrote down who lives where"),
        "enter_event": pgettext_lazy("work log", "Wrote down a life event"),
    },
    silent=["reveal"],  # looking at a number is part of another act
)
declare(
    "volunteers",
    {
        "propose_service": pgettext_lazy("work log", "Wrote down service"),
        "confirm_service": pgettext_lazy("work log", "Confirmed service"),
    },
)
declare(
    "papers",
    {
        "upload": pgettext_lazy("work log", "Read a file in"),
        "apply": pgettext_lazy("work log", "Wrote what a file holds"),
        "print_jobs": pgettext_lazy("work log", "Printed what lay in the printing room"),
        "prepare_sheet": pgettext_lazy("work log", "Prepared a sign-in sheet"),
        "return_sheet": pgettext_lazy("work log", "Took a signed sheet in"),
        "drop_print": pgettext_lazy("work log", "Took a paper out of the printing room"),
    },
    silent=["request_print"],  # it follows from another act
)
declare(
    "surveys",
    {"export": pgettext_lazy("work log", "Exported the answers of a survey")},
    silent=["answer"],  # who answers is nobody, also where somebody is logged in
)
declare("ledgers", {"export": pgettext_lazy("work log", "Exported a ledger")})
OWN_LOGIN = (
    "add_factor", "name_factor", "remove_factor", "drop_factors", "make_recovery_codes", "use_recovery_code",
    "change_password", "take_up", "make_token", "end_token",
)  # fmt: skip
declare("accounts", {}, silent=OWN_LOGIN)
declare("worklogs", {}, silent=["write_log", "hand_in", "take_back_log"])
