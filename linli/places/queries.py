"""Questions about places."""

import unicodedata
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from linli.core.rights import Actor, access, visible_to
from linli.core.spans import not_over
from linli.core.tenancy import CommunityModel
from linli.places.models import Building, Community, Compound, Dwelling, Entrance, Grid

DM2 = 100  # hundredths of a square metre in one


def area_words(area_dm2: int | None) -> str:
    """8835 is shown as 88.35 square metres."""
    return f"{area_dm2 // DM2}.{area_dm2 % DM2:02d}" if area_dm2 else ""


def buildings(community: Community) -> QuerySet[Building]:
    """The buildings of a community with their compound, in the order people know them by."""
    return (
        Building.objects.of(community).select_related("compound").order_by("compound__name", "order", "name")
    )


def standing() -> Q:
    """Places that have not had their last day."""
    return not_over()


def access_place(actor: Actor, model: type[CommunityModel], pk: UUID, verb: str) -> Any:
    """The only way at the desk to one place: 404 if unseen, 403 if the verb is not theirs."""
    related: dict[type, tuple[str, ...]] = {
        Building: ("compound", "grid"),
        Entrance: ("building__compound",),
        Dwelling: ("building__compound", "entrance__building__compound"),
    }
    rows = model.objects.of(actor.community_id)
    return access(rows.select_related(*related.get(model, ())), actor, f"places.{verb}", pk=pk)


def _number_in_building(rows: QuerySet) -> Any:
    """How many of `rows` each building of a query has."""
    inside = rows.filter(community_id=OuterRef("community_id"), building=OuterRef("pk")).order_by()
    return Coalesce(Subquery(inside.values("building").annotate(number=Count("pk")).values("number")), 0)


def tree(actor: Actor) -> tuple[list[Grid], list[tuple[Compound | None, list[Building]]]]:
    """小区和楼栋: the grids; each compound with its buildings in order, those of none last. A building has
    `entrance_count` and `dwelling_count`. Three queries, whatever the number of rows.
    """
    grids = visible_to(Grid.objects.of(actor.community_id), actor, "places.view")
    compounds = visible_to(Compound.objects.of(actor.community_id), actor, "places.view")
    rows = visible_to(Building.objects.of(actor.community_id), actor, "places.view").annotate(
        entrance_count=_number_in_building(Entrance.objects.all()),
        dwelling_count=_number_in_building(Dwelling.objects.filter(standing())),
    )
    held: dict[UUID | None, list[Building]] = {}
    for building in rows.select_related("grid"):
        held.setdefault(building.compound_id, []).append(building)
    found: list[tuple[Compound | None, list[Building]]] = [
        (compound, held.get(compound.pk, [])) for compound in compounds
    ]
    return list(grids), [*found, (None, held[None])] if None in held else found


def dwellings_by_building(actor: Actor) -> dict[UUID, int]:
    """How many dwellings stand in each building; buildings without any are left out. One query."""
    rows = visible_to(Dwelling.objects.of(actor.community_id), actor, "places.view").filter(standing())
    return dict(rows.order_by().values_list("building").annotate(number=Count("pk")))


def inside(building: Building) -> list[tuple[Entrance | None, list[Dwelling]]]:
    """The entrances of a building with their dwellings by floor and room, those without entrance last."""
    held: dict[UUID | None, list[Dwelling]] = {}
    for dwelling in Dwelling.objects.of(building.community_id).filter(building=building):
        held.setdefault(dwelling.entrance_id, []).append(dwelling)
    found: list[tuple[Entrance | None, list[Dwelling]]] = [
        (entrance, held.get(entrance.pk, []))
        for entrance in Entrance.objects.of(building.community_id).filter(building=building)
    ]
    return [*found, (None, held[None])] if None in held else found


def plain_number(words: str) -> str:
    """４单元, 4 单元 and 4 are the same entrance; 302室 and 302 the same room."""
    folded = "".join(unicodedata.normalize("NFKC", words).split()).casefold()
    for ending in ("单元", "室", "号", "户"):
        folded = folded.removesuffix(ending)
    return folded


def dwellings_called(building: Building, entrance: str, room: str) -> list[Dwelling]:
    """The dwellings of a building that somebody means by 4单元 302; any entrance where none is said."""
    wanted = plain_number(entrance)
    rows = Dwelling.objects.of(building.community_id).filter(standing(), building=building)
    return [
        row
        for row in rows.select_related("entrance__building__compound", "building__compound")
        if plain_number(row.room) == plain_number(room)
        and (not wanted or (row.entrance and plain_number(row.entrance.name) == wanted))
    ]
