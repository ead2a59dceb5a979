"""Invented communities and orders in bulk, with the audit that acts would have left: the doctor finds nothing wrong.

The same seed makes the same matters, in the same communities, on the same days; keys and codes are new each time.
Orders are spread over the communities by Zipf's law: the n-th has a share proportional to 1/n.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from django.db import connection

from linli.accounts.models import Posting, User
from linli.accounts.roles import Role
from linli.core import clock, keys
from linli.core.audit import AuditEntry, kind_of
from linli.core.counters import Counter
from linli.core.marks import set_marks
from linli.orders.models import Category, Channel, Order
from linli.orders.models.order import SUBJECT_LENGTH
from linli.orders.planting import plant_categories
from linli.orders.terms import due_of
from linli.orders.workflow import ORDER_WORKFLOW
from linli.places.models import Building, Community, Compound, Division, Grid
from linli.volunteers.models import Team, TeamMember

SEED = 20260310
COMMUNITIES, BUILDINGS = 100, 20
DAYS = 365
BATCH = 2000
SINCE = dt.date(2020, 1, 1)
# How the orders of a year stand: most have ended. Parts of 100.
STATUSES = {
    "closed": 70, "declined": 5, "withdrawn": 5, "submitted": 4, "admitted": 3, "dispatched": 3, "accepted": 5,
    "resolved": 3, "confirmed": 2,
}  # fmt: skip
DONE = ("admit", "dispatch", "accept", "resolve")
WAY = {
    "submitted": (), "declined": ("decline",), "withdrawn": ("withdraw",), "admitted": DONE[:1],
    "dispatched": DONE[:2], "accepted": DONE[:3], "resolved": DONE, "confirmed": (*DONE, "confirm"),
    "closed": (*DONE, "confirm", "close"),
}  # fmt: skip
MATTERS = (
    "楼道灯不亮",
    "下水道堵了",
    "车棚漏雨",
    "夜里施工吵",
    "快递柜坏了",
    "电梯晃动",
    "井盖松动",
    "垃圾没有清运",
)
ANSWER = "看过了，已经修好。"


class Place(NamedTuple):
    """A community with its people, and what its orders choose from."""

    community: Community
    clerk: User
    member: User
    team: Team
    buildings: list[Building]
    categories: list[Category]


def shares(count: int, places: int = COMMUNITIES) -> list[int]:
    """How many of `count` orders each community has: Zipf with exponent 1, every one of them given out."""
    whole = sum(1 / n for n in range(1, places + 1))
    numbers = [int(count / (n * whole)) for n in range(1, places + 1)]
    numbers[0] += count - sum(numbers)
    return numbers


def settle(places: int = COMMUNITIES) -> list[Place]:
    """The communities: each with a clerk, a member in a team, buildings and categories."""
    township = Division.objects.create(code="350824001000", name="街道", level=Division.Level.TOWNSHIP)
    pattern: list[Category] = []
    made = []
    for n in range(places):
        community = Community.objects.create(
            slug=f"c{n:03}", code=f"350824001{n + 100}", name=f"第{n + 1}社区", division=township
        )
        pattern = pattern or _first_categories(community)
        made.append(_settle_one(community, pattern))
    return made


def _first_categories(community: Community) -> list[Category]:
    plant_categories(community)
    return list(Category.objects.of(community).filter(parent__isnull=False))


def _settle_one(community: Community, pattern: list[Category]) -> Place:
    grid = Grid.objects.create(community=community, code=f"{community.code}001", name="第一网格")
    compound = Compound.objects.create(community=community, name="青云首府", valid_from=SINCE)
    common = {"community": community, "compound": compound, "grid": grid, "valid_from": SINCE}
    buildings = [Building(name=f"{n}栋", order=n, **common) for n in range(1, BUILDINGS + 1)]
    Building.objects.bulk_create(buildings)
    team = Team.objects.create(community=community, name="水电维修队")
    clerk, member = (_person(community, *who) for who in (("clerk", Role.CLERK), ("member", Role.MEMBER)))
    TeamMember.objects.create(community=community, team=team, user=member, valid_from=SINCE)
    categories = pattern
    if pattern[0].community_id != community.pk:
        categories = _copied(community, pattern)
    return Place(community, clerk, member, team, buildings, categories)


def _copied(community: Community, pattern: list[Category]) -> list[Category]:
    group = Category.objects.create(community=community, name="全部类", order=0)
    rows = [
        Category(
            community=community, parent=group, name=row.name, kind=row.kind, icon=row.icon, order=row.order
        )
        for row in pattern
    ]
    return Category.objects.bulk_create(rows)


def _person(community: Community, name: str, role: Role) -> User:
    user = User.objects.create(login=f"{name}@{community.slug}", name=name)
    Posting.objects.create(user=user, role=role, community=community, valid_from=SINCE)
    return user


def populate(places: list[Place], count: int, *, seed: int = SEED) -> int:
    """Write `count` orders and everything the audit says of them; how many audit entries that was."""
    entries = 0
    for n, (place, number) in enumerate(zip(places, shares(count, len(places)), strict=True)):
        made = orders_of(place, number, random.Random(seed + n))
        while batch := list(islice(made, BATCH)):
            Order.objects.bulk_create([order for order, _acts in batch], batch_size=BATCH)
            acts = [act for _order, found in batch for act in found]
            AuditEntry.objects.bulk_create(acts, batch_size=BATCH)
            entries += len(acts)
        _set_counters(place, number)
    analyse()
    return entries


def orders_of(place: Place, number: int, chance: random.Random) -> Iterator[tuple[Order, list[AuditEntry]]]:
    """The orders of a community, the oldest first, each with its entries."""
    for order, moments in bare_orders(place, number, chance):
        yield order, _entries(order, moments, place)


def bare_orders(
    place: Place, number: int, chance: random.Random, tell: Callable[[random.Random], str] | None = None
) -> Iterator[tuple[Order, dict[str, dt.datetime]]]:
    """The orders of a community, the oldest first, each with the moments of its way; `tell` says what happened."""
    now = clock.now()
    start = now - dt.timedelta(days=DAYS)
    moments = sorted(start + dt.timedelta(days=DAYS) * chance.random() for _ in range(number))
    statuses = chance.choices(list(STATUSES), list(STATUSES.values()), k=number)
    codes: set[str] = set()
    for running, (moment, status) in enumerate(zip(moments, statuses, strict=True), start=1):
        order, way = _order(place, running, moment, status, chance=chance, now=now)
        if tell:
            order.text = tell(chance)
            order.subject = order.text[:SUBJECT_LENGTH]
        while order.code in codes:  # drawn twice
            order.code = keys.new_code()
        codes.add(order.code)
        yield order, way


def _order(
    place: Place, running: int, moment: dt.datetime, status: str, *, chance: random.Random, now: dt.datetime
) -> tuple[Order, dict[str, dt.datetime]]:
    """One order at the end of its way, and the moments of the way."""
    category, building = chance.choice(place.categories), chance.choice(place.buildings)
    way = WAY[status]
    step = min(dt.timedelta(hours=chance.randint(1, 40)), (now - moment) / (len(way) + 1))
    moments = {verb: moment + step * n for n, verb in enumerate(("submit", *way))}
    with clock.at(moment):
        order = Order(
            community=place.community, number=f"{moment.year}-{running:04d}", code=keys.new_code(),
            channel=chance.choice((Channel.WEB, Channel.PHONE)), category=category, subject=chance.choice(MATTERS),
            text=f"{building}{chance.choice(MATTERS)}，请派人看看。", building=building, grid_id=building.grid_id,
            contact_phone=f"139{chance.randrange(10**8):08d}" if chance.random() < 0.5 else "",  # noqa: PLR2004
            submitted_at=moment, due_at=_due(category.kind, moment, place.community.code), status=status,
            version=len(way) + 1,
        )  # fmt: skip
    _go(order, moments, place)
    return order, moments


@cache
def _due_on(kind: str, noon: dt.datetime, code: str) -> dt.datetime:
    return due_of(kind, noon, at=code)


def _due(kind: str, moment: dt.datetime, code: str) -> dt.datetime:
    """The deadline, looked up once for each day: limits are counted in days."""
    local = moment.astimezone(clock.BEIJING)
    return _due_on(kind, local.replace(hour=12, minute=0, second=0, microsecond=0), code)


def _go(order: Order, moments: dict[str, dt.datetime], place: Place) -> None:
    """The facts that the verbs of the way leave on the order."""
    if "dispatch" in moments:
        order.team = place.team
    if "accept" in moments:
        order.accepted_by, order.accepted_at = place.member, moments["accept"]
    if "resolve" in moments:
        order.resolved_at, order.answer = moments["resolve"], ANSWER
    order.confirmed_at = moments.get("confirm")
    order.ended_at = moments.get("close") or moments.get("decline") or moments.get("withdraw")


def _entries(order: Order, moments: dict[str, dt.datetime], place: Place) -> list[AuditEntry]:
    """The audit of the way, marked like entries of acts."""
    made, before = [], ""
    for verb, moment in moments.items():
        who = {"accept": place.member, "resolve": place.member, "confirm": None, "withdraw": None}.get(
            verb, place.clerk
        )
        after = ORDER_WORKFLOW.moves[verb].target
        with clock.at(moment):
            entry = AuditEntry(
                community_id=place.community.pk, subject_kind=kind_of(Order), subject_id=order.pk,
                action=f"orders.{verb}", before=before, after=str(after), actor_id=who.pk if who else None,
                actor_name=who.name if who else "", told=ANSWER if verb == "resolve" else "", happened_at=moment,
                recorded_at=moment,
            )  # fmt: skip
        set_marks(entry)
        made.append(entry)
        before = str(after)
    return made


def _set_counters(place: Place, number: int) -> None:
    """The next order of any year gets a number that nobody has."""
    for year in (clock.now().year - 1, clock.now().year):
        Counter.objects.create(community=place.community, series="orders", year=year, value=number)


def analyse() -> None:
    """Let the database learn how many rows there are, and which pages all may see, as it does by itself in the long run."""
    cleaned = connection.vendor == "postgresql" and not connection.in_atomic_block  # a test is a transaction
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if cleaned else "ANALYZE")
