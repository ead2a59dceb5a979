"""The Party members of a community's history: who sits somewhere, who has a login, and invented ones beside them; those
who are away and the contacts with them; duty posts.

    for key in members_of(history):      # in the order of the branches
        member = history.row(PartyMember, key)
"""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from linli.accounts.models import User
from linli.calendars.months import months_between
from linli.demo.chronicle import at
from linli.demo.names import names
from linli.organisations.models import Level, PartyOrganisation
from linli.party import actions, standing
from linli.party.models import DutyPost, FloatingMember, PartyMember
from linli.party.numbers import eras
from linli.places.models import Compound
from linli.residents import actions as residents
from linli.residents.models import Person

# 党员 among those who have a login: they belong to the first branch.
LOGINS = ("shuji", "dangwu", "zhou", "ma")
FIRST_JOINED, STEP_DAYS, SPAN_DAYS = dt.date(1979, 3, 12), 397, 14_000
STUDY_DAY = 9


class Place(NamedTuple):
    """Where members are: a branch, its groups, and the day of its founding."""

    branch: str
    groups: tuple[str, ...]
    since: dt.date


def members_of(history: Any) -> list[str]:
    """The keys of the members of a chronicle, `member/<branch>/<number>`; the subject of each is a PartyMember."""
    return [line.key for line in history.lines if line.action == "party.enter"]


def plan_members(history: Any) -> None:
    """Put the members of a scenario into its chronicle."""
    told = history.told.get("members")
    if not told:
        return
    invented = names(f"{history.slug}/members")
    places = _places(history.told["party"], told["branches"])
    seated = _seated(history, places)
    first = places[0].branch
    for place in places:
        people = seated.get(place.branch, [])
        if place.branch == first:
            people += [_login(history, login, place.since) for login in LOGINS]
        count = told["branches"][place.branch]
        people += [
            _person(history, f"{place.branch}/{n}", next(invented), place.since)
            for n in range(count - len(people))
        ]
        for number, person in enumerate(people):
            _member(history, place, number, person)
    if joined := told.get("joined"):
        _old_member(history, joined, next(invented))
    _away(history, told.get("floating"))
    _posts(history, told.get("posts", []))


def _places(party: dict[str, Any], branches: dict[str, int]) -> list[Place]:
    lines = {line["name"]: line for line in party["tree"]}
    found = []
    for name in branches:
        groups = [g for g in party["tree"] if g["level"] == Level.GROUP and g.get("under") == name]
        days = [line.get("since", party["since"]) for line in [lines[name], *groups]]
        found.append(Place(name, tuple(group["name"] for group in groups), max(days)))
    return found


def _seated(history: Any, places: list[Place]) -> dict[str, list[str]]:
    """Who holds a post, by branch: those of a group in its branch, those of the committee in the first branch."""
    home = {place.branch: place.branch for place in places}
    home |= {group: place.branch for place in places for group in place.groups}
    found: dict[str, list[str]] = {}
    for line in history.lines:
        if line.key.startswith("seat-person/"):
            branch = home.get(line.key.split("/")[1], places[0].branch)
            found.setdefault(branch, []).append(line.key)
    return found


def _login(history: Any, login: str, since: dt.date) -> str:
    """The person of somebody who has a login."""
    return history.plan(
        at(since, 9, 30), f"login-person/{login}", "residents.enter",
        lambda key: _enter_user(history, login, key),
    )  # fmt: skip


def _enter_user(history: Any, login: str, key: UUID) -> None:
    user = User.objects.get(login=f"{login}@{history.slug}")
    residents.enter(history.community, name=user.name, user=user, person_id=key, by=history.clerk())


def _person(history: Any, key: str, name: str, since: dt.date) -> str:
    return history.plan(
        at(since, 9, 40), f"member-person/{key}", "residents.enter",
        lambda pk: residents.enter(history.community, name=name, person_id=pk, by=history.clerk()),
    )  # fmt: skip


