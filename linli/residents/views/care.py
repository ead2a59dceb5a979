"""关爱名单 at the desk: whom to ring first, with whole telephones, on the screen or printed."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET

from linli.core.guards import ActorRequest, right
from linli.residents.care import CareList, ask_from, lists


def _shown(found: CareList, soon: dt.date) -> dict[str, Any]:
    """One list: those to be asked anew soon come first."""
    rows = [(called, called.until <= soon) for called in found.called]
    return {"list": found, "rows": sorted(rows, key=lambda row: not row[1])}


@right("residents.care")
@require_GET
def care(request: ActorRequest) -> HttpResponse:
    """Each list with its people, as one walks."""
    soon = ask_from(request.community)
    shown = [_shown(found, soon) for found in lists(request.community)]
    answer = render(request, "residents/care.html", {"lists": shown})
    add_never_cache_headers(answer)
    return answer
