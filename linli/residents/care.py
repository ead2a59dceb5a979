"""关爱名单: who asked to be rung first when something fails. A list is a purpose that people agree to, for a year.

Neither a reason nor a diagnosis is kept; who is on a list is nowhere marked but here.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper

from linli.core import clock
from linli.core.spans import in_force
from linli.notifications.hours import Hours
from linli.places.models import Building, Community, Dwelling
from linli.residents.expiry import until
from linli.residents.models import Consent, Person, Reach, Residence
from linli.residents.purposes import CARE_POWER, CARE_STAIRS, PURPOSES, Purpose
from linli.residents.queries import LIVING, holds, living
from linli.rulebook import book

LISTS = (CARE_POWER, CARE_STAIRS)
PLACES = ("dwelling__building__compound", "dwelling__entrance__building__compound")


@dataclass(frozen=True)
class Called:
    """One person of a care list: the home in words, the telephone, the hours as the person said (None where nothing was
    said), and the last day of the consent.
    """

    person: Person
    home: str
    building_id: UUID
    phone: str
    hours: Hours | None
    until: dt.date


@dataclass(frozen=True)
class CareList:
    """关爱名单: a purpose with whom to ring, as one walks; and who agreed once and is on the list no more, because the time
    is over, the words have changed, or nobody wrote down a home.
    """

    purpose: Purpose
    called: list[Called]
    lapsed: list[Person]


def on_list(community: Community, purpose_code: str, buildings: Iterable[Building] = ()) -> list[Called]:
    """Whom to ring first, as one walks: by building, entrance, floor and room; only in `buildings` where some are given.
    Three queries for any number of people.
    """
    (found,) = lists(community, (PURPOSES[purpose_code],), [building.pk for building in buildings])
    return found.called


def lists(
    community: Community, purposes: tuple[Purpose, ...] = LISTS, buildings: Iterable[UUID] = ()
) -> list[CareList]:
    """Several lists at once, with the same three queries."""
    said = _said(community, purposes)
    homes = _homes(community, [row.person_id for row in said], list(buildings))
    reach = {row.person_id: row for row in Reach.objects.of(community).filter(person__in=list(homes))}
    return [
        _list(purpose, [row for row in said if row.purpose == purpose.code], homes, reach)
        for purpose in purposes
    ]


def _said(community: Community, purposes: tuple[Purpose, ...]) -> list[Any]:
    """What was agreed to and never withdrawn by people who live, each with `counts`: whether it counts today."""
    counts = reduce(or_, (holds(purpose, community) for purpose in purposes))
    rows = Consent.objects.of(community).filter(
        purpose__in=[purpose.code for purpose in purposes],
        withdrawn_at__isnull=True,
        person__in=living(community).values("pk"),
    )
    counted = rows.annotate(counts=ExpressionWrapper(counts, BooleanField()))
    return list(counted.select_related("person", "community").order_by("person__name", "id"))


def _homes(community: Community, people: list[UUID], buildings: list[UUID]) -> dict[UUID, Residence]:
    """Where each of them lives today: of two homes the one that began last."""
    rows = Residence.objects.of(community).filter(in_force(), kind__in=LIVING, person__in=people)
    if buildings:
        rows = rows.filter(dwelling__building__in=buildings)
    return {row.person_id: row for row in rows.select_related(*PLACES).order_by("valid_from", "id")}


def _list(
    purpose: Purpose, said: list[Any], homes: dict[UUID, Residence], reach: dict[UUID, Reach]
) -> CareList:
    there = [row for row in said if row.counts and row.person_id in homes]
    there.sort(key=lambda row: walk(homes[row.person_id].dwelling))
    called = [_called(homes[row.person_id], row, reach.get(row.person_id)) for row in there]
    return CareList(purpose, called, [row.person for row in said if row not in there])


def _called(home: Residence, given: Consent, reach: Reach | None) -> Called:
    hours = Hours(reach.from_hour, reach.to_hour or 24) if reach and reach.from_hour is not None else None
    last = until(given, given.community)
    if last is None:
        raise ValueError(f"{given.purpose} never expires; it is no care list")
    return Called(
        given.person, str(home.dwelling), home.dwelling.building_id, given.person.phone, hours, last
    )


def walk(dwelling: Dwelling) -> tuple[Any, ...]:
    """The place of a dwelling on a walk; 2单元 comes before 10单元."""
    entrance = dwelling.entrance.name if dwelling.entrance else ""
    building = dwelling.building
    return (
        building.order,
        counted(building.name),
        counted(entrance),
        dwelling.floor or 0,
        counted(dwelling.room),
    )


def counted(name: str) -> list[tuple[int, str]]:
    """A name for sorting as people count: each run of digits by its number, the rest by its letters."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", name) if part]


def ask_from(community: Community) -> dt.date:
    """A consent whose last day is this or earlier is to be asked anew soon."""
    days = int(book.value("residents.care.ask.days", on=clock.today(), at=community.code))
    return clock.today() + dt.timedelta(days=days)
