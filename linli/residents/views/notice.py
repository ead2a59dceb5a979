"""我们保存哪些个人信息 (PIPL 17): what is kept, why, on which basis, how long. The same words for staff and for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.core.guards import ActorRequest, CommunityRequest, public, right
from linli.core.personal import Declaration, Sensitivity, Subject, declarations
from linli.places.models import Community
from linli.residents.retention import in_words

PASSES_THROUGH = "papers"


def _entry(said: Declaration, community: Community) -> dict[str, Any]:
    return {
        "record": said.model._meta.verbose_name,
        "words": said.words,
        "purpose": said.purpose,
        "basis": said.basis.label,
        "sensitive": said.sensitivity == Sensitivity.SENSITIVE,
        "kept": in_words(said.kept, community),
    }


def groups(community: Community) -> list[dict[str, Any]]:
    """What is kept, by whom it is about, what only passes through last; the days are those of the community."""
    known = sorted(declarations(), key=lambda said: said.model._meta.app_label == PASSES_THROUGH)
    found = [
        {
            "subject": subject.label,
            "entries": [_entry(said, community) for said in known if said.subject == subject],
        }
        for subject in Subject
    ]
    return [group for group in found if group["entries"]]


def _page(request: HttpRequest, community: Community, template: str) -> HttpResponse:
    return render(request, template, {"groups": groups(community)})


@right("residents.personal")
@require_GET
def desk_notice(request: ActorRequest) -> HttpResponse:
    """For staff: what they work with, and what they may tell who asks."""
    return _page(request, request.community, "residents/notice_desk.html")


@public("what is kept of people is told to everybody (PIPL 17)")
@require_GET
def notice(request: CommunityRequest) -> HttpResponse:
    """For everybody."""
    return _page(request, request.community, "residents/notice.html")
