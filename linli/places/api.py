"""空间 over the API."""

from uuid import UUID

from ninja import Router
from pydantic import BaseModel

from linli.core.api import REFUSALS, asks
from linli.core.guards import ActorRequest
from linli.places.queries import buildings, standing

router = Router(tags=["places"])


class BuildingLine(BaseModel):
    """A building that stands today."""

    id: UUID
    name: str
    compound: str
    grid: UUID | None


@router.get(
    "/{slug}/buildings", response={200: list[BuildingLine], **REFUSALS}, operation_id="places.buildings"
)
@asks("places.view")
def list_buildings(request: ActorRequest, slug: str) -> list[BuildingLine]:
    """楼栋 of the community."""
    return [
        BuildingLine(
            id=row.pk, name=row.name, compound=row.compound.name if row.compound else "", grid=row.grid_id
        )
        for row in buildings(request.community).filter(standing())
    ]
