"""The page for everybody: what is needed, what is given by whom, what is under way. Nobody is named."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.cobuilding import allied, queries
from linli.core.guards import CommunityRequest, public


@public("the three lists are everybody's; they name organisations, and nobody else")
@require_GET
def lists(request: CommunityRequest) -> HttpResponse:
    """共驻共建: the three lists in plain words, and where to ring for who wants to give."""
    context = {
        "needs": queries.public_needs(request.community),
        "resources": queries.public_resources(request.community),
        "projects": queries.public_projects(request.community),
    }
    return render(request, "cobuilding/ask/lists.html", context)


@public("the alliance is everybody's; it names organisations, and nobody else")
@require_GET
def public_alliance(request: CommunityRequest) -> HttpResponse:
    """党建联盟: who works together at which level, whose turn it is, and what came of it."""
    return render(
        request, "cobuilding/ask/alliance.html", {"alliance": allied.shown(request.community, everybody=True)}
    )
