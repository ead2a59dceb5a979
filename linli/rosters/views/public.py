"""流动办公 for everybody: where and when in the next two weeks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.core.guards import CommunityRequest, public
from linli.rosters import queries
from linli.rosters.shown import group_message, office_line


@public("where the mobile office comes is for everybody")
@require_GET
def mobile_office(request: CommunityRequest) -> HttpResponse:
    """Places and times of two weeks, and the text for a group."""
    lines = [office_line(row) for row in queries.mobile_offices(request.community)]
    address = request.build_absolute_uri(request.path)
    back = reverse("venues:stations", args=[request.community.slug])
    context = {
        "lines": lines,
        "message": group_message(request.community, lines, address) if lines else "",
        "parent": {"url": back, "label": _("All stations and rooms")},
    }
    return render(request, "rosters/mobile_office.html", context)
