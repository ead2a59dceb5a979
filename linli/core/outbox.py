"""发件箱: what follows an act, done by the worker once the act is committed. The entry in the audit is what waits.

    @outbox.after("orders.resolve")
    def tell(entry: AuditEntry) -> None: ...

Record once: an act writes its entry and no more, so nothing that follows can make it slow or fail, what is rolled
back has no following, and what is committed has it for certain. Why it is so: docs/adr/0032-the-audit-is-the-outbox.md.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction

from linli.core import tasks

AT_ONCE = 200
# What follows each action: a function of the entry, in a transaction of its own. It may run again after a crash.
FOLLOWING: dict[str, Callable[[Any], None]] = {}
_silent: ContextVar[bool] = ContextVar("silent", default=False)


def after(*actions: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register what follows these actions; each action has one following."""

    def register(function: Callable[[Any], None]) -> Callable[[Any], None]:
        for action in actions:
            if action in FOLLOWING:
                raise ValueError(f"two things follow {action}")
            FOLLOWING[action] = function
        return function

    return register


def waits(action: str) -> bool:
    """Whether something is to follow an act that happens now."""
    return action in FOLLOWING and not _silent.get()


def is_silent() -> bool:
    """Whether what happens now has no following."""
    return _silent.get()


@contextmanager
def silent() -> Iterator[None]:
    """Acts of the past, played again: nothing follows them."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def later(entry: Any) -> list[tuple[str, str]]:
    """What has happened to the same record since, of what has a following: each action, and what was told with it."""
    rows = type(entry).objects.filter(community_id=entry.community_id, subject_id=entry.subject_id)
    return list(rows.filter(id__gt=entry.pk, action__in=FOLLOWING).values_list("action", "told"))


def hand_on() -> None:
    """Each act that waits becomes a task of the queue, in the order of the acts; of many workers one does it."""
    waiting = apps.get_model("core", "AuditEntry").objects.filter(followed=False)
    if not waiting.exists():
        return
    with transaction.atomic():
        rows = waiting.select_for_update().order_by("id")[:AT_ONCE]
        keys = list(rows.values_list("pk", flat=True))
        waiting.filter(pk__in=keys).update(followed=True)
        for key in keys:
            tasks.enqueue("core.follow", entry=str(key))


@tasks.task("core.follow")
@transaction.atomic
def follow(entry: str) -> None:
    """Do what follows one act."""
    found = apps.get_model("core", "AuditEntry").objects.get(pk=UUID(entry))
    FOLLOWING[found.action](found)


def follow_at_once() -> None:
    """Do everything that waits here and now, where no worker runs beside: a replay, whose acts have their own time."""
    waiting = apps.get_model("core", "AuditEntry").objects.filter(followed=False)
    for key in list(waiting.order_by("id").values_list("pk", flat=True)):
        waiting.filter(pk=key).update(followed=True)
        follow(str(key))
