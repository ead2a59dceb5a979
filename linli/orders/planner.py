"""派单方案, made: the only place that hands the books to the optimiser, so that nothing else loads its libraries."""

from linli.orders import actions
from linli.orders.models import DispatchPlan, DispatchProposal, Order
from linli.orders.proposing import Asked, asked
from linli.planning.dispatch import Job, Person, Plan, Proposal, Task, Weights, propose

WEIGHTS = ("way", "skill", "load", "fairness", "again", "far")


def make(plan: DispatchPlan) -> None:
    """Make a plan that was asked for, and keep it."""
    known = asked(plan)
    found = propose(task_of(known))
    rows = _rows(plan, known, found)
    actions.keep_plan(plan, rows, cost=found.cost, first_come=found.first_come)


def task_of(known: Asked) -> Task:
    """The books in the terms of the planner: keys, places in metres, what each can still take."""
    jobs = [
        Job(
            key=str(order.pk),
            place=known.points.get(order.building_id) if order.building_id else None,
            skills=frozenset(order.category.skills),
            before=frozenset(str(user) for user in known.before.get(order.pk, ())),
        )
        for order in known.orders
    ]
    people = []
    for user in known.people:
        offer = known.offers.get(user.pk)
        in_hand = known.in_hand[user.pk]
        people.append(
            Person(
                key=str(user.pk),
                place=known.points.get(offer.building_id) if offer and offer.building_id else None,
                skills=offer.skills if offer else frozenset(),
                room=max(known.numbers["room"] - in_hand, 0),
                load=in_hand,
                given=known.lately[user.pk],
            )
        )
    weights = Weights(**{name: known.numbers[name] for name in WEIGHTS}, many=known.numbers["room"])
    excluded = {(str(order), str(user)) for order, user in known.excluded}
    return Task(jobs, people, excluded, weights)


def _rows(plan: DispatchPlan, known: Asked, found: Plan) -> list[DispatchProposal]:
    users = {str(user.pk): user for user in known.people}
    chosen = {proposal.job: proposal for proposal in found.proposals}
    rows = []
    for place, order in enumerate(known.orders):
        row = DispatchProposal(
            community_id=plan.community_id,
            plan=plan,
            order=order,
            seen=order.version,
            place=place,
            over=found.over.get(str(order.pk), ""),
            excluded=_excluded(known, order),
        )
        if proposal := chosen.get(str(order.pk)):
            row.user, row.next = users[proposal.person], users.get(proposal.next or "")
            _give_reasons(row, proposal, drawn=known.drawn)
        rows.append(row)
    return rows


def _give_reasons(row: DispatchProposal, proposal: Proposal, *, drawn: bool) -> None:
    row.metres = proposal.metres if drawn else None
    row.able, row.in_hand, row.again = proposal.able, proposal.in_hand, proposal.again


def _excluded(known: Asked, order: Order) -> list[list[str]]:
    """The names of who may not have it, and why."""
    return [
        [user.name, known.excluded[order.pk, user.pk]]
        for user in known.people
        if (order.pk, user.pk) in known.excluded
    ]
