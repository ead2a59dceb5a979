"""派单方案: from the books to the planner, and back. Reads; what it finds is written by `actions.plans`.

Who should not get an order is left out with the reason: whom its requester sent away, who lives in the requester's
household (亲属), who has lent the own posting and is away, who has no time before it is due.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop

from linli.accounts.models import Delegation, Posting, User
from linli.accounts.roles import Role
from linli.core import clock
from linli.core.spans import in_force
from linli.orders.models import DispatchPlan, Exclusion, Order
from linli.orders.rights import STAFF
from linli.orders.workflow import OPEN, OrderStatus
from linli.places.models import Community, Outline
from linli.residents.models import Residence, phone_index
from linli.residents.queries import LIVING
from linli.rulebook import book
from linli.volunteers.models import DayPart, Profile, ProfileTime
from linli.volunteers.queries import Offer

MOST = 1000
#: Whom the planner proposes; a property company is handed what is its duty by name.
PROPOSED = (*STAFF, Role.MEMBER)
DM = 10
# The parts of a day, by the hour at which they end.
PARTS = ((12, DayPart.MORNING), (18, DayPart.AFTERNOON), (24, DayPart.EVENING))

SENT_AWAY = gettext_noop("the resident said it was not solved")
HOUSEHOLD = gettext_noop("lives in the household that asks")
AWAY = gettext_noop("is away, and has lent the posting")
NO_TIME = gettext_noop("has no time before it is due")


@dataclass(frozen=True)
class Asked:
    """What the planner is asked, in the terms of the books: orders, people, and who may not have what, and why."""

    orders: list[Order]
    people: list[User]
    offers: dict[UUID, Offer]
    excluded: dict[tuple[UUID, UUID], str]
    in_hand: Counter[UUID]
    lately: Counter[UUID]
    before: dict[UUID, frozenset[UUID]]
    points: dict[UUID, tuple[float, float]]
    drawn: bool
    numbers: dict[str, int]


def asked(plan: DispatchPlan) -> Asked:
    """Everything the planner needs, in a number of queries that does not grow."""
    community = plan.community
    numbers = {
        name: int(book.value(f"orders.plan.{name}", on=clock.today(), at=community.code))
        for name in ("way", "skill", "load", "fairness", "again", "far", "room", "days")
    }
    orders = _orders(plan)
    people = _people(community)
    points, drawn = _points(community)
    lately = _lately(community, numbers["days"])
    return Asked(
        orders=orders,
        people=people,
        offers=_offers(community),
        excluded=_excluded(community, orders, people),
        in_hand=Counter(
            Order.objects.of(community)
            .filter(status__in=OPEN, accepted_by__isnull=False)
            .values_list("accepted_by_id", flat=True)
        ),
        lately=Counter(user for user, *_where in lately),
        before=_before(orders, lately),
        points=points,
        drawn=drawn,
        numbers=numbers,
    )


def _orders(plan: DispatchPlan) -> list[Order]:
    rows = Order.objects.of(plan.community_id).filter(status=OrderStatus.ADMITTED)
    if plan.only:
        rows = rows.filter(number=plan.only)
    return list(rows.select_related("category").order_by("due_at", "id")[:MOST])


def _people(community: Community) -> list[User]:
    held = Posting.objects.filter(in_force(), community=community, role__in=PROPOSED)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name", "id"))


def _offers(community: Community) -> dict[UUID, Offer]:
    rows = Profile.objects.of(community).values_list(
        "user_id", "starts_from_id", "starts_from__compound_id", "skills__skill"
    )
    found: dict[UUID, Offer] = {}
    for user, building, compound, skill in rows:
        held = found.get(user, Offer()).skills
        found[user] = Offer(building, compound, held | ({skill} if skill else frozenset()))
    return found


def _points(community: Community) -> tuple[dict[UUID, tuple[float, float]], bool]:
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


def _lately(community: Community, days: int) -> list[tuple[UUID, UUID | None, UUID]]:
    """Who took what lately: the user, the building, the category."""
    since = clock.now() - dt.timedelta(days=days)
    rows = Order.objects.of(community).filter(accepted_at__gte=since, accepted_by__isnull=False)
    return list(rows.values_list("accepted_by_id", "building_id", "category_id"))


def _before(
    orders: Iterable[Order], lately: Iterable[tuple[UUID, UUID | None, UUID]]
) -> dict[UUID, frozenset[UUID]]:
    """For each order who did the same kind of thing at the same building lately: neighbours know the face."""
    known: dict[Any, set[UUID]] = defaultdict(set)
    for user, building, category in lately:
        known[building, category].add(user)
    return {
        order.pk: frozenset(known[order.building_id, order.category_id])
        for order in orders
        if order.building_id
    }


def _excluded(community: Community, orders: list[Order], people: list[User]) -> dict[tuple[UUID, UUID], str]:
    """Who may not have what: the first reason that holds."""
    found: dict[tuple[UUID, UUID], str] = {}
    away = _away(community)
    late = _without_time(community, orders, people)
    for order in orders:
        for user in people:
            if user.pk in away:
                found[order.pk, user.pk] = AWAY
            elif (order.pk, user.pk) in late:
                found[order.pk, user.pk] = NO_TIME
    for pair in _households(community, orders):
        found[pair] = HOUSEHOLD
    sent_away = Exclusion.objects.of(community).filter(order__in=[order.pk for order in orders])
    for pair in sent_away.values_list("order_id", "user_id"):
        found[pair] = SENT_AWAY
    return found


def _away(community: Community) -> set[UUID]:
    """Who has lent every posting held here to somebody else today."""
    lent = Delegation.objects.of(community).filter(in_force(), ended_at__isnull=True)
    held = Posting.objects.filter(in_force(), community=community)
    kept = held.filter(~Q(pk__in=lent.values("posting_id")))
    return set(held.values_list("user_id", flat=True)) - set(kept.values_list("user_id", flat=True))


def _households(community: Community, orders: list[Order]) -> list[tuple[UUID, UUID]]:
    """Orders with the users who live where the requester's telephone is registered."""
    asking: dict[str, list[UUID]] = defaultdict(list)
    for order in orders:
        if order.contact_phone:
            asking[phone_index(order.contact_phone)].append(order.pk)
    today = Residence.objects.of(community).filter(in_force(), kind__in=LIVING)
    homes: dict[UUID, list[str]] = defaultdict(list)
    own = today.filter(person__phone_index__in=list(asking))
    for phone, dwelling in own.values_list("person__phone_index", "dwelling_id"):
        homes[dwelling].append(phone)
    shared = today.filter(dwelling__in=list(homes), person__user__isnull=False)
    return [
        (order, user)
        for user, dwelling in shared.values_list("person__user_id", "dwelling_id")
        for phone in homes[dwelling]
        for order in asking[phone]
    ]


