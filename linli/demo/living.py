"""The last weeks of a community, through the same actions that a click calls, each at its own moment."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from linli.accounts.models import User
from linli.core import clock
from linli.core.rights import Actor, Office
from linli.demo.chronicle import Chronicle, at
from linli.demo.history.play import told
from linli.demo.living_admissions import plan_admissions
from linli.demo.living_appraisal import plan_appraisals
from linli.demo.living_cobuilding import plan_cobuilding
from linli.demo.living_elections import plan_elections
from linli.demo.living_gateways import plan_gateways
from linli.demo.living_hall import plan_hall
from linli.demo.living_labels import plan_strands
from linli.demo.living_log import plan_log
from linli.demo.living_meetings import plan_meetings
from linli.demo.living_party import plan_party_life
from linli.demo.living_places import lose_power, plan_places
from linli.demo.living_pledges import plan_pledges
from linli.demo.living_posts import plan_posts
from linli.demo.living_publicity import plan_publicity
from linli.demo.living_residents import care, happen
from linli.demo.living_rosters import plan_rosters
from linli.demo.living_service import plan_service
from linli.demo.living_surveys import plan_surveys
from linli.demo.living_tasks import plan_tasks
from linli.demo.living_wishes import plan_wishes
from linli.demo.roster import take_in
from linli.disclosure import actions as disclosure
from linli.disclosure.models import Announcement
from linli.disclosure.papers import NOTICE, door_notices
from linli.disclosure.queries import doors_of
from linli.orders import actions
from linli.orders.models import Category, Channel, Order
from linli.orders.receipts import requester
from linli.orders.rights import REQUESTER
from linli.orders.workflow import OPEN
from linli.papers.printing import actions as printing
from linli.places.models import Building
from linli.volunteers.models import Team

ROSTER = dt.timedelta(days=20)
ANNOUNCEMENTS = Path(__file__).with_name("announcements.yaml")
MATTERS = Path(__file__).with_name("matters.yaml")
# The way of a matter to the verb it has come to.
WAY = {
    "submit": [],
    "admit": ["admit"],
    "decline": ["decline"],
    "withdraw": ["withdraw"],
    "dispatch": ["admit", "dispatch"],
    "accept": ["admit", "dispatch", "accept"],
    "send_back": ["admit", "dispatch", "accept", "send_back"],
    "ask": ["admit", "dispatch", "accept", "ask"],
    "transfer": ["admit", "dispatch", "accept", "transfer"],
    "extend": ["admit", "dispatch", "accept", "extend"],
    "raise": ["admit", "dispatch", "accept", "escalate", "carry"],
    "merge": ["admit", "merge"],
    "resolve": ["admit", "dispatch", "accept", "resolve"],
    "miss": ["admit", "dispatch", "accept", "resolve", "miss"],
    "confirm": ["admit", "dispatch", "accept", "resolve", "confirm"],
    "reopen": ["admit", "dispatch", "accept", "resolve", "reopen"],
    "close": ["admit", "dispatch", "accept", "resolve", "confirm", "close"],
}


class Living(Chronicle):
    """Today's matters of one community, counted back from this moment."""

    def __init__(self, slug: str) -> None:
        super().__init__("living", slug)
        self.plan(
            at(clock.today() - ROSTER, 15), "roster", "papers.upload",
            lambda key: take_in(self.community, key, self.actor("zonghe")),
        )  # fmt: skip
        plan_places(self)
        plan_meetings(self)
        lose_power(self)
        for place, line in enumerate(told(ANNOUNCEMENTS)):
            self.announcement(line, place)
        self.plan(
            at(clock.today() - dt.timedelta(days=1), 16), "sheet", "papers.prepare_sheet",
            lambda key: printing.prepare_sheet(
                self.community, title="楼栋长例会", happens_at=at(clock.today() + dt.timedelta(days=3), 19, 30),
                place="社区二楼会议室", rows=20, telephone=False, by=self.actor("zonghe"), sheet_id=key,
            ),
        )  # fmt: skip
        for place, line in enumerate(told(MATTERS)):
            self.matter(line, place)
        plan_posts(self)
        care(self)
        happen(self)
        plan_tasks(self)
        plan_hall(self)
        plan_wishes(self)
        plan_surveys(self)
        plan_cobuilding(self)
        plan_pledges(self)
        plan_publicity(self)
        plan_admissions(self)
        plan_elections(self)
        plan_rosters(self)
        plan_service(self)
        plan_gateways(self)
        plan_party_life(self)
        plan_appraisals(self)
        plan_strands(self)
        plan_log(self)

    def announcement(self, line: dict[str, Any], place: int) -> None:
        """What is told to everybody, and for some of it the door notices that wait to be printed."""
        today = clock.today()
        days = {name: today + dt.timedelta(days=line[name]) for name in ("said", "from", "until")}
        key = self.plan(
            at(days["said"], 10, place), f"announcement/{place}", "disclosure.publish",
            lambda key: disclosure.publish(
                self.community, title=line["title"], text=line["text"], since=days["from"], until=days["until"],
                signed=self.community.name, telephone=self.community.telephone, by=self.actor("zonghe"),
                announcement_id=key,
            ),
        )  # fmt: skip
        if doors := line.get("doors"):
            self.plan(
                min(at(today, 8), clock.now()), f"{key}/doors", "papers.request_print",
                lambda subject: self.request_doors(subject, doors), subject=key,
            )  # fmt: skip

    def request_doors(self, key: UUID, doors: int) -> None:
        """送打印间: notices for the first doors."""
        row = Announcement.objects.of(self.pk).select_related("community").get(pk=key)
        wanted = door_notices(row, doors_of(row, [])[:doors], address="", by=self.actor("zonghe"))
        printing.request_print(NOTICE, wanted, origin=row, by=self.actor("zonghe"))

    def matter(self, line: dict[str, Any], place: int) -> None:
        """One invented matter, from the words of the resident to the verb it has come to."""
        now = clock.now()
        start = (now - dt.timedelta(days=line["days"])).replace(
            hour=8, minute=10 + place, second=0, microsecond=0
        )
        moment = min(start, now - dt.timedelta(minutes=90))
        web = line["channel"] == Channel.WEB
        key = self.plan(
            moment,
            f"matter/{place}",
            "orders.submit",
            partial(self.submit, line, place),
            by="" if web else "zonghe",
        )
        for verb in WAY[line["until"]]:
            moment += dt.timedelta(minutes=12) if line["days"] == 0 else dt.timedelta(hours=2)
            self.plan(
                moment, f"{key}/{verb}", f"orders.{verb}", partial(self.step, verb, line),
                by=self.who(verb, line), subject=key,
            )  # fmt: skip

    def submit(self, line: dict[str, Any], place: int, key: UUID) -> None:
        """The request, from the phone page or written down at the desk."""
        web = line["channel"] == Channel.WEB
        buildings = list(Building.objects.of(self.pk).select_related("compound"))
        asked = actions.Request(
            text=line["text"],
            category=Category.objects.of(self.pk).get(name=line["category"]),
            building=buildings[place * 7 % len(buildings)],
            contact_phone="" if web else f"139{clock.now():%d%H}0000"[:11],
            channel=line["channel"],
        )
        by = Actor(self.pk, "", None, (Office(REQUESTER),)) if web else self.actor("zonghe")
        actions.submit(self.community, asked, by=by, order_id=key)

    @staticmethod
    def who(verb: str, line: dict[str, Any]) -> str:
        """The login of who does a verb; the requester has none."""
        if verb in {"withdraw", "confirm", "reopen"}:
            return ""
        if verb in {"accept", "send_back", "resolve", "ask", "transfer", "escalate"}:
            return "zhou" if line.get("team") == "水电维修队" else "qiu"
        return "zonghe"

    def first_like(self, order: Order) -> Order:
        """The oldest open matter of the same kind, with which a newer one is joined."""
        rows = Order.objects.of(self.pk).filter(category=order.category_id, status__in=OPEN)
        return rows.exclude(pk=order.pk).order_by("submitted_at", "id")[0]

    def step(self, verb: str, line: dict[str, Any], key: UUID) -> None:
        """One verb on the order."""
        order = Order.objects.of(self.pk).select_related("category", "building", "community").get(pk=key)
        team = Team.objects.of(self.pk).filter(name=line.get("team", "")).first()
        login = self.who(verb, line)
        by = self.actor(login) if login else requester(order)
        name = {"carry": "escalate", "miss": "call_back"}.get(verb, verb)
        if verb == "merge":
            actions.merge(order, into=self.first_like(order), by=by, version=order.version)
            return
        answer, note, told_words = line.get("answer", ""), line.get("note", ""), line.get("told", "")
        act: Callable[..., Any] = getattr(actions, name)
        words: dict[str, dict[str, Any]] = {
            "admit": {
                "category": order.category,
                "building": order.building,
                "wall_text": line.get("wall", ""),
            },
            "ask": {"question": line.get("question", "")},
            "transfer": {"handler": User.objects.get(login=f"{line.get('to', '')}@{self.slug}")}
            if verb == "transfer"
            else {},
            "extend": {"reason": line.get("reason", "")},
            "escalate": {"note": note},
            "carry": {"note": line.get("carried", "")},
            "miss": {"way": "call", "answered": False},
            "decline": {"answer": answer},
            "dispatch": {"team": team},
            "send_back": {"note": note},
            "resolve": {"answer": answer},
            "reopen": {"told": told_words},
            "confirm": {"satisfied": line.get("satisfied", "yes")},
        }
        act(order, by=by, version=order.version, **words.get(verb, {}))
