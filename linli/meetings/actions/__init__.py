"""Everything that changes directed tasks, meetings and what is published to learn from. One function per verb."""

from linli.meetings.actions.decisions import adopt, put_to_vote
from linli.meetings.actions.feeds import digest_of, open_feeds, subscribe, unsubscribe
from linli.meetings.actions.meetings import (
    Convened,
    arrive,
    cancel_meeting,
    convene,
    file,
    hold,
    minute,
    postpone,
    supplement,
)
from linli.meetings.actions.notes import amend_note, erase_note, share_note, unshare_note, write_note
from linli.meetings.actions.problems import OVER, Listed, list_problem, rectify, relist, strike
from linli.meetings.actions.study import Published, excuse, publish_lecture, withdraw_lecture
from linli.meetings.actions.tasks import await_reply, call_off, extend, finish, give, hand_on, resume

__all__ = [
    "OVER",
    "Convened",
    "Listed",
    "Published",
    "adopt",
    "amend_note",
    "arrive",
    "await_reply",
    "call_off",
    "cancel_meeting",
    "convene",
    "digest_of",
    "erase_note",
    "excuse",
    "extend",
    "file",
    "finish",
    "give",
    "hand_on",
    "hold",
    "list_problem",
    "minute",
    "open_feeds",
    "postpone",
    "publish_lecture",
    "put_to_vote",
    "rectify",
    "relist",
    "resume",
    "share_note",
    "strike",
    "subscribe",
    "supplement",
    "unshare_note",
    "unsubscribe",
    "withdraw_lecture",
    "write_note",
]
