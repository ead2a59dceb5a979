"""The page of the map of a branch."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from linli.core.guards import ActorRequest, right
from linli.core.rights import REGISTER
from linli.organisations import party_queries as queries
from linli.organisations.compound_map import map_of
from linli.organisations.models import PartyOrganisation
from linli.places.models import Building


@right("organisations.view_party")
@require_GET
def party_map(request: ActorRequest, pk: UUID) -> HttpResponse:
    """支部地图: the compound with its buildings; a building leads to its group, else to its line in the table."""
    row = queries.access_party(request.actor, PartyOrganisation, pk, "view_party")

    def link(building: Building, groups: list[PartyOrganisation]) -> str:
        if groups:
            return reverse("organisations:party_organisation", args=[request.community.slug, groups[0].pk])
        return f"#building-{building.pk}"

    told = map_of(request.actor, row, link)
    if row.building_id or not told.places:
        raise Http404
    context = {
        "organisation": row,
        "map": told,
        "sees_places": REGISTER["places.view"].held_by(request.actor),
    }
    return render(request, "organisations/party/map.html", context)
