"""Everything that changes directed tasks, meetings and what is published to learn from. One function per verb."""

from linli.meetings.actions.decisions import adopt, put_to_vote
from linli.meetings.actions.feeds import digest_of, open_feeds, subscribe, unsubscribe
from linli.meetings.actions.meetings import (
    Convened,
    cancel_meeting,
    convene,
    file,
    hold,
    minute,
    postpone,
    supplement,
)
from linli.meetings.actions.study import Published, excuse, publish_lecture, withdraw_lecture
from linli.meetings.actions.tasks import await_reply, call_off, extend, finish, give, hand_on, resume

__all__ = [
    "Convened",
    "Published",
    "adopt",
    "await_reply",
    "call_off",
    "cancel_meeting",
    "convene",
    "digest_of",
    "excuse",
    "extend",
    "file",
    "finish",
    "give",
    "hand_on",
    "hold",
    "minute",
    "open_feeds",
    "postpone",
    "publish_lecture",
    "put_to_vote",
    "resume",
    "subscribe",
    "supplement",
    "unsubscribe",
    "withdraw_lecture",
]
