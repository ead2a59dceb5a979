"""检索: one search over all that an actor may see. What is found are matters and papers, never people."""

from typing import Any, NamedTuple

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.core.rights import REGISTER, Actor, visible_to
from linli.core.search.index import KINDS, Kind, newest

# Of so many of the newest hits, those that the actor may see; and of each kind so many are shown.
LOOKED_AT, SHOWN = 400, 20


class Group(NamedTuple):
    """What was found of one kind: lines with their addresses; `more` where not all of it is shown."""

    name: Any
    lines: list[tuple[str, str]]
    more: bool


@right("portal.search")
@require_GET
def search(request: ActorRequest) -> HttpResponse:
    """检索: the newest of each kind that hold every word."""
    query = plain(request.GET.get("q", ""))
    context = {"query": query, "groups": groups_of(request.actor, request.community.slug, query)}
    return render(request, "portal/search.html", context)


def groups_of(actor: Actor, slug: str, query: str) -> list[Group]:
    """By kind, what an actor may see: what a number or code names, at once; else what holds the words. One query for all
    kinds, and one for each of which something may be found.
    """
    if not query:
        return []
    kinds = {code: kind for code, kind in KINDS.items() if REGISTER[kind.right].held_by(actor)}
    named = [(kind, wanted) for kind in kinds.values() if (wanted := kind.exact(query)) is not None]
    if groups := _groups(actor, slug, named):
        return groups
    hits = newest(actor.community_id, kinds, query, LOOKED_AT)
    return _groups(actor, slug, [(kinds[code], Q(pk__in=keys)) for code, keys in hits.items()])


def _groups(actor: Actor, slug: str, wanted: list[tuple[Kind, Q]]) -> list[Group]:
    groups = [_group(actor, slug, kind, condition) for kind, condition in wanted]
    return [group for group in groups if group.lines]


def _group(actor: Actor, slug: str, kind: Kind, condition: Q) -> Group:
    rows = visible_to(kind.model.objects.of(actor.community_id), actor, kind.right)  # type: ignore[attr-defined]
    found = list(rows.filter(condition).order_by("-pk")[: SHOWN + 1])
    view, attribute = kind.page
    lines = [
        (reverse(view, args=[slug, str(getattr(row, attribute))]), kind.line(row)) for row in found[:SHOWN]
    ]
    return Group(kind.name, lines, len(found) > SHOWN)
