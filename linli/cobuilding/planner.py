"""对接方案, made: the only place that hands the lists to the optimiser, so that nothing else loads its libraries."""

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from linli.cobuilding import actions, fitting
from linli.cobuilding.fitting import Points
from linli.cobuilding.models import Match, MatchPlan, MatchProposal, Need, Resource
from linli.cobuilding.times import kept_slot
from linli.cobuilding.workflow import NeedStatus
from linli.core import clock, spans
from linli.places.models import Community, Outline
from linli.planning.matching import Held, Proposal, Task, Weights, propose
from linli.rulebook import book

MOST = 200
DM = 10
WEIGHTS = ("way", "waste", "spread", "far", "many")


def make(plan: MatchPlan) -> None:
    """Make a plan that was asked for, and keep it: the urgent first, then as they were written down."""
    community = plan.community
    waiting = Need.objects.of(community).filter(status=NeedStatus.OPEN)
    needs = list(waiting.order_by("-urgent", "noted_at", "id")[:MOST])
    offered = Resource.objects.of(community).filter(spans.not_over()).select_related("organisation", "team")
    resources = list(offered.order_by("number")[:MOST])
    points, drawn = points_of(community)
    tried = _tried(needs)
    found = propose(_task(community, needs, resources, tried, points))
    chosen = {proposal.need: proposal for proposal in found.proposals}
    known = {str(resource.pk): resource for resource in resources}
    rows = []
    for place, need in enumerate(needs):
        row = MatchProposal(
            community_id=community.pk, plan=plan, need=need, seen=need.version, place=place,
            over=found.over.get(str(need.pk), ""), excluded=[[str(one), why] for one, why in tried[need.pk]],
        )  # fmt: skip
        if proposal := chosen.get(str(need.pk)):
            _give_reasons(row, proposal, known, drawn=drawn)
        rows.append(row)
    actions.keep_plan(plan, rows)


def _give_reasons(row: MatchProposal, proposal: Proposal, known: dict[str, Resource], *, drawn: bool) -> None:
    row.resource, row.next = known[proposal.resource], known.get(proposal.next or "")
    row.metres = proposal.metres if drawn else None
    row.slot, row.there_was = kept_slot(proposal.slot), proposal.capacity


def _task(
    community: Community,
    needs: list[Need],
    resources: list[Resource],
    tried: dict[UUID, list[tuple[Resource, str]]],
    points: Points,
) -> Task:
    held, served = _standing(community)
    numbers = {
        name: int(book.value(f"cobuilding.plan.{name}", on=clock.today(), at=community.code))
        for name in WEIGHTS
    }
    return Task(
        [fitting.as_need(need, points) for need in needs],
        [
            fitting.as_resource(row, points, held=held[row.pk], served=served[row.giver_key])
            for row in resources
        ],
        {(str(need), str(resource.pk)) for need, pairs in tried.items() for resource, _why in pairs},
        Weights(**numbers),
    )


def _standing(community: Community) -> tuple[dict[UUID, list[Held]], Counter[str]]:
    """When rooms are had already, and how many needs each giver serves now."""
    rows = Match.objects.of(community).filter(ended_at__isnull=True, need__status=NeedStatus.MATCHED)
    held: dict[UUID, list[Held]] = defaultdict(list)
    served: Counter[str] = Counter()
    for row in rows.select_related("need", "resource"):
        held[row.resource_id].append(fitting.held_by(row))
        served[row.resource.giver_key] += 1
    return held, served


def _tried(needs: list[Need]) -> dict[UUID, list[tuple[Resource, str]]]:
    """What each need had and gave back, and why: it is not proposed a second time."""
    found: dict[UUID, list[tuple[Resource, str]]] = {need.pk: [] for need in needs}
    if needs:
        rows = Match.objects.of(needs[0].community_id).filter(need__in=list(found), ended_at__isnull=False)
        for row in rows.select_related("resource").order_by("happened_at", "id"):
            found[row.need_id].append((row.resource, row.why_ended))
    return found


def points_of(community: Community) -> tuple[dict[Any, tuple[float, float]], bool]:
    """The middle of each building in metres of the community's own plan, and whether somebody drew it: where it is laid
    out by itself, near is still near, but a way has no length.
    """
    rows = Outline.objects.of(community).filter(building__isnull=False)
    points, drawn = {}, False
    for building, shape, proposed in rows.values_list("building_id", "shape", "proposed"):
        across, up = zip(*shape, strict=True)
        points[building] = (sum(across) / len(across) / DM, sum(up) / len(up) / DM)
        drawn = drawn or not proposed
    return points, drawn
