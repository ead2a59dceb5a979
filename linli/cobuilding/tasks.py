"""What the worker does for co-building: it makes the plans that were asked for."""

from uuid import UUID

from linli.cobuilding.models import MatchPlan
from linli.core.tasks import task


@task("cobuilding.make_plan")
def make_plan(plan: str) -> None:
    """对接方案: make what was asked for; made again it comes out the same, unless the lists have gone on."""
    from linli.cobuilding import planner  # numpy and scipy, for the worker alone

    planner.make(MatchPlan.objects.select_related("community").get(pk=UUID(plan)))