def _member(history: Any, place: Place, number: int, person: str, joined: dt.date | None = None) -> str:
    """One member of a branch, in one of its groups where it has some; joined on a day that follows from the number."""
    group = place.groups[number % len(place.groups)] if place.groups else ""
    begun = joined or FIRST_JOINED + dt.timedelta(days=(number * STEP_DAYS) % SPAN_DAYS)
    return history.plan(
        at(place.since, 10), f"member/{place.branch}/{number}", "party.enter",
        lambda key: actions.enter(
            history.row(Person, person), branch=history.row(PartyOrganisation, f"party/{place.branch}"),
            group=history.row(PartyOrganisation, f"party/{group}") if group else None,
            joined_on=begun, full_on=standing.count_from(begun, eras()), since=place.since, member_id=key,
            by=history.clerk("shuji"),
        ), by="shuji",
    )  # fmt: skip


def _old_member(history: Any, line: dict[str, Any], name: str) -> None:
    """One more member, who joined on a day of the account."""
    places = _places(history.told["party"], {line["branch"]: 1})
    person = _person(history, f"{line['branch']}/joined", name, places[0].since)
    _member(history, places[0], line["number"], person, line["day"])


def _away(history: Any, told: dict[str, Any] | None) -> None:
    """Floating members, and an online study with each of them in each month."""
    if not told:
        return
    keys = members_of(history)[-told["count"] :]
    for number, key in enumerate(keys):
        _leave(history, key, number, told["out_on"], told["back_on"])
        for month in months_between(told["first"], told["last"]):
            _study(history, key, month.replace(day=STUDY_DAY + number))
    for number, line in enumerate(told.get("others", [])):
        _leave(history, members_of(history)[number], number, line["out_on"], line["back_on"])


def _leave(history: Any, key: str, number: int, out_on: dt.date, back_on: dt.date) -> None:
    where = ("郑州", "西安", "苏州", "广东")[number % 4]
    away = history.plan(
        at(out_on, 10), f"away/{key}", "party.note_leaving",
        lambda pk: actions.note_leaving(
            history.row(PartyMember, key), out_on=out_on, whereabouts=where, absence_id=pk,
            by=history.clerk("shuji"),
        ), by="shuji",
    )  # fmt: skip
    history.plan(
        at(back_on, 10), f"back/{key}", "party.note_return",
        lambda pk: actions.note_return(
            FloatingMember.objects.of(history.pk).get(pk=pk), back_on=back_on, by=history.clerk("shuji")
        ), by="shuji", subject=away,
    )  # fmt: skip


def _study(history: Any, key: str, day: dt.date) -> None:
    history.plan(
        at(day, 20), f"study/{key}/{day}", "party.note_contact",
        lambda pk: actions.note_contact(
            history.row(PartyMember, key), how="study", met_on=day, contact_id=pk, by=history.clerk("shuji")
        ), by="shuji",
    )  # fmt: skip


def _posts(history: Any, lines: list[dict[str, Any]]) -> None:
    """Duty posts: of the first members of a branch, at its compound."""
    for number, line in enumerate(lines):
        post = history.plan(
            at(line["since"], 15), f"post-of-duty/{number}", "party.give_post",
            lambda pk, line=line: actions.give_post(
                history.row(PartyMember, f"member/{line['branch']}/{line.get('member', 0)}"), name=line["name"],
                compound=history.row(Compound, f"compound/{line['compound']}"), pioneer=line.get("pioneer", False),
                since=line["since"], post_id=pk, by=history.clerk("shuji"),
            ), by="shuji",
        )  # fmt: skip
        if until := line.get("until"):
            history.plan(
                at(until, 17), f"post-of-duty/{number}/end", "party.end_post",
                lambda pk, until=until: actions.end_post(
                    DutyPost.objects.of(history.pk).get(pk=pk), on=until, by=history.clerk("shuji")
                ), by="shuji", subject=post,
            )  # fmt: skip
