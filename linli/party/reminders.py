"""提醒: who has paid no dues or come to no meeting for months in a row, and whose medal of fifty years is due (R-10).

Facts for people to look at, in the order of names. Nothing here changes what a member is.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery

from linli.calendars.months import month_of, months_between
from linli.core import clock
from linli.core.rights import Actor
from linli.meetings.kinds import Kind
from linli.meetings.models import Attendance, Presence
from linli.meetings.workflow import MeetingStatus
from linli.party import numbers, standing
from linli.party.collecting import lines_of
from linli.party.models import BranchMembership, FloatingMember, GoodReason, Honour
from linli.party.queries import rolls_for

# What a member comes to as a member: 组织生活.
LIFE = (Kind.ASSEMBLY, Kind.GROUP, Kind.LECTURE, Kind.THEME_DAY, Kind.ORGANISATION_LIFE, Kind.APPRAISAL)
DUES, ORGANISATIONAL_LIFE = GoodReason.Duty.DUES, GoodReason.Duty.ORGANISATIONAL_LIFE
Months = dict[UUID, list[dt.date]]


class Candidate(NamedTuple):
    """Somebody whose medal may be due: since when the years count, how many, and whether it was given."""

    row: BranchMembership
    since: dt.date | None
    years: int
    given: bool


class Warned(NamedTuple):
    """A member and for how many months in a row a duty was not done: a fact for people."""

    row: BranchMembership
    run: int
    stage: int
    case_file: bool


@dataclass(frozen=True)
class Reminders:
    """What the page tells."""

    dues: list[Warned]
    life: list[Warned]
    candidates: list[Candidate]


def reminders(actor: Actor, year: int, at: str) -> Reminders:
    """党章第九条, for dues and for organisational life, and 光荣在党50年 of a year. Six queries, however many members."""
    told = numbers.lapse_numbers(at)
    last = month_of(month_of(clock.today()) - dt.timedelta(days=1))
    months = months_between(last - dt.timedelta(days=31 * (told.months + 6)), last)
    medals = Honour.objects.filter(
        community=OuterRef("community"), member=OuterRef("member"), kind=Honour.Kind.MEDAL_50
    )
    away = FloatingMember.objects.filter(
        community=OuterRef("community"), member=OuterRef("member"), back_on__isnull=True
    )
    rows = list(
        rolls_for(actor)
        .annotate(medal=Subquery(medals.values("year")[:1]), out_on=Subquery(away.values("out_on")[:1]))
        .order_by("member__person__name", "id")
    )
    excused = _excused(rows, actor.community_id)
    return Reminders(
        _warned(rows, _without_dues(rows, months, at), excused[DUES], last, told),
        _warned(
            rows,
            _without_meetings(actor.community_id, rows, months),
            excused[ORGANISATIONAL_LIFE],
            last,
            told,
        ),
        _candidates(rows, year, at),
    )


def _warned(
    rows: Sequence[BranchMembership],
    missing: Months,
    excused: Months,
    last: dt.date,
    told: numbers.LapseNumbers,
) -> list[Warned]:
    found = []
    for row in rows:
        run = standing.run_until(last, missing[row.member_id], excused[row.member_id])
        if stage := standing.stage_of(run, {*told.warn_months, told.months}):
            found.append(Warned(row, run, stage, stage >= told.months))
    return found


def _without_dues(rows: Sequence[BranchMembership], months: list[dt.date], at: str) -> Months:
    """Months that have ended in which nothing was paid, of members whose basis is known. Three queries."""
    lines = lines_of([row.member for row in rows], months, at=at)
    found: Months = defaultdict(list)
    for row in rows:
        mine = lines[row.member_id].items()
        found[row.member_id] = [month for month, line in mine if line.known and line.left and not line.paid]
    return found


def _without_meetings(community: UUID, rows: Sequence[BranchMembership], months: list[dt.date]) -> Months:
    """Months in which the member was on the roll of minuted meetings and absent from every one. A month without a meeting, or
    with an excuse, is none; nor is one while the member is away for long. One query.
    """
    members = {row.member.person_id: row for row in rows}
    kept = Attendance.objects.of(community).filter(
        person__in=list(members),
        meeting__kind__in=LIFE,
        meeting__status__in=[MeetingStatus.MINUTED, MeetingStatus.FILED],
        meeting__starts_at__gte=dt.datetime.combine(months[0], dt.time.min, clock.BEIJING),
    )
    said: dict[tuple[UUID, dt.date], set[str]] = defaultdict(set)
    for person, presence, moment in kept.values_list("person_id", "presence", "meeting__starts_at"):
        said[members[person].member_id, month_of(moment.astimezone(clock.BEIJING).date())].add(presence)
    away = {row.member_id: row.out_on for row in rows if row.out_on}  # type: ignore[attr-defined]
    found: Months = defaultdict(list)
    for (member, month), presences in said.items():
        if presences == {Presence.ABSENT} and not (member in away and month_of(away[member]) <= month):
            found[member].append(month)
    return found


def _excused(rows: Sequence[BranchMembership], community: UUID) -> dict[str, Months]:
    """The months for which a good reason is written down, by duty. One query."""
    found: dict[str, Months] = {DUES: defaultdict(list), ORGANISATIONAL_LIFE: defaultdict(list)}
    reasons = GoodReason.objects.of(community).filter(
        member__in=[row.member_id for row in rows], duty__in=list(found)
    )
    for duty, who, first, last in reasons.values_list("duty", "member_id", "first_month", "last_month"):
        found[duty][who] += months_between(first, last)
    return found


def _candidates(rows: Sequence[BranchMembership], year: int, at: str) -> list[Candidate]:
    """Who has the years and no medal yet; and, marked, who got it in that year."""
    told, table = numbers.medal_numbers(at), numbers.eras()
    found = []
    for row in rows:
        medal: int | None = row.medal  # type: ignore[attr-defined]
        since = row.member.full_on or standing.count_from(row.member.joined_on, table)
        years = standing.medal_years(since, year, leap_birthday=told.leap_birthday) if since else 0
        if (since is None or years >= told.years) and medal in {None, year}:
            found.append(Candidate(row, since, years, medal is not None))
    return found
