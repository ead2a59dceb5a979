"""Invented places, people and orders, made through the same actions that a click calls."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from linli.accounts.models import Posting, User
from linli.accounts.queries import actor_in
from linli.core import clock, outbox
from linli.core.rights import Actor, Office
from linli.orders import actions
from linli.orders.models import Category, Level, Order
from linli.orders.planting import plant_categories
from linli.orders.receipts import requester
from linli.orders.rights import REQUESTER
from linli.orders.workflow import OPEN
from linli.places.models import Building, Community, Compound, Division, Grid
from linli.volunteers.models import Team, TeamMember

SINCE = dt.date(2020, 1, 1)
# The way to each status, by verbs after submit.
WAY = {
    "submitted": (),
    "admitted": ("admit",),
    "declined": ("decline",),
    "withdrawn": ("withdraw",),
    "dispatched": ("admit", "dispatch"),
    "accepted": ("admit", "dispatch", "accept"),
    "waiting": ("admit", "dispatch", "accept", "ask"),
    "merged": ("admit", "merge"),
    "resolved": ("admit", "dispatch", "accept", "resolve"),
    "unreached": ("admit", "dispatch", "accept", "resolve", "mark_unreached"),
    "confirmed": ("admit", "dispatch", "accept", "resolve", "confirm"),
    "closed": ("admit", "dispatch", "accept", "resolve", "confirm", "close"),
}
# Who usually does it; the desk does the rest.
MEMBERS = {"accept", "send_back", "escalate", "transfer", "ask", "resolve"}
ASKERS = {"answer", "confirm", "reopen", "withdraw"}


@dataclass
class Place:
    """A community with what a test needs of it."""

    community: Community
    grids: list[Grid]
    buildings: list[Building]
    team: Team
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Who a user is here."""
        return actor_in(self.users[name], self.community)

    def category(self, name: str = "路灯照明") -> Category:
        """A category by its name."""
        return Category.objects.of(self.community).get(name=name)

    def submit(self, text: str = "巷道没有路灯。晚上黑", **more: Any) -> Order:
        """A request from the phone page."""
        asked = actions.Request(text=text, category=more.pop("category", None) or self.category(), **more)
        by = Actor(self.community.pk, "", None, (Office(REQUESTER),))
        return actions.submit(self.community, asked, by=by)

    def order(self, status: str = "submitted", **more: Any) -> Order:
        """An order that has come to `status`; the member `zhou` of the team has taken it."""
        order = self.submit(**more)
        for verb in WAY[status]:
            self.take(order, verb)
        return order

    def take(self, order: Order, verb: str, *, taker: str = "zhou") -> None:
        """One verb on an order, by who usually does it."""
        by = requester(order) if verb in ASKERS else self.actor(taker if verb in MEMBERS else "clerk")
        does = {
            "admit": lambda: actions.admit(
                order, category=order.category, building=order.building, by=by, version=order.version
            ),
            "decline": lambda: actions.decline(order, answer="请打 12333", by=by, version=order.version),
            "dispatch": lambda: actions.dispatch(order, team=self.team, by=by, version=order.version),
            "accept": lambda: actions.accept(order, by=by, version=order.version),
            "send_back": lambda: actions.send_back(order, note="办不了", by=by, version=order.version),
            "escalate": lambda: actions.escalate(order, note="要关阀门", by=by, version=order.version),
            "hand_down": lambda: self.hand_down(order),
            "extend": lambda: actions.extend(order, reason="等配件", by=by, version=order.version),
            "split": lambda: actions.split(
                order, text="楼道也黑", category=order.category, by=by, version=order.version
            ),
            "transfer": lambda: actions.transfer(
                order, handler=self.users["qiu"], by=by, version=order.version
            ),
            "ask": lambda: actions.ask(order, question="哪一盏？", by=by, version=order.version),
            "answer": lambda: actions.answer(order, words="东头那盏", by=by, version=order.version),
            "merge": lambda: actions.merge(order, into=self.another(order), by=by, version=order.version),
            "mark_unreached": lambda: self.give_up(order),
            "resolve": lambda: actions.resolve(order, answer="装好了", by=by, version=order.version),
            "confirm": lambda: actions.confirm(order, by=by, version=order.version),
            "reopen": lambda: actions.reopen(order, told="还是不亮", by=by, version=order.version),
            "withdraw": lambda: actions.withdraw(order, by=by, version=order.version),
            "close": lambda: actions.close(order, by=by, version=order.version),
        }
        does[verb]()
        outbox.follow_at_once()

    def another(self, order: Order) -> Order:
        """Another open order, or a new one."""
        rows = Order.objects.of(self.community).filter(status__in=OPEN).exclude(pk=order.pk)
        return rows.first() or self.submit()

    def hand_down(self, order: Order) -> None:
        """From the level of the community, where somebody helped."""
        order.level = Level.COMMUNITY
        actions.hand_down(order, note="阀门已关", by=self.actor("clerk"), version=order.version)

    def give_up(self, order: Order) -> None:
        """Three calls without an answer on two days, then 未回访到."""
        clerk, done = self.actor("clerk"), clock.now()
        for hours in (1, 2, 25):
            with clock.at(done + dt.timedelta(hours=hours)):
                actions.call_back(order, way="call", answered=False, by=clerk, version=order.version)
        with clock.at(done + dt.timedelta(hours=26)):
            actions.mark_unreached(order, by=clerk, version=order.version)


def settle(slug: str, code: str) -> Place:
    """A community with two grids, three buildings, categories, a team and its people."""
    township, _ = Division.objects.get_or_create(
        code=code[:9] + "000", defaults={"name": "街道", "level": Division.Level.TOWNSHIP}
    )
    community = Community.objects.create(slug=slug, code=code, name=f"{slug}社区", division=township)
    grids = [Grid.objects.create(community=community, code=f"{code}00{n}", name=f"第{n}网格") for n in (1, 2)]
    compound = Compound.objects.create(community=community, name="青云首府", valid_from=SINCE)
    buildings = [
        Building.objects.create(
            community=community,
            compound=compound,
            grid=grids[n % 2],
            name=f"{n}栋",
            order=n,
            valid_from=SINCE,
        )
        for n in (1, 2, 3)
    ]
    plant_categories(community)
    place = Place(community, grids, buildings, Team.objects.create(community=community, name="水电维修队"))
    person(place, "secretary", "secretary")
    person(place, "clerk", "clerk")
    person(place, "grid_worker", "grid_worker", place_id=grids[0].pk)
    for name in ("zhou", "ma"):
        person(place, name, "member", team=place.team)
    person(place, "qiu", "member")
    return place


def person(place: Place, name: str, role: str, *, place_id: Any = None, team: Team | None = None) -> User:
    """A user with one posting, and a place in a team if wanted."""
    user = User.objects.create(login=f"{name}@{place.community.slug}", name=name)
    Posting.objects.create(
        user=user, role=role, community=place.community, place_id=place_id, valid_from=SINCE
    )
    if team:
        TeamMember.objects.create(community=place.community, team=team, user=user, valid_from=SINCE)
    place.users[name] = user
    return user
