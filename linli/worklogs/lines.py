"""日志行: one line for each act of a user on a day, from the audit. Each app's verbs have words here; what an act is about has its
subject, never who asked, a telephone or a door.

    lines.declare("orders", {"accept": _("Took a matter")}, silent=["notify"])
    lines.name(Order, lambda order: order.subject)

A verb without words of its own is called by the words of its right; a law of the tests finds verbs that have neither.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.audit import AuditEntry, kind_of
from linli.core.rights import REGISTER
from linli.core.tenancy import CommunityModel


class Line(NamedTuple):
    """One line of a log: 10:20, and what was done in words."""

    time: str
    words: str


WORDS: dict[str, Any] = {}
SILENT: set[str] = set()
NAMES: dict[str, tuple[type[CommunityModel], Callable[[Any], str]]] = {}


def declare(app: str, words: Mapping[str, Any], *, silent: Iterable[str] = ()) -> None:
    """Say what the verbs of an app mean for a log; each once. What is `silent` is no work of the day: it follows from another
    act, or concerns one's own login. Raises ValueError.
    """
    said, left = {f"{app}.{verb}": told for verb, told in words.items()}, {f"{app}.{verb}" for verb in silent}
    if (said.keys() | left) & (WORDS.keys() | SILENT) or said.keys() & left:
        raise ValueError(f"verbs of {app} are declared twice")
    WORDS.update(said)
    SILENT.update(left)


def name(model: type[CommunityModel], say: Callable[[Any], str]) -> None:
    """Say by what a record is named in a line; it costs a page one query. Each model once. Raises ValueError."""
    if kind_of(model) in NAMES:
        raise ValueError(f"{kind_of(model)} is named twice")
    NAMES[kind_of(model)] = (model, say)


def said(action: str) -> Any:
    """The words of an act; None where it stands in no log."""
    if action in SILENT:
        return None
    right = REGISTER.get(action)
    return WORDS.get(action) or (right.label if right else None)


def compose(community_id: UUID, user_id: UUID, day: dt.date) -> list[Line]:
    """What a user did in a community on a day of Beijing, the earliest first: one line for each act."""
    since = dt.datetime.combine(day, dt.time(), clock.BEIJING)
    entries = AuditEntry.objects.filter(
        community_id=community_id,
        actor_id=user_id,
        happened_at__gte=since,
        happened_at__lt=since + dt.timedelta(days=1),
    )
    told = [entry for entry in entries.order_by("happened_at", "id") if said(entry.action)]
    names = _names(community_id, told)
    return [_line(entry, names.get(entry.subject_id, "")) for entry in told]


def _names(community_id: UUID, entries: list[AuditEntry]) -> dict[UUID, str]:
    """What the records of the entries are called, one query for each kind."""
    found: dict[UUID, str] = {}
    for kind, (model, say) in NAMES.items():
        if keys := {entry.subject_id for entry in entries if entry.subject_kind == kind}:
            found |= {row.pk: say(row) for row in model.objects.of(community_id).filter(pk__in=keys)}
    return found


def _line(entry: AuditEntry, subject: str) -> Line:
    words = str(said(entry.action))
    if subject:
        words = f"{words}{_(': ')}{subject}"
    if entry.on_behalf_of:
        words = _("%(done)s (for %(name)s)") % {"done": words, "name": entry.on_behalf_of}
    return Line(f"{entry.happened_at.astimezone(clock.BEIJING):%H:%M}", words)
