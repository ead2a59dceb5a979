"""用印: no entry without service item and basis; somebody else approved it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.hall.models import SealUse, Transaction
from linli.places.models import Community


@dataclass(frozen=True)
class Stamped:
    """What was stamped, on which basis, for whom."""

    item_id: UUID
    paper: str
    legal_basis: str
    for_whom: str
    stamped_on: dt.date
    copies: int = 1
    kept_where: str = ""
    transaction: Transaction | None = None


@transaction.atomic
def stamp(
    community: Community,
    stamped: Stamped,
    *,
    stamped_by_id: UUID,
    approved_by_id: UUID,
    by: Actor,
    seal_id: UUID | None = None,
) -> SealUse:
    """用印登记: numbered in its year. R-18 refuses a listed certificate whatever the basis."""
    if approved_by_id == stamped_by_id:
        raise DomainError(_("Somebody else approves it."), field="approved_by")
    if stamped.stamped_on > clock.today():
        raise DomainError(_("This day has not come yet."), field="stamped_on")
    year = stamped.stamped_on.year
    row = SealUse(
        id=seal_id or keys.uuid7(),
        community=community,
        number=f"YY{year}-{next_number(community.pk, 'hall.seals', year):04d}",
        stamped_by_id=stamped_by_id,
        approved_by_id=approved_by_id,
        **vars(stamped),
    )
    # Foreign keys were checked by who chose them.
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    row.clean()
    row.save(force_insert=True)
    audit.record(row, "hall.stamp", by=by)
    return row
