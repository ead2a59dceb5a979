"""计票: two people count the paper ballots apart from each other; only where both say the same is anything decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ballots import judging, queries
from linli.ballots.actions.preparing import another_poll, put_up
from linli.ballots.models import Count, CountLine, Elector, PartyElection, Poll, Reading, Round
from linli.ballots.queries import Held
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, write_fact
from linli.rulebook.verdict import Outcome


@dataclass(frozen=True)
class Counted:
    """What one counter found: sums. `votes` are of each elector, candidates and who was written in alike."""

    counter: str
    scrutineer: str
    ballots_in: int
    ballots_void: int
    votes: Mapping[UUID, int] = field(default_factory=dict)


def _open_round(row: PartyElection) -> Held:
    """The round that is being counted; its row is locked, so that two counters who press at once come one after the other."""
    Poll.objects.of(row.community_id).select_for_update().filter(election=row).last()
    held = queries.last_round(row)
    if held is None or not held.is_open:
        raise DomainError(_("No vote is being counted."))
    return held


@transaction.atomic
def count(row: PartyElection, given: Counted, *, by: Actor) -> Count:
    """计票: one of the two counts. Refused where more ballots came back than went out, with rule, source and numbers (R-07)."""
    held = _open_round(row)
    if queries.own_count(held, by):
        raise DomainError(_("Two people count. You have entered one count; the other is somebody else's."))
    if held.both:
        raise DomainError(_("Both counts are in."))
    _check(row, held, given, by=by)
    taken = {one.slot for one in held.counts}
    write_fact(row, "count", by=by)
    return _write(held, given, slot=2 if 1 in taken else 1, by=by)


@transaction.atomic
def recount(row: PartyElection, given: Counted, *, reason: str, by: Actor) -> Count:
    """复点: the own count, entered anew with the reason; the one before stays, but stands no more."""
    held = _open_round(row)
    before = queries.own_count(held, by)
    if before is None:
        raise DomainError(_("Only who entered a count enters it anew."))
    if held.poll.ruled_reading:
        raise DomainError(_("There is a ruling on these counts."))
    _check(row, held, given, by=by, instead_of=before)
    Count.objects.of(row.community_id).filter(pk=before.pk).update(stands=False)
    write_fact(row, "recount", by=by, note=reason)
    return _write(held, given, slot=before.slot, reason=reason, by=by)


def _write(held: Held, given: Counted, *, slot: int, by: Actor, reason: str = "") -> Count:
    made = Count(
        community_id=held.poll.community_id, poll=held.poll, slot=slot, entered_by_id=by.user_id,  # type: ignore[misc]
        counter=given.counter,
        scrutineer=given.scrutineer, ballots_in=given.ballots_in, ballots_void=given.ballots_void, reason=reason,
        counted_at=clock.now(),
    )  # fmt: skip
    made.clean_fields(exclude=["community", "poll", "entered_by"])
    made.save(force_insert=True)
    on_ballot = {one.elector_id: 0 for one in held.candidates}
    CountLine.objects.bulk_create(
        CountLine(community_id=made.community_id, count=made, elector_id=key, votes=votes)
        for key, votes in {**on_ballot, **given.votes}.items()
    )
    return made


def _check(
    row: PartyElection, held: Held, given: Counted, *, by: Actor, instead_of: Count | None = None
) -> None:
    """Who counts is no candidate and not who counts already; the sums fit each other and the ballots."""
    _check_people(held, given, by=by, instead_of=instead_of)
    people = _people(row, held, given)
    votes = [(people[key].label, number) for key, number in given.votes.items()]
    verdict = judging.judged_count(held.poll, held.at, ballots_in=given.ballots_in, votes=votes)
    source = judging.source_of(judging.QUORUM, held.poll.held_on or clock.today(), held.at)
    judging.refuse(verdict, source, field="ballots_in")
    valid = given.ballots_in - given.ballots_void
    if valid < 0:
        raise DomainError(
            _("%(void)d void of %(all)d ballots that came back."), field="ballots_void",
            void=given.ballots_void, all=given.ballots_in,
        )  # fmt: skip
    if over := [name for name, number in votes if number > valid]:
        raise DomainError(
            _("%(name)s has more votes than there are valid ballots (%(valid)d)."), name=over[0], valid=valid
        )
    if (total := sum(given.votes.values())) > valid * held.poll.seats:
        raise DomainError(
            _("%(total)d votes on %(valid)d valid ballots for %(seats)d seats: more than can be."),
            total=total, valid=valid, seats=held.poll.seats,
        )  # fmt: skip


def _people(row: PartyElection, held: Held, given: Counted) -> dict[UUID, Elector]:
    unknown = set(given.votes) - set(held.people)
    found = {one.pk: one for one in queries.electors_of(row).filter(pk__in=unknown)} if unknown else {}
    if set(found) != unknown:
        raise DomainError(_("Somebody written in is not in the list."), field="write_ins")
    return held.people | found


def _check_people(held: Held, given: Counted, *, by: Actor, instead_of: Count | None) -> None:
    if by.user_id is None or any(one.elector.person.user_id in by.hands for one in held.candidates):
        raise DomainError(_("A candidate counts no votes."))
    standing = {one.elector.person.name for one in held.candidates}
    for name in ("counter", "scrutineer"):
        if getattr(given, name) in standing:
            raise DomainError(_("A candidate counts no votes and watches no count."), field=name)
    if given.counter == given.scrutineer:
        raise DomainError(_("Who watches the count does not count."), field="scrutineer")
    others = [one for one in held.counts if instead_of is None or one.pk != instead_of.pk]
    if given.counter in {one.counter for one in others}:
        raise DomainError(_("Two people count; this one has counted already."), field="counter")


@transaction.atomic
def rule(row: PartyElection, *, reading: str, ruled_by: str, source: str, by: Actor, version: int) -> None:
    """总监票人裁定: which reading holds, by which text; only where the readings differ, and never by the software."""
    held = _open_round(row)
    if held.outcome != Outcome.CONFLICT:
        raise DomainError(_("The readings do not differ; there is nothing to rule on."))
    if reading == Reading.MOST and held.poll.kind != Round.TIE:
        raise DomainError(_("Only where those level vote once more."), field="reading")
    if not source.strip() or not ruled_by.strip():
        raise DomainError(_("A ruling names who ruled, and the text it stands on."), field="source")
    if ruled_by in {one.elector.person.name for one in held.candidates}:
        raise DomainError(_("A candidate does not rule."), field="ruled_by")
    move(row, "rule", by=by, version=version, note=reading)
    Poll.objects.of(row.community_id).filter(pk=held.poll.pk).update(
        ruled_reading=reading, ruled_by=ruled_by, ruled_source=source
    )


@transaction.atomic
def void_poll(row: PartyElection, *, reason: str, by: Actor, version: int) -> None:
    """选举无效: the round counts for nothing and is repeated with the same candidates, as its own round."""
    held = _open_round(row)
    move(row, "void_poll", by=by, version=version, note=reason)
    Poll.objects.of(row.community_id).filter(pk=held.poll.pk).update(
        void_reason=reason, closed_on=clock.today()
    )
    kind = Round.REPEAT if held.poll.kind == Round.FIRST else held.poll.kind
    again = another_poll(row, held.poll, kind=kind, seats=held.poll.seats)
    put_up(again, [one.elector for one in held.candidates])
