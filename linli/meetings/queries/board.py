"""What the cadence board is drawn from: organisations with their seats, meetings, reasons, problems. One query each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery

from linli.core import clock
from linli.core.rights import Actor, visible_to
from linli.core.spans import in_force
from linli.meetings.kinds import LIFE, RULE_NAMES
from linli.meetings.models import Meeting, Problem, SlotExcuse
from linli.meetings.queries.meetings import meetings_for
from linli.meetings.rights import ORGANISATIONS
from linli.meetings.workflow import ProblemStatus
from linli.organisations.models import Level, PartyOrganisation, PartyPost

# 民主生活会 is of Party committees alone; the slots of a month or a quarter are of branches and groups.
COMMITTEES = (Level.COMMITTEE, Level.JOINT_COMMITTEE)
ASSESSED = (*COMMITTEES, Level.BRANCH, Level.GROUP)


class Seat(NamedTuple):
    """Somebody who held a post of an organisation at some time of the year."""

    person_id: UUID
    name: str
    post: str
    valid_from: dt.date
    valid_to: dt.date | None

    def holds(self, day: dt.date) -> bool:
        """Whether the seat was taken on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def words(self) -> str:
        """书记周建川."""
        return f"{PartyPost(self.post).label}{self.name}"


class Assessed(NamedTuple):
    """An organisation that stood in the year, whether it has groups, when it first met, and its seats of the year."""

    row: PartyOrganisation
    grouped: bool
    first_at: dt.datetime | None
    seats: list[Seat]


def assessed(actor: Actor, year: int) -> list[Assessed]:
    """The committees, branches and groups that stood in a year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    rows = PartyOrganisation.objects.of(actor.community_id).filter(ORGANISATIONS(actor), level__in=ASSESSED)
    groups = PartyOrganisation.objects.of(actor.community_id).filter(
        in_force(), parent=OuterRef("pk"), level=Level.GROUP
    )
    began = Meeting.objects.of(actor.community_id).filter(organisation=OuterRef("pk")).order_by("starts_at")
    in_the_year = Q(officers__valid_from__lte=last) & (
        Q(officers__valid_to__isnull=True) | Q(officers__valid_to__gte=first)
    )
    found = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last).annotate(
        seat=FilteredRelation("officers", condition=in_the_year),
        grouped=Exists(groups),
        first_at=Subquery(began.values("starts_at")[:1]),
        **{f"seat_{name}": F(f"seat__{way}") for name, way in SEAT.items()},
    )
    return _gathered(found.order_by("valid_from", "name", "id", "seat__valid_from", "seat__id"))


SEAT = {
    "person_id": "person",
    "name": "person__name",
    "post": "post",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
}


def _gathered(rows: Iterable[Any]) -> list[Assessed]:
    """One for each organisation; the query has a row for each of its seats."""
    found: dict[UUID, Assessed] = {}
    for row in rows:
        one = found.setdefault(row.pk, Assessed(row, row.grouped, row.first_at, []))
        if row.seat_person_id is not None:
            one.seats.append(Seat(*(getattr(row, f"seat_{name}") for name in Seat._fields)))
    return list(found.values())


Held = dict[tuple[UUID | None, str], list[Meeting]]


def held_in(actor: Actor, year: int) -> Held:
    """The meetings of the year by organisation and kind, those to come as well."""
    first = dt.datetime(year, 1, 1, tzinfo=clock.BEIJING)
    rows = meetings_for(actor).filter(
        kind__in=[*RULE_NAMES, *LIFE], starts_at__gte=first, starts_at__lt=first.replace(year=year + 1)
    )
    found: Held = defaultdict(list)
    for meeting in rows.defer("summary").order_by("starts_at", "id"):
        found[meeting.organisation_id, meeting.kind].append(meeting)
    return found


def excuses_of(actor: Actor, year: int) -> dict[tuple[UUID, str, str], str]:
    """The documented reasons of the year, by organisation, kind and slot."""
    rows = SlotExcuse.objects.of(actor.community_id).filter(slot__startswith=f"{year}-")
    return {(row.organisation_id, row.kind, row.slot): row.reason for row in rows}


def listed_in(actor: Actor, year: int) -> dict[UUID, list[Problem]]:
    """The problems on the lists of the meetings of the year, and those of before that are overdue, by meeting; those that
    were struck left out.
    """
    first = dt.datetime(year, 1, 1, tzinfo=clock.BEIJING)
    of_the_year = Q(meeting__starts_at__gte=first, meeting__starts_at__lt=first.replace(year=year + 1))
    overdue = Q(status=ProblemStatus.RECTIFYING, due_on__lt=clock.today())
    rows = visible_to(Problem.objects.of(actor.community_id), actor, "meetings.view_problems")
    found: dict[UUID, list[Problem]] = defaultdict(list)
    for row in (
        rows.filter(of_the_year | overdue)
        .exclude(status=ProblemStatus.STRUCK)
        .select_related("person")
        .order_by("due_on", "id")
    ):
        found[row.meeting_id].append(row)
    return found