def _without_time(community: Community, orders: list[Order], people: list[User]) -> set[tuple[UUID, UUID]]:
    """Who named times to help, none of which lies before an order is due. Who named none has time."""
    times: dict[UUID, set[tuple[int, str]]] = defaultdict(set)
    rows = ProfileTime.objects.of(community).filter(profile__user__in=[user.pk for user in people])
    for user, weekday, part in rows.values_list("profile__user_id", "weekday", "part"):
        times[user].add((weekday, part))
    now = clock.now().astimezone(clock.BEIJING)
    ahead = {order.pk: _parts_until(now, order.due_at) for order in orders}
    return {
        (order.pk, user) for order in orders for user, named in times.items() if not named & ahead[order.pk]
    }


def _parts_until(now: dt.datetime, due: dt.datetime) -> set[tuple[int, str]]:
    """The parts of days from now until it is due; what is late is to be done within a week."""
    end = max(due.astimezone(clock.BEIJING), now)
    if end <= now:
        end = now + dt.timedelta(days=7)
    found = set()
    for days in range(min((end.date() - now.date()).days, 6) + 1):
        day = now.date() + dt.timedelta(days=days)
        begun = 0
        for over, part in PARTS:
            first = dt.datetime.combine(day, dt.time(begun), clock.BEIJING)
            if first < end and (day, over) > (now.date(), now.hour):
                found.add((day.weekday(), str(part)))
            begun = over
    return found
