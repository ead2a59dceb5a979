"""Records without a workflow: written down, amended, and recognised as what somebody saw."""

import json
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from linli.core import audit, crypto
from linli.core.rights import Actor
from linli.core.values import plain_value
from linli.core.workflow import Overtaken

Record = TypeVar("Record", bound=models.Model)


@transaction.atomic
def write_down(record: Record, action: str, *, by: Actor, before: str = "", after: str = "") -> Record:
    """登记: check the new record, insert it, and say so in the audit. Raises ValidationError, and Overtaken where
    somebody has written the same down in this very moment.
    """
    record.full_clean()
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as same:
        raise Overtaken from same
    audit.record(record, action, by=by, before=before, after=after)
    return record


@transaction.atomic
def amend(record: Any, action: str, *, by: Actor, seen: str, note: str = "", **changes: Any) -> None:
    """更正: change facts of a record as somebody saw it (`seen` is its `state_of`); the audit names the fields, never
    their values. Raises Overtaken when somebody else changed it meanwhile, ValidationError when a value is wrong.
    """
    rows = type(record)._base_manager.select_for_update().filter(community_id=record.community_id)
    now = rows.get(pk=record.pk)
    if state_of(now) != seen:
        raise Overtaken
    changed = [name for name, value in changes.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, changes[name])
    if changed:
        record.full_clean()
        record.save()
        audit.record(record, action, by=by, note=" ".join([", ".join(changed), note]).strip())


def state_of(record: models.Model) -> str:
    """A keyed digest of everything the record holds, the same before and after it went through the database."""
    fields = record._meta.concrete_fields
    held = {field.attname: plain_value(field.to_python(getattr(record, field.attname))) for field in fields}
    return crypto.blind_index(json.dumps(held, sort_keys=True), "core.state")
