"""Everything that changes places: the community itself, its grids, compounds, buildings and entrances.

An id may be given where an act must be the same one when it is repeated (`core.acts.once`).
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.places.models import Building, CodeChange, Community, Compound, Division, Entrance, Grid


@transaction.atomic
def found(
    *,
    slug: str,
    code: str,
    name: str,
    division: Division,
    form: str,
    since: dt.date,
    by: Actor,
    founded_on: dt.date | None = None,
    area_m2: int | None = None,
    look: dict[str, Any] | None = None,
    community_id: UUID | None = None,
) -> Community:
    """登记社区: the community with its founding facts; its first code holds from `since`."""
    community = Community(
        id=community_id or keys.uuid7(),
        slug=slug,
        code=code,
        name=name,
        division=division,
        founded_on=founded_on,
        area_m2=area_m2,
        look=look or {},
    )
    community.full_clean()
    community.save(force_insert=True)
    first = CodeChange(community=community, code=code, form=form, valid_from=since)
    first.full_clean()
    first.save(force_insert=True)
    audit.record(community, "places.found", by=by, after=code)
    return community


@transaction.atomic
def register_grid(
    community: Community, *, number: int, name: str, by: Actor, grid_id: UUID | None = None
) -> Grid:
    """登记网格: its code is the community's and three digits more."""
    grid = Grid(
        id=grid_id or keys.uuid7(), community=community, code=f"{community.code}{number:03d}", name=name
    )
    return write_down(grid, "places.register", by=by)


@transaction.atomic
def register_compound(
    community: Community, *, name: str, since: dt.date, by: Actor, compound_id: UUID | None = None
) -> Compound:
    """登记小区."""
    compound = Compound(id=compound_id or keys.uuid7(), community=community, name=name, valid_from=since)
    return write_down(compound, "places.register", by=by)


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
    building_id: UUID | None = None,
) -> Building:
    """登记楼栋; each building lies in exactly one grid (R-28)."""
    building = Building(
        id=building_id or keys.uuid7(),
        community=community,
        compound=compound,
        grid=grid,
        name=name,
        use=use,
        order=order,
        valid_from=since,
    )
    return write_down(building, "places.register", by=by)


@transaction.atomic
def register_entrance(
    building: Building, *, name: str, by: Actor, entrance_id: UUID | None = None
) -> Entrance:
    """登记单元."""
    entrance = Entrance(
        id=entrance_id or keys.uuid7(), community_id=building.community_id, building=building, name=name
    )
    return write_down(entrance, "places.register", by=by)


@transaction.atomic
def convert(
    community: Community, *, code: str, on: dt.date, by: Actor, change_id: UUID | None = None
) -> CodeChange:
    """村改居: the village's code is retired, the urban one holds from `on`; the history is kept (R-28)."""
    village = (
        CodeChange.objects.of(community).filter(form=CodeChange.Form.VILLAGE, valid_to__isnull=True).first()
    )
    if village is None or on <= village.valid_from:
        raise DomainError(_("There is no village code in force before that day."), field="on")
    village.valid_to = on - dt.timedelta(days=1)
    village.save(update_fields=["valid_to"])
    change = CodeChange(
        id=change_id or keys.uuid7(),
        community=community,
        code=code,
        form=CodeChange.Form.URBAN,
        replaces=village,
        valid_from=on,
    )
    write_down(change, "places.convert", by=by, before=village.code, after=code)
    community.code = code
    community.save(update_fields=["code"])
    for grid in Grid.objects.of(community):
        grid.code = code + grid.code[len(code) :]
        grid.save(update_fields=["code"])
    return change
