"""Needs and resources in the terms of the planner, and whether one pair fits: said beside the button, and before a plan."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from linli.cobuilding.kinds import Kind
from linli.cobuilding.models import Match, Need, Resource
from linli.cobuilding.times import Kept, kept_slot, slot_of, slots_of
from linli.cobuilding.workflow import NeedStatus
from linli.core import clock
from linli.core.errors import DomainError
from linli.planning import matching
from linli.planning.matching import Days, Held, Over

Point = tuple[float, float]
Points = Mapping[Any, Point]

WHY = {
    Over.NOTHING: _("This is not what is needed: another kind or another thing."),
    Over.SKILL: _("Who gives it does not have the skill that is needed."),
    Over.TIME: _("It is not given on these days or at these times."),
    Over.LITTLE: _("Not enough of it is left, or it is too small."),
    Over.TAKEN: _("Another need has it at these times."),
}


class Fit(NamedTuple):
    """That a pair fits: at which time of the week (None where none was asked), and how much there was."""

    slot: Kept | None
    there_was: int


def as_need(need: Need, points: Points) -> matching.Need:
    """A need as the planner knows it; days that have passed are no days."""
    first = max(need.valid_from, clock.today())
    return matching.Need(
        key=str(need.pk),
        kind=need.kind,
        quantity=need.quantity,
        unit=_unit(need),
        skill=need.skill,
        place=points.get(need.building_id),
        slots=slots_of(need.times),
        days=Days(first, need.valid_to),
        urgency=0 if need.urgent else 1,
    )


def as_resource(
    resource: Resource, points: Points, *, held: Iterable[Held] = (), served: int = 0
) -> matching.Resource:
    """A resource as the planner knows it: what is left of it, and of a room when it is had already."""
    return matching.Resource(
        key=str(resource.pk),
        kind=resource.kind,
        capacity=resource.left,
        unit=_unit(resource),
        skills=frozenset({resource.skill} - {""}),
        place=points.get(resource.building_id),
        slots=slots_of(resource.times),
        days=Days(resource.valid_from, resource.valid_to),
        shared=resource.kind != Kind.ROOM,
        giver=resource.giver_key,
        served=served,
        held=tuple(held),
    )


def _unit(row: Need | Resource) -> str:
    return f"{row.item}/{row.unit}" if row.kind == Kind.GOODS else ""


def held_by(match: Match) -> Held:
    """When a room is had for a standing match."""
    days = Days(match.need.valid_from, match.need.valid_to)
    slot = slot_of(match.slot) if match.slot else None
    return Held(slot, days.common(Days(match.resource.valid_from, match.resource.valid_to)))


def standing(resource: Resource) -> list[Held]:
    """When a room is had already, by the needs that are matched with it and not yet met."""
    rows = Match.objects.of(resource.community_id).filter(
        resource=resource, ended_at__isnull=True, need__status=NeedStatus.MATCHED
    )
    return [held_by(match) for match in rows.select_related("need", "resource")]


def misfit(need: Need, resource: Resource, held: Iterable[Held] = ()) -> Over | None:
    """Why a pair does not fit; None where it does."""
    return matching.misfit(as_need(need, {}), as_resource(resource, {}, held=held))


def fit(need: Need, resource: Resource, held: Iterable[Held] = (), at: Kept | None = None) -> Fit:
    """How a pair fits: `at` the time that was proposed where it is free, else at the first that is. DomainError with the
    reason where it does not fit.
    """
    ours, theirs = as_need(need, {}), as_resource(resource, {}, held=held)
    if reason := matching.misfit(ours, theirs):
        raise DomainError(WHY[reason], field="resource")
    free = [kept_slot(found.slot) for found in matching.free_times(ours, theirs)]
    return Fit(at if at in free else free[0], resource.left)
