"""对接方案: ask the planner, keep what it proposes, match what a person chose of it."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from linli.cobuilding.actions.matching import match
from linli.cobuilding.models import MatchPlan, MatchProposal
from linli.core import audit, clock, keys, tasks
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.places.models import Community


class Matched(NamedTuple):
    """What became of what was chosen: matched, and not, because it had gone on meanwhile."""

    done: list[MatchProposal]
    overtaken: list[MatchProposal]


@transaction.atomic
def plan_matches(community: Community, *, by: Actor, plan_id: UUID | None = None) -> MatchPlan:
    """请出对接方案: the worker makes it, for all needs that are open."""
    plan = MatchPlan(
        id=plan_id or keys.uuid7(), community=community, asked_by_id=by.user_id, asked_at=clock.now()
    )
    write_down(plan, "cobuilding.plan_matches", by=by)
    tasks.enqueue("cobuilding.make_plan", plan=str(plan.pk))
    return plan


@transaction.atomic
def keep_plan(plan: MatchPlan, rows: list[MatchProposal]) -> None:
    """What the planner proposes; made again, it takes the place of what was there."""
    plan.proposals.all().delete()
    MatchProposal.objects.bulk_create(rows)
    plan.made_at = clock.now()
    plan.save(update_fields=["made_at"])


def carry_out_matches(plan: MatchPlan, chosen: list[MatchProposal], *, by: Actor) -> Matched:
    """照方案对接: each of the chosen proposals, as a match of its own; what has gone on meanwhile is left and named."""
    matched = Matched([], [])
    for proposal in chosen:
        if proposal.resource is None:
            continue
        proposal.resource.refresh_from_db(fields=["taken", "valid_to"])  # one before it may have taken of it
        try:
            match(
                proposal.need, proposal.resource, by=by, version=proposal.seen, at=proposal.slot, metres=proposal.metres
            )  # fmt: skip
        except DomainError:  # of an own transaction: stale, or not enough left
            matched.overtaken.append(proposal)
        else:
            matched.done.append(proposal)
    audit.record(plan, "cobuilding.carry_out_matches", by=by, count=len(matched.done))
    return matched
