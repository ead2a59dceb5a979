"""Replays tell nobody: what is played again was told long ago, and its people are invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from linli.core import outbox

_machines: ContextVar[bool] = ContextVar("machines", default=True)


def machines_may_send() -> bool:
    """Whether text messages, e-mails and robots go out now."""
    return _machines.get()


def anybody_is_told() -> bool:
    """Whether what happens now is told at all."""
    return not outbox.is_silent()


@contextmanager
def by_hand_only() -> Iterator[None]:
    """Nothing leaves this machine: inboxes, calls and letters alone."""
    token = _machines.set(False)
    try:
        yield
    finally:
        _machines.reset(token)
