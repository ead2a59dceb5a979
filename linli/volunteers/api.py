"""队伍 over the API."""

from ninja import Router

from linli.core.api import REFUSALS, Named, asks
from linli.core.guards import ActorRequest
from linli.volunteers.models import Team

router = Router(tags=["volunteers"])


@router.get("/{slug}/teams", response={200: list[Named], **REFUSALS}, operation_id="volunteers.teams")
@asks("orders.dispatch")
def list_teams(request: ActorRequest, slug: str) -> list[Named]:
    """队伍 to whom an order may be handed."""
    return [Named(id=row.pk, name=row.name) for row in Team.objects.of(request.community)]
