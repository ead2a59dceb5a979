"""A workflow is a table: which verb leads from which statuses to which status.

The table is data: it is read, tested and drawn (`as_mermaid`). What a verb does is code in the app's actions.py;
`start` and `move` are the only code of the product that writes `status`.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit
from linli.core.errors import DomainError, Stale
from linli.core.rights import Actor


class TransitionError(Stale):
    """The verb does not lead from the present status."""

    message = _("“%(verb)s” is not possible now: the matter is “%(status)s”.")


class Overtaken(Stale):
    """Somebody else changed the record after this person saw it."""

    message = _("Somebody changed this a moment ago. The newer state is shown; please look and press again.")


class Move(NamedTuple):
    """One verb: its label, the statuses it starts from, the status it leads to; without one the status stays."""

    label: Any
    sources: Collection[str]
    target: str = ""


class Workflow:
    """The statuses of a model and the verbs between them. `first` is the verb that creates the record. `facts` are verbs
    that write something down beside the record and leave it as it is, so that nobody's open page grows stale by them.
    """

    def __init__(
        self,
        states: type[models.TextChoices],
        *,
        first: str,
        moves: Mapping[str, Move],
        facts: Mapping[str, Move] | None = None,
    ) -> None:
        self.states, self.first, self.moves, self.facts = states, first, moves, facts or {}
        self.verbs = {**self.moves, **self.facts}
        self.initial = moves[first].target

    def target(self, verb: str, status: str) -> str:
        """Where `verb` leads from `status`; TransitionError if it does not."""
        step = self.verbs[verb]
        if status not in step.sources:
            raise TransitionError(verb=step.label, status=self.states(status).label)
        return step.target or status

    def verbs_from(self, status: str) -> list[str]:
        """The verbs that lead on from `status`, in the order of the table."""
        return [verb for verb, step in self.verbs.items() if status in step.sources]

    def as_mermaid(self) -> str:
        """The diagram for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}: {self.first}"]
        for verb, step in self.moves.items():
            lines += [f"    {source} --> {step.target or source}: {verb}" for source in step.sources]
        return "\n".join(lines)


class WorkflowModel(models.Model):
    """What a record with a life carries: its status, and a version that tells a stale page from a fresh one."""

    workflow: Workflow
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


def start(obj: Any, *, by: Actor, note: str = "", told: str = "") -> None:
    """Write a new record in its first status, and its audit entry. Foreign keys were checked by who chose them."""
    obj.status = obj.workflow.initial
    obj.clean_fields(exclude=[field.name for field in obj._meta.fields if field.is_relation])
    with transaction.atomic():
        obj.save(force_insert=True)
        audit.record(obj, _action(obj, obj.workflow.first), by=by, after=obj.status, note=note, told=told)


BATCH = 500  # rows per INSERT: SQLite takes 32,766 values in one statement


def start_many(rows: Sequence[Any], *, origin: models.Model, by: Actor, note: str = "") -> None:
    """Write many new records of one kind in their first status; one audit entry on `origin` (an import) stands for
    all. Foreign keys were checked by who chose them.
    """
    for obj in rows:
        obj.status = obj.workflow.initial
        obj.clean_fields(exclude=[field.name for field in obj._meta.fields if field.is_relation])
    if not rows:
        return
    first = rows[0]
    with transaction.atomic():
        type(first)._base_manager.bulk_create(rows, batch_size=BATCH)
        audit.record(
            origin,
            _action(first, first.workflow.first),
            by=by,
            after=first.status,
            note=note,
            count=len(rows),
            digest=audit.digest_of(str(obj.pk) for obj in rows),
        )


def move(
    obj: Any,
    verb: str,
    *,
    by: Actor,
    version: int | None = None,
    note: str = "",
    told: str = "",
    only: models.Q | None = None,
    **changes: Any,
) -> None:
    """Take `obj` through `verb`: check, write, audit in one transaction.

    The update is guarded by the version, so of two people pressing at once exactly one wins; the other gets Overtaken.
    `version` is the one the person saw, `only` what must hold besides in that moment. A change may be an expression,
    which the database works out in the same statement; it is read again when it is wanted.
    """
    if version is not None and version != obj.version:
        raise Overtaken
    before, seen = obj.status, obj.version
    target = obj.workflow.target(verb, before)
    with transaction.atomic():
        rows = type(obj)._base_manager.filter(pk=obj.pk, community_id=obj.community_id, version=seen)
        if not rows.filter(only or models.Q()).update(status=target, version=seen + 1, **changes):
            raise Overtaken
        obj.status, obj.version = target, seen + 1
        for name, value in changes.items():
            if hasattr(value, "resolve_expression"):
                obj.__dict__.pop(name)
            else:
                setattr(obj, name, value)
        audit.record(obj, _action(obj, verb), by=by, before=before, after=target, note=note, told=told)


def write_fact(obj: Any, verb: str, *, by: Actor, note: str = "", told: str = "") -> None:
    """The audit entry of a verb that leaves the record as it is; TransitionError where it is not to be said now."""
    obj.workflow.target(verb, obj.status)
    audit.record(obj, _action(obj, verb), by=by, note=note, told=told)


def _action(obj: models.Model, verb: str) -> str:
    return f"{obj._meta.app_label}.{verb}"


__all__ = [
    "DomainError",
    "Move",
    "Overtaken",
    "TransitionError",
    "Workflow",
    "WorkflowModel",
    "move",
    "start",
    "start_many",
    "write_fact",
]
