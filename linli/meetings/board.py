"""节奏板 (cadence board): for each organisation the slots of a year, each judged by R-02. Three questions, whatever the number.

For the secretary and the organisation itself (M-4): nothing compares organisations, nothing is counted by person.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.rights import Actor
from linli.core.spans import in_force
from linli.meetings import cadence, queries
from linli.meetings.judging import QUORUM
from linli.meetings.kinds import OF_A_BRANCH, OF_A_GROUP, RULE_NAMES, Kind
from linli.meetings.models import Meeting, SlotExcuse
from linli.meetings.rights import ORGANISATIONS
from linli.meetings.slots import Slot, proposed, slots_of
from linli.meetings.verdicts import REQUIRED
from linli.organisations.models import Level, PartyOrganisation, PartyPost
from linli.places.models import Community
from linli.rulebook import book
from linli.rulebook.verdict import Level as Grade
from linli.rulebook.verdict import Verdict

ASSESSED = (Level.BRANCH, Level.GROUP)
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


@dataclass
class Row:
    """The slots of one kind of one organisation."""

    organisation: PartyOrganisation
    kind: Kind
    cells: list[Cell]
    next_on: dt.date | None = None


@dataclass
class Board:
    """A year of all organisations that an actor works for."""

    year: int
    blocks: list[tuple[PartyOrganisation, list[Row]]] = field(default_factory=list)
    lacking: list[tuple[Row, Cell]] = field(default_factory=list)
    # 主题重复: each organisation with the months whose theme stood shortly before.
    repeated: list[tuple[PartyOrganisation, Verdict]] = field(default_factory=list)
    coming: list[Row] = field(default_factory=list)

    @property
    def legend(self) -> list[tuple[str, str, Any]]:
        """Tone, icon and word of each state."""
        return [(*LOOKS[state], WORDS[state]) for state in LOOKS]


def organisations(actor: Actor, year: int) -> list[PartyOrganisation]:
    """The branches and groups that stood in the year, with their seats, groups and first meeting: one query."""
    rows = PartyOrganisation.objects.of(actor.community_id).filter(ORGANISATIONS(actor), level__in=ASSESSED)
    stood = Q(valid_to__isnull=True) | Q(valid_to__gte=dt.date(year, 1, 1))
    groups = PartyOrganisation.objects.of(actor.community_id).filter(
        in_force(), parent=OuterRef("pk"), level=Level.GROUP
    )
    first = Meeting.objects.of(actor.community_id).filter(organisation=OuterRef("pk")).order_by("starts_at")
    seats = in_force(of="officers") & ~Q(officers__post=PartyPost.LEADER)
    found = rows.filter(stood, valid_from__lte=dt.date(year, 12, 31)).annotate(
        seats=Count("officers", filter=seats),
        grouped=Exists(groups),
        first_at=Subquery(first.values("starts_at")[:1]),
    )
    return list(found.order_by("valid_from", "name", "id"))


def board(actor: Actor, community: Community, year: int) -> Board:
    """The board of a year."""
    made, today = Board(year), clock.today()
    held = _held(actor, year)
    excuses = _excuses(actor, year)
    least = book.value("party.committee.size", on=today, at=community.code)[0]
    rule = _Rule(community, today, least, held, excuses)
    rows = organisations(actor, year)
    for organisation in [row for row in rows if row.level == Level.BRANCH]:
        below = [row for row in rows if row.level == Level.GROUP and row.parent_id == organisation.pk]
        made.blocks.append((organisation, rule.rows(organisation, year, OF_A_BRANCH)))
        made.blocks[-1][1].extend(one for group in below for one in rule.rows(group, year, OF_A_GROUP))
    shown = {row.organisation.pk for _branch, told in made.blocks for row in told}
    for group in [row for row in rows if row.level == Level.GROUP and row.pk not in shown]:
        made.blocks.append((group, rule.rows(group, year, OF_A_GROUP)))
    for row in (one for _organisation, told in made.blocks for one in told):
        made.lacking += [(row, cell) for cell in row.cells if cell.state == cadence.State.MISSING]
        if row.next_on:
            made.coming.append(row)
        if row.kind == Kind.THEME_DAY and (said := rule.themes(row.organisation)).level == Grade.WARN:
            made.repeated.append((row.organisation, said))
    made.lacking.reverse()
    return made


Held = dict[tuple[UUID | None, str], list[Meeting]]
Excuses = dict[tuple[UUID, str, str], str]


def _held(actor: Actor, year: int) -> Held:
    """The meetings of the year by organisation and kind, those to come as well: one query."""
    first = dt.datetime(year, 1, 1, tzinfo=clock.BEIJING)
    rows = queries.meetings_for(actor).filter(
        kind__in=RULE_NAMES, starts_at__gte=first, starts_at__lt=first.replace(year=year + 1)
    )
    found: Held = defaultdict(list)
    for meeting in rows.defer("summary").order_by("starts_at", "id"):
        found[meeting.organisation_id, meeting.kind].append(meeting)
    return found


def _excuses(actor: Actor, year: int) -> Excuses:
    rows = SlotExcuse.objects.of(actor.community_id).filter(slot__startswith=f"{year}-")
    return {(row.organisation_id, row.kind, row.slot): row.reason for row in rows}


@dataclass(frozen=True)
class _Rule:
    """R-02 with the numbers of the community on this day."""

    community: Community
    today: dt.date
    least: int
    held: Held
    excuses: Excuses

    def rows(self, organisation: Any, year: int, kinds: tuple[Kind, ...]) -> list[Row]:
        """A row for each kind."""
        return [self.row(organisation, year, kind) for kind in kinds]

    def row(self, organisation: Any, year: int, kind: Kind) -> Row:
        """The slots of a kind, each judged, and the next day proposed."""
        name = RULE_NAMES[kind]
        branch = cadence.Branch(
            organisation.valid_from, organisation.seats >= self.least, organisation.level == Level.GROUP or organisation.grouped,
            organisation.valid_to, self._booked(organisation),
        )  # fmt: skip
        meetings = self.held.get((organisation.pk, kind), [])
        sittings = [sitting(row) for row in meetings]
        number = book.value(REQUIRED[name], on=self.today, at=self.community.code)
        quorum = Fraction(book.value(QUORUM, on=self.today, at=self.community.code))
        cells = []
        for slot in slots_of(year, cadence.PERIOD[name]):
            verdict = cadence.judge_slot(
                branch, name, slot, sittings, self.today, required=number, quorum=quorum,
                excuse=self.excuses.get((organisation.pk, kind, slot.name), ""),
            )  # fmt: skip
            here = [row for row in meetings if slot.holds(sitting(row).on) and row.status != "cancelled"]
            cells.append(Cell(slot, verdict, here[-1] if here else None))
        return Row(organisation, kind, cells, self._next(cells, sittings))

    def _booked(self, organisation: Any) -> dt.date:
        """Since when its meetings stand in the books: the month of the first of them, this month where there is none."""
        first = (
            organisation.first_at.astimezone(clock.BEIJING).date() if organisation.first_at else self.today
        )
        return min(first, self.today).replace(day=1)

    def themes(self, organisation: PartyOrganisation) -> Verdict:
        """Are the themes of its theme days distinct (R-02)?"""
        window = int(book.value("party.theme.window_months", on=self.today, at=self.community.code))
        rows = self.held.get((organisation.pk, Kind.THEME_DAY), [])
        days = [
            cadence.Theme(sitting(row).on.replace(day=1), row.title)
            for row in rows
            if row.status != "cancelled"
        ]
        return cadence.judge_themes(days, window=window)

    def _next(self, cells: list[Cell], sittings: list[cadence.Sitting]) -> dt.date | None:
        """拟定日期 of the first slot that is open and for which nothing is planned."""
        days = Counter(row.on.day for row in sittings if row.state in cadence.HELD)
        usual = max(days, key=lambda day: (days[day], -day)) if days else None
        notice = int(book.value("meetings.notice.days", on=self.today, at=self.community.code))
        for cell in cells:
            if cell.state == cadence.State.NOT_YET and cell.meeting is None:
                return proposed(cell.slot, self.today, usual, notice)
        return None


def sitting(meeting: Meeting) -> cadence.Sitting:
    """A meeting as R-02 sees it."""
    return cadence.Sitting(
        meeting.starts_at.astimezone(clock.BEIJING).date(), RULE_NAMES[meeting.kind], meeting.status,
        meeting.minuted_at is not None, meeting.entitled, meeting.present,
    )  # fmt: skip
