"""Questions about elections. Nothing here writes; sums only, for there is nothing else to ask (N10)."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.ballots.judging import judged_count
from linli.ballots.models import (
    Candidate,
    Count,
    CountLine,
    Elected,
    ElectionStep,
    Elector,
    PartyElection,
    Poll,
)
from linli.ballots.rights import ELECTION_VERBS, ORGANISATIONS
from linli.ballots.workflow import ElectionStatus
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force
from linli.organisations.models import Level, PartyOrganisation
from linli.organisations.rolls import Body, OnRoll, roll_of
from linli.rulebook.verdict import Outcome, Verdict

JOINED = ("organisation__parent", "community", "approval")
# 有选举大会的层级: a group or a household elects no committee.
LEVELS = (Level.COMMITTEE, Level.JOINT_COMMITTEE, Level.GENERAL_BRANCH, Level.BRANCH)
BOTH = 2


def elections_for(actor: Actor) -> QuerySet[PartyElection]:
    """The elections that an actor sees, with what a line shows."""
    rows = visible_to(PartyElection.objects.of(actor.community_id), actor, "ballots.view_elections")
    return rows.select_related("organisation")


def states() -> dict[str, Q]:
    """Where elections stand."""
    return {status.value: Q(status=status) for status in ElectionStatus}


def access_election(actor: Actor, pk: UUID, verb: str = "view_elections") -> PartyElection:
    """The only way to one election: 404 if unseen, 403 if the verb is not theirs."""
    rows = PartyElection.objects.of(actor.community_id).select_related(*JOINED)
    return access(rows, actor, f"ballots.{verb}", see="view_elections", among=ELECTION_VERBS, pk=pk)


def organisations(actor: Actor) -> QuerySet[PartyOrganisation]:
    """Which organisations may hold an election that the actor plans."""
    rows = PartyOrganisation.objects.of(actor.community_id).filter(
        ORGANISATIONS(actor), in_force(), level__in=LEVELS
    )
    return rows.order_by("name", "id")


def roll_for(organisation: PartyOrganisation, on: dt.date) -> list[OnRoll]:
    """名册 of the assembly that elects: of a branch, or of all branches below. Two queries for each branch, and one."""
    if organisation.level == Level.BRANCH:
        return roll_of(Body.ASSEMBLY, organisation, on)
    below = Q(parent=organisation) | Q(parent__parent=organisation)
    branches = PartyOrganisation.objects.of(organisation.community_id).filter(
        below, in_force(on), level=Level.BRANCH
    )
    found = {
        one.person_id: one
        for branch in branches.order_by("name", "id")
        for one in roll_of(Body.ASSEMBLY, branch, on)
    }
    return list(found.values())


def electors_of(row: PartyElection) -> QuerySet[Elector]:
    """The list, in its order."""
    return Elector.objects.of(row.community_id).filter(election=row).select_related("person")


def milestones_of(row: PartyElection) -> list[ElectionStep]:
    """The time table."""
    return list(ElectionStep.objects.of(row.community_id).filter(election=row).order_by("number"))


def elected_in(row: PartyElection) -> list[Elected]:
    """Who is elected so far, round after round, in the order in which they were written down."""
    rows = Elected.objects.of(row.community_id).filter(election=row).select_related("elector__person", "poll")
    return list(rows.order_by("poll__number", "id"))


@dataclass
class Held:
    """One round as page and paper show it: candidates, the counts that stand, and what R-07 says of them."""

    poll: Poll
    at: str
    candidates: list[Candidate] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    # Of each count: the votes of each person.
    votes: dict[UUID, dict[UUID, int]] = field(default_factory=dict)
    people: dict[UUID, Elector] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Ballots are out, and the round is neither closed nor void."""
        return self.poll.ballots_out is not None and self.poll.closed_on is None

    @property
    def is_prepared(self) -> bool:
        """Candidates are named, no ballot is out yet."""
        return self.poll.ballots_out is None

    @property
    def lines(self) -> list[tuple[Elector, list[int], bool]]:
        """Each person with the votes by each count, and whether the counts differ; candidates first, then who was written in."""
        standing = [self.votes.get(one.pk, {}) for one in self.counts]
        found = []
        for key, person in self.people.items():
            numbers = [votes.get(key, 0) for votes in standing]
            if key in self._on_ballot or any(numbers):
                found.append((person, numbers, len(set(numbers)) > 1))
        return found

    @property
    def _on_ballot(self) -> set[UUID]:
        return {one.elector_id for one in self.candidates}

    @property
    def both(self) -> bool:
        """Both counts are in."""
        return len(self.counts) == BOTH

    @property
    def differs(self) -> bool:
        """Both counts are in, and they are not the same."""
        if not self.both:
            return False
        first, second = self.counts
        same = (first.ballots_in, first.ballots_void) == (second.ballots_in, second.ballots_void)
        return not same or any(differs for _person, _numbers, differs in self.lines)

    @property
    def agreed(self) -> bool:
        """Both counts are in and say the same: only then is anything decided."""
        return self.both and not self.differs

    @cached_property
    def verdict(self) -> Verdict | None:
        """What R-07 says, by the ruling where there is one; nothing before two equal counts."""
        if not self.agreed or self.poll.is_void:
            return None
        votes = [(person.label, numbers[0]) for person, numbers, _differs in self.lines]
        return judged_count(
            self.poll, self.at, ballots_in=self.counts[0].ballots_in, votes=votes, ruling=self.poll.ruled_reading
        )  # fmt: skip

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the verdict."""
        return self.verdict.outcome if self.verdict else None

    def named(self, labels: list[str]) -> list[Elector]:
        """The people of some labels, in the order of the ballot."""
        return [person for person, _numbers, _differs in self.lines if person.label in labels]


def rounds_of(row: PartyElection) -> list[Held]:
    """All rounds with candidates and the counts that stand. Two queries: no round is without candidates."""
    at, community = row.community.code, row.community_id
    found: dict[UUID, Held] = {}
    candidates = Candidate.objects.of(community).filter(poll__election=row)
    for one in candidates.select_related("poll", "elector__person").order_by("poll__number", "number"):
        held = found.setdefault(one.poll_id, Held(one.poll, at))
        held.candidates.append(one)
        held.people[one.elector_id] = one.elector
    lines = CountLine.objects.of(community).filter(count__poll__election=row, count__stands=True)
    for line in lines.select_related("count", "elector__person").order_by("count__slot", "id"):
        held = found[line.count.poll_id]
        if line.count_id not in held.votes:
            held.counts.append(line.count)
        held.votes.setdefault(line.count_id, {})[line.elector_id] = line.votes
        held.people.setdefault(line.elector_id, line.elector)
    return list(found.values())


def last_round(row: PartyElection) -> Held | None:
    """The round in which the election stands."""
    rounds = rounds_of(row)
    return rounds[-1] if rounds else None


def own_count(held: Held, actor: Actor) -> Count | None:
    """The count that the actor, or who lent the actor an office, has entered."""
    return next((one for one in held.counts if one.entered_by_id in actor.hands), None)
