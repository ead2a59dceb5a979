"""Everything that changes a wish or a practical deed. One function per verb of the workflows."""

from linli.wishes.actions.deeds import begin, confirm, drop, finish, hand_on, resume
from linli.wishes.actions.doing import claim, fulfil, release
from linli.wishes.actions.ending import light, reopen, thank, withdraw
from linli.wishes.actions.intake import Wished, collect, decline, examine, publish

__all__ = [
    "Wished",
    "begin",
    "claim",
    "collect",
    "confirm",
    "decline",
    "drop",
    "examine",
    "finish",
    "fulfil",
    "hand_on",
    "light",
    "publish",
    "release",
    "reopen",
    "resume",
    "thank",
    "withdraw",
]
