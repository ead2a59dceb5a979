"""Pages of those who read: everybody, and a member of the Party."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from linli.core import keys
from linli.core.guards import ActorRequest, CommunityRequest, public, right
from linli.publicity import queries


@public("what the Party organisation makes known to everybody")
@require_GET
def published(request: CommunityRequest) -> HttpResponse:
    """党组织公开: the newest first."""
    rows = list(queries.for_everybody(request.community)[: queries.SHOWN])
    return render(request, "publicity/ask/published.html", {"publications": rows})


@public("what the Party organisation makes known to everybody")
@require_GET
def public_publication(request: CommunityRequest, code: str) -> HttpResponse:
    """一份公开: its words."""
    row = queries.for_everybody(request.community).filter(code=keys.read_code(code)).first()
    if row is None:
        raise Http404
    return render(request, "publicity/ask/publication.html", {"publication": row})


@right("publicity.read_own")
@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """党内公开: what a member may read, the newest first."""
    rows = list(queries.for_member(request.actor)[: queries.SHOWN])
    return render(request, "publicity/serve/own.html", {"publications": rows})


@right("publicity.read_own")
@require_GET
def own_publication(request: ActorRequest, pk: UUID) -> HttpResponse:
    """党内公开的一份."""
    row = get_object_or_404(queries.for_member(request.actor), pk=pk)
    return render(request, "publicity/serve/publication.html", {"publication": row})
