"""Everything that changes places: compounds, buildings, entrances, and the form of the community itself."""

import datetime as dt

from django.db import transaction

from linli.core import audit
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.places.models import Building, CodeChange, Community, Compound, Entrance, Grid


@transaction.atomic
def register_compound(community: Community, *, name: str, since: dt.date, by: Actor) -> Compound:
    """登记小区."""
    compound = Compound(community=community, name=name, valid_from=since)
    compound.full_clean()
    compound.save()
    audit.record(compound, "places.register", by=by)
    return compound


@transaction.atomic
def register_building(
    community: Community,
    *,
    compound: Compound | None,
    grid: Grid,
    name: str,
    use: str = Building.Use.RESIDENTIAL,
    order: int = 0,
    since: dt.date,
    by: Actor,
) -> Building:
    """登记楼栋; each building lies in exactly one grid (R-28)."""
    building = Building(
        community=community, compound=compound, grid=grid, name=name, use=use, order=order, valid_from=since
    )
    building.full_clean()
    building.save()
    audit.record(building, "places.register", by=by)
    return building


@transaction.atomic
def register_entrance(building: Building, *, name: str, by: Actor) -> Entrance:
    """登记单元."""
    entrance = Entrance(community_id=building.community_id, building=building, name=name)
    entrance.full_clean()
    entrance.save()
    audit.record(entrance, "places.register", by=by)
    return entrance


@transaction.atomic
def convert(community: Community, *, code: str, on: dt.date, by: Actor) -> CodeChange:
    """村改居: the village's code is retired, the urban one holds from `on`; the history is kept (R-28)."""
    village = (
        CodeChange.objects.of(community).filter(form=CodeChange.Form.VILLAGE, valid_to__isnull=True).first()
    )
    if village is None or on <= village.valid_from:
        raise DomainError("There is no village code in force before that day.", field="on")
    village.valid_to = on - dt.timedelta(days=1)
    village.save(update_fields=["valid_to"])
    change = CodeChange(community=community, code=code, form=CodeChange.Form.URBAN, valid_from=on)
    change.full_clean()
    change.save()
    community.code = code
    community.save(update_fields=["code"])
    audit.record(change, "places.convert", by=by, before=village.code, after=code)
    return change
