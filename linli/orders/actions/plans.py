"""派单方案: ask the planner, keep what it proposes, hand out what a person chose of it."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from linli.accounts.models import User
from linli.core import audit, clock, keys, tasks
from linli.core.errors import DomainError, Stale
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.orders.actions.doing import dispatch
from linli.orders.models import DispatchPlan, DispatchProposal
from linli.places.models import Community


class Handed(NamedTuple):
    """What became of what was chosen: handed out, and not, because it had gone on meanwhile."""

    done: list[DispatchProposal]
    overtaken: list[DispatchProposal]


@transaction.atomic
def plan_dispatch(
    community: Community, *, by: Actor, only: str = "", plan_id: UUID | None = None
) -> DispatchPlan:
    """请出派单方案: the worker makes it, for one order (`only`, its number) or for all that wait to be handed out."""
    plan = DispatchPlan(
        id=plan_id or keys.uuid7(),
        community=community,
        asked_by_id=by.user_id,
        asked_at=clock.now(),
        only=only,
    )
    write_down(plan, "orders.plan_dispatch", by=by)
    tasks.enqueue("orders.make_plan", plan=str(plan.pk))
    return plan


@transaction.atomic
def keep_plan(plan: DispatchPlan, rows: list[DispatchProposal], *, cost: int, first_come: int) -> None:
    """What the planner proposes; made again, it takes the place of what was there."""
    plan.proposals.all().delete()
    DispatchProposal.objects.bulk_create(rows)
    plan.made_at, plan.cost, plan.first_come = clock.now(), cost, first_come
    plan.save(update_fields=["made_at", "cost", "first_come"])


def carry_out(plan: DispatchPlan, chosen: list[DispatchProposal], *, by: Actor) -> Handed:
    """派出: each of the chosen proposals, as a dispatch of its own; what has gone on meanwhile is left and named."""
    handed = Handed([], [])
    for proposal in chosen:
        try:
            with transaction.atomic():
                to: User | None = proposal.user
                dispatch(proposal.order, handler=to, by=by, version=proposal.seen)
        except (Stale, DomainError):
            handed.overtaken.append(proposal)
        else:
            handed.done.append(proposal)
    audit.record(plan, "orders.carry_out", by=by, count=len(handed.done))
    return handed
