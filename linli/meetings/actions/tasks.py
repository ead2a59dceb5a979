"""Everything that changes a directed task. One function per verb of the workflow."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import clock, keys
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, start
from linli.meetings import deeds, queries
from linli.meetings.models import DirectedTask, Meeting
from linli.places.models import Community


@transaction.atomic
def give(
    community: Community,
    *,
    title: str,
    giver: str,
    due_at: dt.datetime,
    handler: User,
    office: str = "",
    document_number: str = "",
    text: str = "",
    given_on: dt.date | None = None,
    meeting: Meeting | None = None,
    by: Actor,
    task_id: UUID | None = None,
) -> DirectedTask:
    """交办: a matter that came by paper, telephone or word of mouth gets somebody who does it, and a due time."""
    _can_handle(community, handler)
    task = DirectedTask(
        id=task_id or keys.uuid7(),
        community=community,
        title=title,
        text=text,
        giver=giver,
        office=office,
        document_number=document_number,
        given_on=given_on or clock.today(),
        due_at=due_at,
        handler=handler,
        meeting=meeting,
    )
    if task.given_on > clock.today():
        raise DomainError(_("This day has not come yet."), field="given_on")
    _due_after(task, due_at)
    start(task, by=by)
    return task


@transaction.atomic
def hand_on(task: DirectedTask, *, handler: User, note: str = "", by: Actor, version: int) -> None:
    """转交: somebody else does it from now on."""
    _can_handle(task.community, handler)
    if handler.pk == task.handler_id:
        raise DomainError(_("They have it already."), field="handler")
    words = f"{handler.name}: {note}" if note else handler.name
    move(task, "hand_on", by=by, version=version, note=words, handler=handler)


@transaction.atomic
def await_reply(task: DirectedTask, *, note: str, by: Actor, version: int) -> None:
    """待街道答复: nothing can be done here until the street answers; what is awaited stands in the history."""
    move(task, "await_reply", by=by, version=version, note=note)


@transaction.atomic
def resume(task: DirectedTask, *, note: str = "", by: Actor, version: int) -> None:
    """继续办: the answer has come."""
    move(task, "resume", by=by, version=version, note=note)


@transaction.atomic
def extend(task: DirectedTask, *, due_at: dt.datetime, note: str, by: Actor, version: int) -> None:
    """改期: the giver agreed to another due time; from when to when stands in the history."""
    _due_after(task, due_at)
    before, after = (f"{when.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}" for when in (task.due_at, due_at))
    words = f"{before} → {after}: {note}"
    move(task, "extend", by=by, version=version, note=words, due_at=due_at)


@transaction.atomic
def finish(task: DirectedTask, *, reply: str, deed: str = "", by: Actor, version: int) -> None:
    """办结: what was done, and the order or announcement that did it, where there is one (its number or code)."""
    found = deeds.find(by, deed) if deed else None
    if deed and found is None:
        raise DomainError(_("There is no order and no announcement with this number or code."), field="deed")
    done: dict[str, Any] = (
        {"deed_kind": found.kind, "deed_id": found.key, "deed_label": found.words} if found else {}
    )
    move(task, "finish", by=by, version=version, told=reply, reply=reply, ended_at=clock.now(), **done)


@transaction.atomic
def call_off(task: DirectedTask, *, note: str, by: Actor, version: int) -> None:
    """撤销交办: the giver wants it no more, or it was written down by mistake."""
    move(task, "call_off", by=by, version=version, note=note, ended_at=clock.now())


def _can_handle(community: Community, handler: User) -> None:
    if not queries.handlers(community).filter(pk=handler.pk).exists():
        raise DomainError(_("They do not work here now."), field="handler")


def _due_after(task: DirectedTask, due_at: dt.datetime) -> None:
    if due_at.astimezone(clock.BEIJING).date() < task.given_on:
        raise DomainError(_("It would be due before it was given."), field="due_at")
