"""The last weeks of a community, through the same actions that a click calls, each at its own moment."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from linli.accounts.models import User
from linli.accounts.queries import actor_in
from linli.core import clock
from linli.core.rights import Actor, Office
from linli.demo.people import told
from linli.orders import actions
from linli.orders.models import Category, Order
from linli.orders.receipts import requester
from linli.orders.rights import REQUESTER
from linli.places.models import Building, Community
from linli.volunteers.models import Team

# The way of a matter to the verb it has come to.
WAY = {
    "submit": [],
    "admit": ["admit"],
    "decline": ["decline"],
    "withdraw": ["withdraw"],
    "dispatch": ["admit", "dispatch"],
    "accept": ["admit", "dispatch", "accept"],
    "send_back": ["admit", "dispatch", "accept", "send_back"],
    "resolve": ["admit", "dispatch", "accept", "resolve"],
    "confirm": ["admit", "dispatch", "accept", "resolve", "confirm"],
    "reopen": ["admit", "dispatch", "accept", "resolve", "reopen"],
    "close": ["admit", "dispatch", "accept", "resolve", "confirm", "close"],
}


class Matter:
    """One invented matter, from the words of the resident to the verb it has come to."""

    def __init__(self, community: Community, line: dict[str, Any], place: int) -> None:
        self.community, self.line = community, line
        self.clerk = self._who("zonghe")
        self.takers = [self._who(login) for login in ("zhou", "ma", "qiu", "shan")]
        buildings = list(Building.objects.of(community).select_related("compound"))
        self.building = buildings[place * 7 % len(buildings)]
        now = clock.now()
        start = (now - dt.timedelta(days=line["days"])).replace(
            hour=8, minute=10 + place, second=0, microsecond=0
        )
        self.moment = min(start, now - dt.timedelta(minutes=90))

    def live(self) -> Order:
        """Send it, and take it as far as it has come."""
        with clock.at(self.moment):
            order = self._submit()
        for verb in WAY[self.line["until"]]:
            gap = dt.timedelta(minutes=12) if self.line["days"] == 0 else dt.timedelta(hours=2)
            self.moment += gap
            with clock.at(self.moment):
                self._steps()[verb](order)
        return order

    def _submit(self) -> Order:
        line = self.line
        category = Category.objects.of(self.community).get(name=line["category"])
        web = line["channel"] == "web"
        asked = actions.Request(
            text=line["text"],
            category=category,
            building=self.building,
            contact_phone="" if web else f"139{self.moment:%d%H}0000"[:11],
            channel=line["channel"],
        )
        by = Actor(self.community.pk, "", None, (Office(REQUESTER),)) if web else self.clerk
        return actions.submit(self.community, asked, by=by)

    def _steps(self) -> dict[str, Callable[[Order], None]]:
        line = self.line
        team = Team.objects.of(self.community).filter(name=line.get("team", "")).first()
        taker = self.takers[0 if line.get("team") == "水电维修队" else 2]
        answer, note, told_words = line.get("answer", ""), line.get("note", ""), line.get("told", "")
        return {
            "admit": lambda o: actions.admit(
                o, category=o.category, building=o.building, by=self.clerk, version=o.version
            ),
            "decline": lambda o: actions.decline(o, answer=answer, by=self.clerk, version=o.version),
            "withdraw": lambda o: actions.withdraw(o, by=requester(o), version=o.version),
            "dispatch": lambda o: actions.dispatch(o, team=team, by=self.clerk, version=o.version),
            "accept": lambda o: actions.accept(o, by=taker, version=o.version),
            "send_back": lambda o: actions.send_back(o, note=note, by=taker, version=o.version),
            "resolve": lambda o: actions.resolve(o, answer=answer, by=taker, version=o.version),
            "confirm": lambda o: actions.confirm(o, by=requester(o), version=o.version),
            "reopen": lambda o: actions.reopen(o, told=told_words, by=requester(o), version=o.version),
            "close": lambda o: actions.close(o, by=self.clerk, version=o.version),
        }

    def _who(self, login: str) -> Actor:
        return actor_in(User.objects.get(login=f"{login}@{self.community.slug}"), self.community)


def live(community: Community) -> int:
    """Play the matters of the demo in a community that has none yet; the number played."""
    if Order.objects.of(community).exists():
        return 0
    lines = sorted(told("matters"), key=lambda line: -line["days"])
    for place, line in enumerate(lines):
        Matter(community, line, place).live()
    return len(lines)
