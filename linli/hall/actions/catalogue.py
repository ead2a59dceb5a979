"""The catalogue of services: added to, corrected, and taken off, never deleted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys, records
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.hall.materials import Material
from linli.hall.models import ServiceItem, ServiceMaterial
from linli.places.models import Community


@dataclass(frozen=True)
class Described:
    """What is said of a service, as read from the form or from the file that plants it."""

    name: str
    kind: str
    handling: str
    office: str
    limit_workdays: int | None = None
    fee_fen: int = 0
    legal_basis: str = ""
    place: str = ""
    hours: str = ""
    telephone: str = ""
    helper: str = ""
    words: str = ""
    checked: bool = False
    materials: Sequence[Material] = field(default=())

    def facts(self) -> dict[str, Any]:
        """The fields of the item itself."""
        return {name: value for name, value in asdict(self).items() if name != "materials"}


@transaction.atomic
def add_item(
    community: Community,
    code: str,
    described: Described,
    *,
    order: int = 0,
    by: Actor,
    item_id: UUID | None = None,
) -> ServiceItem:
    """增加事项. R-18 refuses what the community must not issue."""
    item = ServiceItem(
        id=item_id or keys.uuid7(),
        community=community,
        code=code,
        order=order,
        valid_from=clock.today(),
        amended_at=clock.now(),
        **described.facts(),
    )
    write_down(item, "hall.add_item", by=by)
    _write_materials(item, described.materials)
    return item


@transaction.atomic
def amend_item(item: ServiceItem, described: Described, *, by: Actor, seen: str) -> None:
    """更正事项: its facts and its papers; the audit names the fields."""
    records.amend(item, "hall.amend_item", by=by, seen=seen, amended_at=clock.now(), **described.facts())
    ServiceMaterial.objects.of(item.community_id).filter(item=item).delete()
    _write_materials(item, described.materials)


def _write_materials(item: ServiceItem, materials: Sequence[Material]) -> None:
    ServiceMaterial.objects.bulk_create(
        ServiceMaterial(community_id=item.community_id, item=item, order=order, **asdict(one))
        for order, one in enumerate(materials)
    )


@transaction.atomic
def end_item(item: ServiceItem, *, last_day: dt.date, by: Actor, seen: str) -> None:
    """停办事项: after this day it is not offered any more; what is in hand goes on."""
    if last_day < item.valid_from:
        raise DomainError(_("It would end before it began."), field="last_day")
    records.amend(item, "hall.end_item", by=by, seen=seen, valid_to=last_day)
