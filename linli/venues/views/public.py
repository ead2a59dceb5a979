"""阵地 for everybody: where they are, whether they are open, how to ring them, what one can do there."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.core import clock
from linli.core.guards import CommunityRequest, public
from linli.core.panels import panels_for
from linli.core.rights import Actor
from linli.venues import queries, words
from linli.venues.models import Venue
from linli.venues.queries import Place

EVERYBODY = "where one can go, and when, is for everybody"


def shown(place: Place) -> dict[str, Any]:
    """What a page says of a venue."""
    venue, today = place.venue, clock.today()
    standing = place.standing
    return {
        "venue": venue,
        "standing": words.standing_words(standing, today),
        "shut": standing.shut,
        "where": words.where(venue),
        "week": words.week_words(place.table, today),
        "closings": place.closings,
        "rooms": place.rooms,
    }


@public(EVERYBODY)
@require_GET
def stations(request: CommunityRequest) -> HttpResponse:
    """All venues by kind: open now or when next, the way, the telephone."""
    found = [
        shown(place) for place in queries.places(request.community, list(queries.venues(request.community)))
    ]
    groups = groupby(found, key=lambda one: one["venue"].get_kind_display())
    context = {
        "groups": [(kind, list(ones)) for kind, ones in groups],
        "panels": panels_for("venues.stations", Actor(request.community.pk, ""), request.community),
    }
    return render(request, "venues/stations.html", context)


@public(EVERYBODY)
@require_GET
def station(request: CommunityRequest, pk: UUID) -> HttpResponse:
    """One venue: the hours of the week, closings, rooms, and what upper apps know of it."""
    venue: Venue = get_object_or_404(queries.venues(request.community), pk=pk)
    back = reverse("venues:stations", args=[request.community.slug])
    context = {
        **shown(queries.places(request.community, [venue])[0]),
        "panels": panels_for("venues.venue", Actor(request.community.pk, ""), venue),
        "parent": {"url": back, "label": _("All stations and rooms")},
    }
    return render(request, "venues/station.html", context)
