"""The last day of what holds from a day to a day."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core import audit
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.rights import Actor
from linli.core.workflow import Overtaken


def end(row: Any, action: str, *, on: dt.date, by: Actor, note: str, seen: str | None) -> None:
    """Write down the last day; nothing is deleted. With `seen` (its `state_of`) raises Overtaken."""
    now = type(row).objects.of(row.community_id).select_for_update().get(pk=row.pk)
    if seen is not None and state_of(now) != seen:
        raise Overtaken
    if on < row.valid_from:
        raise DomainError(_("It began on %(day)s; it cannot end before."), field="on", day=row.valid_from)
    row.valid_to = on
    row.full_clean()
    row.save(update_fields=["valid_to"])
    audit.record(row, action, by=by, note=note)
