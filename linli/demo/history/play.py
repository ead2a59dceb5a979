"""Plays one community's scenario: its founding, places, people, organisations, groups and matters."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from linli.accounts import actions as accounts
from linli.accounts.models import User
from linli.core.rights import Actor, Office
from linli.demo.chronicle import Chronicle, at, numbered
from linli.demo.history.allying import plan_alliance
from linli.demo.history.labelling import plan_labels
from linli.demo.history.meeting import plan_study
from linli.demo.history.membership import plan_members
from linli.demo.history.party import plan_party
from linli.demo.history.pledging import plan_pledges
from linli.demo.history.standing import plan_venues
from linli.demo.history.wishing import plan_wishes
from linli.demo.living_cobuilding import plan_lists
from linli.demo.names import names
from linli.orders import actions as orders
from linli.orders.models import Category, Order
from linli.orders.planting import plant_categories
from linli.orders.receipts import requester
from linli.orders.rights import REQUESTER
from linli.organisations import actions as organisations
from linli.organisations.models import Appointment, Organisation, Post
from linli.places import actions as places
from linli.places.models import Building, CodeChange, Compound, Division, Entrance, Grid
from linli.residents import actions as residents
from linli.residents.models import Person
from linli.volunteers import actions as volunteers
from linli.volunteers.models import Team

HERE = Path(__file__).parent
Told = dict[str, Any]


def told(path: Path) -> Any:
    """One YAML file of the demo."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


