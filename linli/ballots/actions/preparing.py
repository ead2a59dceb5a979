"""准备: an election is planned, its list fixed, its candidates named, the ballots handed out."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.ballots import judging, queries
from linli.ballots.models import Candidate, ElectionStep, Elector, PartyElection, Poll, Round, Step, What
from linli.ballots.timetable import days_of
from linli.ballots.workflow import ENDED
from linli.core import clock, keys
from linli.core.codes import start_coded
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, write_fact
from linli.organisations.models import PartyOrganisation
from linli.rulebook import book


def _days(row: PartyElection) -> list[tuple[str, dt.date]]:
    offsets = book.value("party.election.timetable", on=row.meeting_on, at=row.community.code)
    return days_of(row.meeting_on, offsets)


def done(row: PartyElection, step: str, on: dt.date) -> None:
    """A step of the time table is done, unless it was done before."""
    rows = ElectionStep.objects.of(row.community_id).filter(election=row, step=step, done_on__isnull=True)
    rows.update(done_on=on)


def _not_future(day: dt.date, field: str) -> None:
    if day > clock.today():
        raise DomainError(_("This day has not come yet."), field=field)


@transaction.atomic
def plan(
    organisation: PartyOrganisation, *, what: str, why: str, seats: int, meeting_on: dt.date, by: Actor,
    election_id: UUID | None = None,
) -> PartyElection:  # fmt: skip
    """安排换届选举, with its time table counted from the day of the meeting."""
    if organisation.level not in queries.LEVELS:
        raise DomainError(_("A group or a household elects no committee."), field="organisation")
    if what == What.SECRETARY and seats != 1:
        raise DomainError(_("There is one secretary: one seat."), field="seats")
    running = PartyElection.objects.of(organisation.community_id).filter(organisation=organisation)
    if running.exclude(status__in=ENDED).exists():
        raise DomainError(_("An election is running there already."), field="organisation")
    row = PartyElection(
        id=election_id or keys.uuid7(), community=organisation.community, organisation=organisation, what=what,
        why=why, seats=seats, meeting_on=meeting_on,
    )  # fmt: skip
    start_coded(row, by=by)
    ElectionStep.objects.bulk_create(
        ElectionStep(community=row.community, election=row, number=number, step=step, planned_on=day)
        for number, (step, day) in enumerate(_days(row), 1)
    )
    return row


def _before_the_ballot(row: PartyElection) -> None:
    if Poll.objects.of(row.community_id).filter(election=row, ballots_out__isnull=False).exists():
        raise DomainError(_("Ballots were handed out already; the list stands."))


@transaction.atomic
def replan(row: PartyElection, *, meeting_on: dt.date, by: Actor, version: int) -> None:
    """改期: another day; what is not done moves with it, and the list is fixed again for that day."""
    _before_the_ballot(row)
    move(row, "replan", by=by, version=version, meeting_on=meeting_on)
    steps = {step.step: step for step in queries.milestones_of(row)}
    for step, day in _days(row):
        if step in steps and steps[step].done_on is None:
            steps[step].planned_on = day
    ElectionStep.objects.bulk_update(steps.values(), ["planned_on"])


@transaction.atomic
def list_electors(row: PartyElection, *, by: Actor, version: int) -> None:
    """核定有选举权的党员: who has a vote on the day of the meeting. Who was left out stays so; a candidate who has no
    vote any more is off the list of candidates, which are then named again.
    """
    _before_the_ballot(row)
    roll = [one for one in queries.roll_for(row.organisation, row.meeting_on) if one.may_vote]
    if not roll:
        raise DomainError(_("Nobody has a vote there on that day. Write the Party members down first."))
    held = {one.person_id: one for one in queries.electors_of(row)}
    gone = [one.pk for person, one in held.items() if person not in {entry.person_id for entry in roll}]
    Candidate.objects.of(row.community_id).filter(elector__in=gone).delete()
    Poll.objects.of(row.community_id).filter(election=row, candidates__isnull=True).delete()
    Elector.objects.of(row.community_id).filter(pk__in=gone).delete()
    borne = Counter(one.name for one in roll)
    listed = []
    for number, one in enumerate(roll, 1):
        elector = held.get(one.person_id) or Elector(
            community=row.community, election=row, person_id=one.person_id
        )
        elector.number, elector.namesake = number, borne[one.name] > 1
        listed.append(elector)
    Elector.objects.bulk_update([one for one in listed if one.person_id in held], ["number", "namesake"])
    Elector.objects.bulk_create([one for one in listed if one.person_id not in held])
    counted = sum(not one.left_out for one in listed)
    move(row, "list_electors", by=by, version=version, entitled=len(listed), eligible=counted)
    done(row, Step.LIST, clock.today())


@transaction.atomic
def leave_out(
    row: PartyElection, *, elector: Elector, left_out: str, paper: str, by: Actor, version: int
) -> None:
    """不计入应到会人数: one person, because of one of the reasons, by a paper of the superior."""
    if not left_out or not paper.strip():
        raise DomainError(_("Only with the reason and the number of the superior's paper."), field="paper")
    move(row, "leave_out", by=by, version=version, eligible=(row.eligible or 0) - 1, note=str(elector.number))
    rows = Elector.objects.of(row.community_id).filter(election=row, pk=elector.pk, left_out="")
    if not rows.update(left_out=left_out, paper=paper):
        raise DomainError(_("This person is left out already."), field="elector")


@transaction.atomic
def count_in(row: PartyElection, *, elector: Elector, by: Actor, version: int) -> None:
    """恢复计入应到会人数."""
    move(row, "count_in", by=by, version=version, eligible=(row.eligible or 0) + 1, note=str(elector.number))
    rows = Elector.objects.of(row.community_id).filter(election=row, pk=elector.pk).exclude(left_out="")
    if not rows.update(left_out="", paper=""):
        raise DomainError(_("This person counts already."), field="elector")


@transaction.atomic
def nominate(row: PartyElection, *, candidates: Sequence[Elector], by: Actor, version: int) -> None:
    """确定候选人, in the order of the ballot. A committee needs a fifth more candidates than seats (R-07)."""
    held = queries.last_round(row)
    if held and not held.is_prepared:
        held = None
    if held and held.poll.kind == Round.TIE:
        raise DomainError(_("Those who were level are the candidates."), field="candidates")
    seats = held.poll.seats if held else row.seats
    check_candidates(row, seats, candidates)
    move(row, "nominate", by=by, version=version, note=str(len(candidates)))
    if held:
        Candidate.objects.of(row.community_id).filter(poll=held.poll).delete()
    poll = held.poll if held else _poll(row, 1, Round.FIRST, row.seats)
    put_up(poll, candidates)


def check_candidates(row: PartyElection, seats: int, candidates: Sequence[Elector]) -> None:
    """差额 of a committee; everybody once, nobody who is elected already. Raises DomainError."""
    chosen = {one.pk for one in candidates}
    if len(chosen) < len(candidates):
        raise DomainError(_("Somebody stands there twice."), field="candidates")
    if chosen & {one.elector_id for one in queries.elected_in(row)}:
        raise DomainError(_("Who is elected already is no candidate again."), field="candidates")
    if row.what == What.COMMITTEE:
        source = judging.source_of(judging.SURPLUS, row.meeting_on, row.community.code)
        judging.refuse(judging.judged_candidates(row, seats, len(candidates)), source, field="candidates")
    elif len(candidates) < seats:
        raise DomainError(_("At least one candidate."), field="candidates")


def _poll(row: PartyElection, number: int, kind: str, seats: int) -> Poll:
    return Poll.objects.create(community=row.community, election=row, number=number, kind=kind, seats=seats)


def another_poll(row: PartyElection, before: Poll, *, kind: str, seats: int) -> Poll:
    """The next round, without candidates yet."""
    return _poll(row, before.number + 1, kind, seats)


def put_up(poll: Poll, candidates: Sequence[Elector]) -> None:
    """The candidates of a round, in this order."""
    Candidate.objects.bulk_create(
        Candidate(community_id=poll.community_id, poll=poll, elector=one, number=number)
        for number, one in enumerate(candidates, 1)
    )


@transaction.atomic
def open_poll(
    row: PartyElection, *, held_on: dt.date, present: int, ballots_out: int, by: Actor, version: int
) -> None:
    """开始投票 (R-07): how many are present — a number, never who — and how many ballots went out."""
    _not_future(held_on, "held_on")
    held = queries.last_round(row)
    if held is None or not held.is_prepared:
        raise DomainError(_("Name the candidates first."))
    verdict = judging.judged_opening(row, held.poll, present=present, ballots_out=ballots_out, on=held_on)
    field = "ballots_out" if verdict.code == "election.ballots" else "present"
    source = judging.source_of(judging.QUORUM, held_on, row.community.code)
    judging.refuse(verdict, source, field=field)
    move(row, "open_poll", by=by, version=version, note=f"{present}/{row.eligible}")
    changes = {"eligible": row.eligible, "present": present, "ballots_out": ballots_out, "held_on": held_on}
    Poll.objects.of(row.community_id).filter(Q(ballots_out__isnull=True), pk=held.poll.pk).update(**changes)


@transaction.atomic
def tick(row: PartyElection, *, step: str, done_on: dt.date, by: Actor) -> None:
    """办结一步: a step of the time table is done, and on which day."""
    _not_future(done_on, "done_on")
    write_fact(row, "tick", by=by, note=step)
    rows = ElectionStep.objects.of(row.community_id).filter(election=row, step=step)
    rows.update(done_on=done_on)


@transaction.atomic
def call_off(row: PartyElection, *, reason: str, by: Actor, version: int) -> None:
    """取消选举, with the reason."""
    move(row, "call_off", by=by, version=version, note=reason)
