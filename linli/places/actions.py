"""Everything that changes places: the community itself, its grids, compounds, buildings, entrances and dwellings.

An id may be given where an act must be the same one when it is repeated (`core.acts.once`).
"""

import copy
import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, keys, records
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.spans import beyond
from linli.places import holds
from linli.places.models import Building, CodeChange, Community, Compound, Division, Dwelling, Entrance, Grid

# What makes a place the same as another one, the field of the form to blame, and what is said.
SAME: dict[type, tuple[tuple[str, ...], str, Any]] = {
    Grid: (("code",), "number", _("There is a grid with this number already.")),
    Compound: (("name",), "name", _("There is a compound of this name already.")),
    Building: (("compound_id", "name"), "name", _("There is a building of this name already.")),
    Entrance: (("building_id", "name"), "name", _("This building has an entrance of this name already.")),
    Dwelling: (("building_id", "entrance_id", "room"), "room", _("This room is written down already.")),
}


def _refuse_twin(place: Any) -> None:
    """DomainError where the same place is written down already."""
    names, field, message = SAME[type(place)]
    twins = type(place).objects.of(place.community_id).exclude(pk=place.pk)
    if twins.filter(**{name: getattr(place, name) for name in names}).exists():
        raise DomainError(message, field=field)


def _register(place: Any, by: Actor) -> Any:
    _refuse_twin(place)
    return write_down(place, "places.register", by=by)


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
    return _register(grid, by)


@transaction.atomic
def register_compound(
    community: Community, *, name: str, since: dt.date, by: Actor, compound_id: UUID | None = None
) -> Compound:
    """登记小区."""
    compound = Compound(id=compound_id or keys.uuid7(), community=community, name=name, valid_from=since)
    return _register(compound, by)


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
    return _register(building, by)


@transaction.atomic
def register_entrance(
    building: Building, *, name: str, by: Actor, entrance_id: UUID | None = None
) -> Entrance:
    """登记单元."""
    entrance = Entrance(
        id=entrance_id or keys.uuid7(), community_id=building.community_id, building=building, name=name
    )
    return _register(entrance, by)


@transaction.atomic
def register_dwelling(
    building: Building,
    *,
    entrance: Entrance | None,
    room: str,
    floor: int | None = None,
    area_dm2: int | None = None,
    since: dt.date,
    by: Actor,
    dwelling_id: UUID | None = None,
) -> Dwelling:
    """登记房屋; `area_dm2` is the exclusive area in 0.01 square metres."""
    dwelling = Dwelling(
        id=dwelling_id or keys.uuid7(),
        community_id=building.community_id,
        building=building,
        entrance=entrance,
        room=room,
        floor=floor,
        area_dm2=area_dm2,
        valid_from=since,
    )
    return _register(dwelling, by)


@transaction.atomic
def amend(place: Any, *, by: Actor, seen: str, **changes: Any) -> None:
    """更正: what was written down wrong about a grid, compound, building, entrance or dwelling. Raises Overtaken."""
    wanted = copy.copy(place)
    for name, value in changes.items():
        setattr(wanted, name, value)
    _refuse_twin(wanted)
    records.amend(place, "places.amend", by=by, seen=seen, **changes)


@transaction.atomic
def end(place: Compound | Building, *, on: dt.date, by: Actor, seen: str) -> None:
    """停用: the last day of a compound or building, and of the dwellings in it. It ends, it is never deleted, and not
    while something hangs on it. Raises Overtaken.
    """
    if on < place.valid_from:
        raise DomainError(
            _("It is in the books from %(day)s; it cannot end before."), field="on", day=place.valid_from
        )
    if reason := holds.reason_to_keep(place, on):
        raise DomainError(reason, field="on")
    records.amend(place, "places.end", by=by, seen=seen, valid_to=on)
    if isinstance(place, Building):
        Dwelling.objects.of(place.community_id).filter(beyond(on), building=place).update(valid_to=on)


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
