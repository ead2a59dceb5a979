"""诉求分类, 责任界面: what the community changes in its kinds of matters, and whose duty each is (N-14)."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from linli.core import audit, clock, keys, records
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.orders.models import Category, Responsibility
from linli.places.models import Compound


def amend_category(category: Category, *, by: Actor, seen: str, **changes: Any) -> None:
    """改诉求分类: name, deadline, usual handler and the text the requester sees. Raises Overtaken."""
    records.amend(category, "orders.amend_category", by=by, seen=seen, **changes)


@transaction.atomic
def add_responsibility(
    category: Category,
    *,
    situation: str,
    hand: str,
    clause: str,
    compound: Compound | None = None,
    by: Actor,
    row_id: UUID | None = None,
) -> Responsibility:
    """登记责任界面: in this case it is that hand's duty, by this clause; in one compound or everywhere."""
    row = Responsibility(
        id=row_id or keys.uuid7(),
        community_id=category.community_id,
        category=category,
        compound=compound,
        situation=situation,
        hand=hand,
        clause=clause,
    )
    return write_down(row, "orders.add_responsibility", by=by)


@transaction.atomic
def end_responsibility(row: Responsibility, *, by: Actor) -> None:
    """停用责任界面: from today it is shown to nobody; ending what has ended changes nothing."""
    standing = Responsibility.objects.of(row.community_id).filter(pk=row.pk, valid_to__isnull=True)
    if standing.update(valid_to=clock.today() - dt.timedelta(days=1)):
        audit.record(row, "orders.end_responsibility", by=by)
