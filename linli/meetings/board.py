"""节奏板 (cadence board): for each organisation the slots of a year, judged by R-02 and R-04. Four questions, whatever the number.

For the secretary and the organisation itself (M-4): nothing compares organisations, nothing is counted by person.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.rights import Actor
from linli.meetings import cadence, life, queries
from linli.meetings.judging import QUORUM, day_of
from linli.meetings.kinds import LIFE, OF_A_BRANCH, OF_A_GROUP, RULE_NAMES, Kind
from linli.meetings.models import Meeting, Problem
from linli.meetings.queries.board import COMMITTEES, Assessed, Held
from linli.meetings.slots import YEAR, Slot, proposed, slots_of
from linli.meetings.verdicts import REQUIRED
from linli.organisations.models import Level, PartyOrganisation, PartyPost
from linli.places.models import Community
from linli.rulebook import book
from linli.rulebook.verdict import Level as Grade
from linli.rulebook.verdict import Outcome, Verdict

# Tone, icon and word of each state; the board of the secretary may say 缺, no wall does.
LOOKS = {
    cadence.State.MET: ("ok", "check"),
    cadence.State.NOT_YET: ("out", "clock"),
    cadence.State.MISSING: ("bad", "warn"),
    cadence.State.NOT_ASSESSED: ("mute", "minus"),
    cadence.State.EXCUSED: ("hold", "file"),
}


# In words that a board may say; the rule's own words stand in its verdict.
WORDS = {
    cadence.State.MET: pgettext_lazy("slot of the cadence", "Held"),
    cadence.State.NOT_YET: pgettext_lazy("slot of the cadence", "To come"),
    cadence.State.MISSING: pgettext_lazy("slot of the cadence", "Lacking"),
    cadence.State.NOT_ASSESSED: pgettext_lazy("slot of the cadence", "Not needed"),
    cadence.State.EXCUSED: pgettext_lazy("slot of the cadence", "Reason given"),
}
SECRETARY_LECTURE = pgettext_lazy("slot of the cadence", "lecture by the secretary")


@dataclass
class Cell:
    """One slot as it is drawn."""

    slot: Slot
    verdict: Verdict
    meeting: Meeting | None = None

    @property
    def state(self) -> cadence.State:
        """How it stands."""
        return cadence.State((self.verdict.result or {})["status"])

    @property
    def tone(self) -> str:
        """The colour beside icon and word."""
        return LOOKS[self.state][0]

    @property
    def icon(self) -> str:
        """The icon beside the word."""
        return LOOKS[self.state][1]

    @property
    def word(self) -> Any:
        """How it stands, in a word."""
        return WORDS[self.state]

    @property
    def excusable(self) -> bool:
        """写明原因备案 is for a month or a quarter; a year has its last day before it."""
        return self.slot.months < YEAR


@dataclass
class Row:
    """The slots of one kind of one organisation."""

    organisation: PartyOrganisation
    kind: Kind
    cells: list[Cell]
    next_on: dt.date | None = None
    name: Any = ""

    @property
    def label(self) -> Any:
        """What is held, in words."""
        return self.name or self.kind.label


@dataclass
class Board:
    """A year of all organisations that an actor works for."""

    year: int
    blocks: list[tuple[PartyOrganisation, list[Row]]] = field(default_factory=list)
    lacking: list[tuple[Row, Cell]] = field(default_factory=list)
    # 主题重复, 问题清单不全: each organisation with what a human should look at; it stops nothing.
    looked_at: list[tuple[PartyOrganisation, Verdict]] = field(default_factory=list)
    overdue: list[Problem] = field(default_factory=list)
    coming: list[Row] = field(default_factory=list)

    @property
    def legend(self) -> list[tuple[str, str, Any]]:
        """Tone, icon and word of each state."""
        return [(*LOOKS[state], WORDS[state]) for state in LOOKS]


def board(actor: Actor, community: Community, year: int) -> Board:
    """The board of a year."""
    made, today = Board(year), clock.today()
    least = book.value("party.committee.size", on=today, at=community.code)[0]
    rule = _Rule(
        community, today, least, queries.held_in(actor, year), queries.excuses_of(actor, year), queries.listed_in(actor, year)
    )  # fmt: skip
    rows = queries.assessed(actor, year)
    for one in [row for row in rows if row.row.level in COMMITTEES]:
        made.blocks.append((one.row, [rule.life_of(one, year)]))
    for one in [row for row in rows if row.row.level == Level.BRANCH]:
        told = [rule.row(one, year, kind) for kind in OF_A_BRANCH]
        told += [rule.secretary(one, year), rule.life_of(one, year)]
        below = [row for row in rows if row.row.level == Level.GROUP and row.row.parent_id == one.row.pk]
        made.blocks.append(
            (one.row, told + [rule.row(group, year, kind) for group in below for kind in OF_A_GROUP])
        )
    shown = {row.organisation.pk for _branch, told in made.blocks for row in told}
    for group in [row for row in rows if row.row.level == Level.GROUP and row.row.pk not in shown]:
        made.blocks.append((group.row, [rule.row(group, year, kind) for kind in OF_A_GROUP]))
    _sum_up(made, rule)
    return made


def _sum_up(made: Board, rule: "_Rule") -> None:
    """What is lacking, what should be looked at, what comes next."""
    for row in (one for _organisation, told in made.blocks for one in told):
        made.lacking += [(row, cell) for cell in row.cells if cell.state == cadence.State.MISSING]
        if row.next_on:
            made.coming.append(row)
        said = [rule.themes(row.organisation)] if row.kind == Kind.THEME_DAY else []
        said += [cell.verdict for cell in row.cells if (cell.verdict.result or {}).get("wants")]
        made.looked_at += [(row.organisation, one) for one in said if one.level == Grade.WARN]
    made.lacking.reverse()
    made.overdue = sorted(
        (one for rows in rule.listed.values() for one in rows if one.is_overdue), key=lambda one: (one.due_on, one.pk)
    )  # fmt: skip


@dataclass(frozen=True)
class _Rule:
    """R-02 and R-04 with the numbers of the community on this day."""

    community: Community
    today: dt.date
    least: int
    held: Held
    excuses: dict[tuple[UUID, str, str], str]
    listed: dict[UUID, list[Problem]]

    def number(self, code: str) -> Any:
        """A number of the rulebook."""
        return book.value(code, on=self.today, at=self.community.code)

    def row(self, one: Assessed, year: int, kind: Kind) -> Row:
        """The slots of a kind, each judged, and the next day proposed."""
        name, organisation = RULE_NAMES[kind], one.row
        seats = sum(seat.post != PartyPost.LEADER and seat.holds(self.today) for seat in one.seats)
        branch = cadence.Branch(
            organisation.valid_from, seats >= self.least, organisation.level == Level.GROUP or one.grouped,
            organisation.valid_to, self._booked(one),
        )  # fmt: skip
        meetings = self.held.get((organisation.pk, kind), [])
        sittings = [sitting(row) for row in meetings]
        number, quorum = self.number(REQUIRED[name]), Fraction(self.number(QUORUM))
        cells = []
        for slot in slots_of(year, cadence.PERIOD[name]):
            verdict = cadence.judge_slot(
                branch, name, slot, sittings, self.today, required=number, quorum=quorum,
                excuse=self.excuses.get((organisation.pk, kind, slot.name), ""),
            )  # fmt: skip
            here = [row for row in meetings if slot.holds(day_of(row)) and row.status != "cancelled"]
            cells.append(Cell(slot, verdict, here[-1] if here else None))
        return Row(organisation, kind, cells, self._next(cells, sittings))

    def _exempt(self, rule: str, one: Assessed, kind: Kind, slot: Slot) -> Verdict | None:
        """不考核 for a year of which the organisation or its books saw only a part (C-03)."""
        branch = cadence.Branch(one.row.valid_from, ended=one.row.valid_to, booked=self._booked(one))
        why = branch.exempt(kind, slot)
        if not why:
            return None
        result = {"status": cadence.State.NOT_ASSESSED.value}
        words = f"{slot.name} {kind.label}：{why}"
        return Verdict(
            rule, Grade.INFO, "meetings.cadence.not_assessed", words, Outcome.NOT_APPLICABLE, result
        )

    def secretary(self, one: Assessed, year: int) -> Row:
        """书记讲党课, over the whole year."""
        rows = [row for row in self.held.get((one.row.pk, Kind.LECTURE), []) if row.lecturer]
        told = [
            cadence.Given(day_of(row), row.lecturer, row.status, row.minuted_at is not None) for row in rows
        ]
        names = [seat.name for seat in one.seats if seat.post == PartyPost.SECRETARY]
        number = self.number("party.secretary_lecture.per_year")
        slot = slots_of(year, YEAR)[0]
        verdict = self._exempt(cadence.RULE, one, Kind.LECTURE, slot) or cadence.judge_secretary(
            year, told, names, self.today, required=number
        )
        own = [
            row for row in rows if any(name in row.lecturer for name in names) and row.status != "cancelled"
        ]
        return Row(
            one.row, Kind.LECTURE, [Cell(slot, verdict, own[-1] if own else None)], name=SECRETARY_LECTURE
        )

    def life_of(self, one: Assessed, year: int) -> Row:
        """组织生活会, of a Party committee 民主生活会, with its list of problems (R-04)."""
        kind = Kind.DEMOCRATIC_LIFE if one.row.level in COMMITTEES else Kind.ORGANISATION_LIFE
        rows = [
            row for name in LIFE for row in self.held.get((one.row.pk, name), []) if row.status != "cancelled"
        ]
        day = min(self.today, dt.date(year, 12, 31))
        leaders = [seat for seat in one.seats if seat.post != PartyPost.LEADER and seat.holds(day)]
        words = {seat.person_id: seat.words for seat in leaders}
        sessions = [self._session(row, words) for row in rows]
        slot = slots_of(year, YEAR)[0]
        verdict = self._exempt(life.RULE, one, kind, slot) or life.judge_life(
            life.COMMITTEE if one.row.level in COMMITTEES else "支部", year, sessions, words.values(), self.today,
            required=self.number("party.life.per_year"), from_month=self.number("party.life.from_month"),
        )  # fmt: skip
        return Row(one.row, kind, [Cell(slot, verdict, rows[-1] if rows else None)])

    def _session(self, meeting: Meeting, leaders: dict[UUID, str]) -> life.Session:
        """A meeting as R-04 sees it; a line of who is no leader has no name there."""
        listed = self.listed.get(meeting.pk, [])
        lines = tuple(life.Problem(leaders.get(line.person_id, ""), line.due_on) for line in listed)
        kind, minuted = LIFE[meeting.kind], meeting.minuted_at is not None
        return life.Session(day_of(meeting), kind, meeting.status, minuted, lines)

    def _booked(self, one: Assessed) -> dt.date:
        """Since when its meetings stand in the books: the month of the first of them, this month where there is none."""
        first = one.first_at.astimezone(clock.BEIJING).date() if one.first_at else self.today
        return min(first, self.today).replace(day=1)

    def themes(self, organisation: PartyOrganisation) -> Verdict:
        """Are the themes of its theme days distinct (R-02)?"""
        rows = self.held.get((organisation.pk, Kind.THEME_DAY), [])
        days = [
            cadence.Theme(day_of(row).replace(day=1), row.title) for row in rows if row.status != "cancelled"
        ]
        return cadence.judge_themes(days, window=int(self.number("party.theme.window_months")))

    def _next(self, cells: list[Cell], sittings: list[cadence.Sitting]) -> dt.date | None:
        """拟定日期 of the first slot that is open and for which nothing is planned."""
        days = Counter(row.on.day for row in sittings if row.state in cadence.HELD)
        usual = max(days, key=lambda day: (days[day], -day)) if days else None
        notice = int(self.number("meetings.notice.days"))
        for cell in cells:
            if cell.state == cadence.State.NOT_YET and cell.meeting is None:
                return proposed(cell.slot, self.today, usual, notice)
        return None


def sitting(meeting: Meeting) -> cadence.Sitting:
    """A meeting as R-02 sees it."""
    return cadence.Sitting(
        day_of(meeting), RULE_NAMES[meeting.kind], meeting.status,
        meeting.minuted_at is not None, meeting.entitled, meeting.present,
    )  # fmt: skip