class History(Chronicle):
    """A community from the day its records begin to the day of its account."""

    def __init__(self, line: Told) -> None:
        super().__init__("history", line["slug"])
        self.line = line
        self.told: Told = told(HERE / f"{self.slug}.yaml")
        self.begin: dt.date = self.told["begins"]
        self.buildings: list[str] = []
        self.entrances: list[str] = []
        self.founding()
        self.staff()
        self.places()
        self.companies()
        self.appointments()
        self.groups()
        self.matters()
        plan_venues(self)
        plan_wishes(self)
        plan_party(self)
        plan_members(self)
        plan_pledges(self)
        plan_alliance(self)
        plan_study(self)
        plan_labels(self)
        if lists := self.told.get("lists"):
            plan_lists(self, lists["opened"], until=lists["until"])

    def founding(self) -> None:
        """The community, its grids and, where it was a village, the day it became urban."""
        day, form, line = self.begin, self.told.get("form", CodeChange.Form.URBAN), self.line

        def found(subject: UUID) -> None:
            parent: Division | None = None
            for code, name, level in line["divisions"]:
                parent, _ = Division.objects.get_or_create(
                    code=code, defaults={"name": name, "level": level, "parent": parent}
                )
            if parent is None:
                raise ValueError(f"{self.slug} lies in no township")
            community = places.found(
                slug=self.slug, code=str(self.told.get("code", line["code"])), name=line["name"], division=parent,
                form=form, since=day, founded_on=self.told.get("founded_on"), area_m2=self.told.get("area_m2"),
                look=line["look"], community_id=self.pk, by=self.actor(""),
            )  # fmt: skip
            plant_categories(community)

        self.plan(at(day, 8), "found", "places.found", found, by="")
        for number in range(1, line["grids"] + 1):
            self.plan(
                at(day, 8, 5), f"grid/{number}", "places.register",
                lambda key, number=number: places.register_grid(
                    self.community, number=number, name=f"第{number}网格", grid_id=key, by=self.actor("")
                ), by="",
            )  # fmt: skip
        if change := self.told.get("converted"):
            self.plan(
                at(change["day"]), "convert", "places.convert",
                lambda key: places.convert(
                    self.community, code=change["code"], on=change["day"], change_id=key, by=self.clerk("shuji")
                ), by="shuji",
            )  # fmt: skip

    def staff(self) -> None:
        """Those who work for the community, and its teams; posted from the first day."""
        people = told(HERE.parent / "people.yaml")
        for team in people["teams"]:
            self.plan(
                at(self.begin, 8, 20), f"team/{team}", "volunteers.found_team",
                lambda key, team=team: volunteers.found_team(
                    self.community, name=team, team_id=key, by=self.actor("")
                ), by="",
            )  # fmt: skip
        for line in [*people["staff"], *people["members"]]:
            self.plan(
                at(self.begin, 8, 10), f"post/{line['login']}", "accounts.post",
                lambda key, line=line: accounts.post(
                    self.community, login=f"{line['login']}@{self.slug}", name=line["name"], role=line["role"],
                    title=line["title"], since=self.begin, user_id=key, by=self.actor(""),
                    place_id=self.subjects["grid/1"] if line["role"] == "grid_worker" else None,
                ), by="",
            )  # fmt: skip
            if "team" in line:
                self.plan(
                    at(self.begin, 8, 30), f"join/{line['login']}", "volunteers.join",
                    lambda key, line=line: volunteers.join(
                        self.row(Team, f"team/{line['team']}"),
                        User.objects.get(pk=self.subjects[f"post/{line['login']}"]),
                        since=self.begin, member_id=key, by=self.actor(""),
                    ), by="",
                )  # fmt: skip

    def places(self) -> None:
        """Compounds with their buildings, buildings outside compounds, entrances."""
        for number, (name, line) in enumerate(self.told["compounds"].items()):
            since = line["since"]
            compound = self.plan(
                at(since, 9), f"compound/{name}", "places.register",
                lambda key, name=name, since=since: places.register_compound(
                    self.community, name=name, since=since, compound_id=key, by=self.clerk()
                ),
            )  # fmt: skip
            for n in range(1, line["buildings"] + 1):
                grid = f"grid/{number % self.line['grids'] + 1}"
                self.building(f"{n}栋", compound, grid, order=n, since=since, use=Building.Use.RESIDENTIAL)
        for line in self.told.get("outside", []):
            self.building(line["name"], "", "grid/1", order=0, since=line["since"], use=line["use"])
        for building in self.buildings[: self.told.get("with_entrances", 0)]:
            for n in (1, 2):
                self.entrances.append(
                    self.plan(
                        at(self.begin, 10), f"entrance/{building}/{n}", "places.register",
                        lambda key, building=building, n=n: places.register_entrance(
                            self.row(Building, building), name=f"{n}单元", entrance_id=key, by=self.clerk()
                        ),
                    )
                )  # fmt: skip

    def building(self, name: str, compound: str, grid: str, *, order: int, since: dt.date, use: str) -> None:
        """One building."""
        self.buildings.append(
            self.plan(
                at(since, 9, 30), f"building/{compound}/{name}", "places.register",
                lambda key: places.register_building(
                    self.community, compound=self.row(Compound, compound) if compound else None,
                    grid=self.row(Grid, grid), name=name, order=order, use=use, since=since,
                    building_id=key, by=self.clerk(),
                ),
            )
        )  # fmt: skip

    def companies(self) -> None:
        """Who serves which compound."""
        contracts = self.told.get("contracts", [])
        for name in dict.fromkeys(line["company"] for line in contracts):
            since = min(line["since"] for line in contracts if line["company"] == name)
            self.plan(
                at(since, 10), f"company/{name}", "organisations.register",
                lambda key, name=name, since=since: organisations.register(
                    self.community, kind=Organisation.Kind.PROPERTY_COMPANY, name=name, since=since,
                    organisation_id=key, by=self.clerk(),
                ),
            )  # fmt: skip
        for line in contracts:
            self.plan(
                at(line["since"], 11), f"contract/{line['company']}/{line['compound']}", "organisations.contract",
                lambda key, line=line: organisations.contract(
                    self.row(Organisation, f"company/{line['company']}"),
                    compound=self.row(Compound, f"compound/{line['compound']}"),
                    since=line["since"], until=line.get("until"), contract_id=key, by=self.clerk(),
                ),
            )  # fmt: skip

    def appointments(self) -> None:
        """Leaders of buildings and entrances, and others: people by their number, places by theirs."""
        invented = names(self.slug)
        people: dict[int, str] = {}
        for line in self.told.get("appointments", []):
            spots: list[str] = {
                Post.BUILDING_LEADER: self.buildings,
                Post.ENTRANCE_LEADER: self.entrances,
            }.get(line["post"], [])
            places = list(numbered(line["places"]))
            for number, place in zip(numbered(line["people"]), places, strict=True):
                if number not in people:
                    people[number] = self.person(number, next(invented), line["since"])
                self.appoint(line, people[number], spots[place - 1] if spots else f"第{place}巷", place)

    def person(self, number: int, name: str, since: dt.date) -> str:
        """One invented resident who takes a post."""
        return self.plan(
            at(since, 10), f"person/{number}", "residents.enter",
            lambda key: residents.enter(self.community, name=name, person_id=key, by=self.clerk()),
        )  # fmt: skip

    def appoint(self, line: Told, person: str, spot: str, place: int) -> None:
        """One appointment, and its end if it has one."""
        post = line["post"]
        kind: Any = {Post.BUILDING_LEADER: Building, Post.ENTRANCE_LEADER: Entrance}.get(post)
        key = self.plan(
            at(line["since"], 11), f"appoint/{post}/{line['since']}/{place}", "organisations.appoint",
            lambda key: organisations.appoint(
                self.row(Person, person), post, at=self.row(kind, spot) if kind else spot,
                since=line["since"], appointment_id=key, by=self.clerk(),
            ),
        )  # fmt: skip
        if until := line.get("until"):
            self.plan(
                at(until, 17), f"end/{key}", "organisations.end_appointment",
                lambda subject: organisations.end_appointment(
                    Appointment.objects.of(self.pk).get(pk=subject), on=until, by=self.clerk()
                ), subject=key,
            )  # fmt: skip

    def groups(self) -> None:
        """Groups of residents, from which requests are forwarded."""
        for line in self.told.get("groups", []):
            for name in line["names"]:
                self.plan(
                    at(line["since"], 14), f"group/{name}", "orders.add_group",
                    lambda key, name=name, line=line: orders.add_group(
                        self.community, name=name, since=line["since"], until=line.get("until"),
                        group_id=key, by=self.clerk(),
                    ),
                )  # fmt: skip

    def matters(self) -> None:
        """Matters of residents, spread evenly: `first` and `last` are the moments of confirmation of a series."""
        texts = self.told.get("texts", [])
        for line in self.told.get("matters", []):
            first, last = (dt.datetime.fromisoformat(line[word]) for word in ("first", "last"))
            step = (last - first) / max(line["count"] - 1, 1)
            for n in range(line["count"]):
                confirmed = (first + step * n).replace(microsecond=0, tzinfo=at(self.begin).tzinfo)
                self.matter(f"{line['series']}/{n}", texts[n % len(texts)], line, n, confirmed)

    def matter(self, key: str, text: Told, line: Told, n: int, confirmed: dt.datetime) -> None:
        """One matter, from the words of the resident to the verb it comes to."""
        days = dt.timedelta(days=1)
        asked_at = max(confirmed - 6 * days, at(self.begin, 12))
        building = self.buildings[n % len(self.buildings)]
        order = self.plan(
            asked_at, f"order/{key}", "orders.submit",
            lambda subject: orders.submit(
                self.community,
                orders.Request(
                    text=text["text"], category=Category.objects.of(self.pk).get(name=text["category"]),
                    building=self.row(Building, building),
                ),
                by=Actor(self.pk, "", None, (Office(REQUESTER),)), order_id=subject,
            ), by="",
        )  # fmt: skip
        team = text["team"]
        taker = "zhou" if team == "水电维修队" else "qiu"
        verbs: dict[str, tuple[dt.datetime, str, Callable[[Order], Any]]] = {
            "admit": (asked_at + days / 12, "zonghe", lambda o: orders.admit(
                o, category=o.category, building=o.building, pressing=line.get("pressing", True),
                by=self.clerk(), version=o.version)),
            "decline": (asked_at + days / 12, "zonghe", lambda o: orders.decline(
                o, answer="这件事归区里的窗口办，已把电话写给您。", by=self.clerk(), version=o.version)),
            "dispatch": (asked_at + days / 8, "zonghe", lambda o: orders.dispatch(
                o, team=self.row(Team, f"team/{team}"), by=self.clerk(), version=o.version)),
            "accept": (asked_at + days, taker, lambda o: orders.accept(
                o, by=self.actor(taker), version=o.version)),
            "resolve": (confirmed - days, taker, lambda o: orders.resolve(
                o, answer=text["answer"], by=self.actor(taker), version=o.version)),
            "confirm": (confirmed, "", lambda o: orders.confirm(o, by=requester(o), version=o.version)),
            "close": (confirmed + 8 * days, "zonghe", lambda o: orders.close(
                o, by=self.clerk(), version=o.version)),
        }  # fmt: skip
        way = ["admit", "dispatch", "accept", "resolve", "confirm", "close"]
        until = line.get("until", "close")
        for verb in ["decline"] if until == "decline" else way[: way.index(until) + 1]:
            when, by, act = verbs[verb]
            self.plan(
                when, f"order/{key}/{verb}", f"orders.{verb}",
                lambda subject, act=act: act(
                    Order.objects.of(self.pk).select_related("category", "building", "community").get(pk=subject)
                ), by=by, subject=order,
            )  # fmt: skip

    def clerk(self, login: str = "zonghe") -> Actor:
        """Who usually writes things down."""
        return self.actor(login)

    def row(self, model: Any, key: str) -> Any:
        """The subject of an earlier line."""
        return model.objects.of(self.pk).get(pk=self.subjects[key])
