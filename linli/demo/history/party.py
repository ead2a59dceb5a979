"""The Party organisations and programmes of a community's history: founded, seated, dissolved."""

import datetime as dt
from typing import Any
from uuid import UUID

from linli.core.records import state_of
from linli.demo.chronicle import at
from linli.demo.names import names
from linli.organisations import actions
from linli.organisations.models import Level, PartyOrganisation, PartyPost
from linli.places.models import Building, Compound
from linli.residents import actions as residents
from linli.residents.models import Person

# Who sits where; a group and a household have their leader alone.
SEATS = {
    Level.COMMITTEE: (PartyPost.SECRETARY, PartyPost.DEPUTY, PartyPost.ORGANISATION, PartyPost.PUBLICITY, PartyPost.DISCIPLINE),
    Level.GENERAL_BRANCH: (PartyPost.SECRETARY, PartyPost.DEPUTY, PartyPost.ORGANISATION),
    Level.BRANCH: (PartyPost.SECRETARY, PartyPost.ORGANISATION, PartyPost.PUBLICITY),
    Level.GROUP: (PartyPost.LEADER,),
    Level.HOUSEHOLD: (),
}  # fmt: skip
SEATS[Level.JOINT_COMMITTEE] = SEATS[Level.COMMITTEE]


def plan_party(history: Any) -> None:
    """Put the tree of a scenario into its chronicle, the top first, and its programmes."""
    told = history.told.get("party")
    if told:
        invented = names(f"{history.slug}/party")
        for line in told["tree"]:
            _organisation(history, told, line, invented)
    for line in history.told.get("programmes", []):
        history.plan(
            at(line["since"], 9), f"programme/{line['name']}", "organisations.begin_programme",
            lambda key, line=line: actions.begin_programme(
                history.community, name=line["name"], strands=line["strands"], since=line["since"],
                text=line.get("text", ""), kind=line.get("kind", "ordinary"),
                programme_id=key, by=history.clerk("shuji"),
            ), by="shuji",
        )  # fmt: skip


def _organisation(history: Any, told: dict[str, Any], line: dict[str, Any], invented: Any) -> None:
    """One organisation with its people: `party/<name>` is it, `seat-person/<name>/<post>` is who sits there."""
    since = line.get("since", told["since"])
    key = history.plan(
        at(since, 9), f"party/{line['name']}", "organisations.found",
        lambda pk: _found(history, told, line, since, pk), by="shuji",
    )  # fmt: skip
    posts = SEATS[Level(line["level"])]
    if posts and line["level"] != Level.GROUP:
        history.plan(
            at(since, 9, 5), f"{key}/term", "organisations.begin_term",
            lambda pk: actions.begin_term(
                history.row(PartyOrganisation, key), begins_on=since, term_id=pk, by=history.clerk("shuji")
            ), by="shuji",
        )  # fmt: skip
    for post in posts:
        _seat(history, key, post, since, next(invented))
    if until := line.get("until"):
        history.plan(
            at(until, 17), f"{key}/dissolve", "organisations.dissolve",
            lambda pk: _dissolve(history, pk, until), subject=key, by="shuji",
        )  # fmt: skip


def _seat(history: Any, key: str, post: PartyPost, since: dt.date, name: str) -> None:
    place = key.removeprefix("party/")
    person = history.plan(
        at(since, 9, 10), f"seat-person/{place}/{post}", "residents.enter",
        lambda pk: residents.enter(history.community, name=name, person_id=pk, by=history.clerk()),
    )  # fmt: skip
    history.plan(
        at(since, 9, 20), f"seat/{place}/{post}", "organisations.seat",
        lambda pk: actions.seat(
            history.row(PartyOrganisation, key), history.row(Person, person), post=post, since=since,
            member_id=pk, by=history.clerk("shuji"),
        ), by="shuji",
    )  # fmt: skip


def _found(history: Any, told: dict[str, Any], line: dict[str, Any], since: dt.date, pk: UUID) -> None:
    above, compound, building = line.get("under"), line.get("compound"), line.get("building")
    place = f"building/compound/{compound}/{building}"
    actions.found(
        history.community, level=line["level"], name=line["name"], since=since,
        parent=history.row(PartyOrganisation, f"party/{above}") if above else None,
        superior="" if above else told["superior"],
        compound=history.row(Compound, f"compound/{compound}") if compound else None,
        building=history.row(Building, place) if building else None,
        organisation_id=pk, by=history.clerk("shuji"),
    )  # fmt: skip


def _dissolve(history: Any, pk: UUID, day: dt.date) -> None:
    organisation = PartyOrganisation.objects.of(history.pk).get(pk=pk)
    actions.dissolve(organisation, on=day, by=history.clerk("shuji"), seen=state_of(organisation))
