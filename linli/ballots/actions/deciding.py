"""当选、报告、批复: who is elected, once more where seats are open, reported upwards, and seated when the superior approves."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ballots import judging, queries
from linli.ballots.actions.preparing import another_poll, check_candidates, done, put_up
from linli.ballots.models import Elected, Elector, PartyElection, Poll, Round, Step, Why
from linli.ballots.queries import Held
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move
from linli.organisations import actions as organisations
from linli.organisations.models import Approval, PartyPost
from linli.rulebook.verdict import Outcome


def _counted(row: PartyElection, *outcomes: Outcome) -> Held:
    """The round, with two equal counts and one of these outcomes."""
    held = queries.last_round(row)
    if held is None or not held.is_open or not held.agreed:
        raise DomainError(_("Two equal counts come first."))
    if held.outcome == Outcome.CONFLICT:
        raise DomainError(_("The readings differ; the chief scrutineer rules first."))
    if held.outcome not in outcomes:
        raise DomainError(_("By these counts this is not possible: %(reason)s"), reason=held.verdict.reason)  # type: ignore[union-attr]
    return held


def _close(row: PartyElection, held: Held) -> list[Elected]:
    """The round is closed with its numbers; who is elected by it is written down."""
    first = held.counts[0]
    Poll.objects.of(row.community_id).filter(pk=held.poll.pk).update(
        ballots_in=first.ballots_in, ballots_void=first.ballots_void, closed_on=clock.today()
    )
    names = judging.names(held.verdict.result, "elected")  # type: ignore[union-attr]
    # In the order of the ballot: nobody stands before another because of votes.
    return Elected.objects.bulk_create(
        Elected(community=row.community, election=row, poll=held.poll, elector=person, votes=votes[0])
        for person, votes, _differs in held.lines
        if person.label in names
    )


def _decided(row: PartyElection, held: Held) -> None:
    done(row, Step.MEETING, held.poll.held_on or clock.today())


@transaction.atomic
def conclude(row: PartyElection, *, by: Actor, version: int) -> None:
    """宣布当选: every seat is filled by the counts."""
    held = _counted(row, Outcome.CARRIED)
    move(row, "conclude", by=by, version=version, decided_on=held.poll.held_on)
    _close(row, held)
    _decided(row, held)


@transaction.atomic
def next_round(row: PartyElection, *, candidates: Sequence[Elector] = (), by: Actor, version: int) -> None:
    """再次投票: among those level at the last seat, or anew for seats that stayed empty; who is elected stays elected."""
    held = _counted(row, Outcome.TIE, Outcome.NOT_MET)
    tied = held.outcome == Outcome.TIE
    level = held.named(judging.names(held.verdict.result, _again(held))) if tied else []  # type: ignore[union-attr]
    move(row, "next_round", by=by, version=version)
    seats = held.poll.seats - len(_close(row, held))
    if not tied:
        check_candidates(row, seats, candidates)
    kind = Round.TIE if tied else Round.VACANCY
    put_up(another_poll(row, held.poll, kind=kind, seats=seats), level or candidates)


def _again(held: Held) -> str:
    """Under which name the verdict tells who votes again: by the reading that holds."""
    return "again" if held.poll.ruled_reading else "revote"


@transaction.atomic
def reduce_seats(row: PartyElection, *, consented: int, by: Actor, version: int) -> None:
    """减少名额: the seats still empty stay so, where more than half of those present agree."""
    held = _counted(row, Outcome.NOT_MET)
    present = held.poll.present or 0
    if consented > present or consented * 2 <= present:
        raise DomainError(
            _("%(consented)d of %(present)d present: more than half must agree (R-07)."), field="consented",
            consented=consented, present=present,
        )  # fmt: skip
    vacant = held.poll.seats - len(judging.names(held.verdict.result, "elected"))  # type: ignore[union-attr]
    if vacant == held.poll.seats and not queries.elected_in(row):
        raise DomainError(_("Nobody is elected yet; vote once more."))
    move(
        row, "reduce_seats", by=by, version=version, reduced=vacant, consented=consented,
        decided_on=held.poll.held_on,
    )  # fmt: skip
    _close(row, held)
    _decided(row, held)


@transaction.atomic
def report(row: PartyElection, *, reported_on: dt.date, by: Actor, version: int) -> None:
    """报告上级: the day on which the report went up."""
    if reported_on > clock.today():
        raise DomainError(_("This day has not come yet."), field="reported_on")
    move(row, "report", by=by, version=version, reported_on=reported_on)
    done(row, Step.REPORT, reported_on)


@transaction.atomic
def approve(
    row: PartyElection, *, office: str, document_number: str, approved_on: dt.date, posts: Mapping[UUID, str],
    by: Actor, version: int,
) -> None:  # fmt: skip
    """上级批复: the paper is filed, the term begins on the day of the vote, and who is elected takes the seat with a post."""
    if approved_on > clock.today():
        raise DomainError(_("This day has not come yet."), field="approved_on")
    elected = queries.elected_in(row)
    chosen = {one.pk: posts.get(one.pk, "") or PartyPost.MEMBER for one in elected}
    leads = [post for post in chosen.values() if post == PartyPost.SECRETARY]
    if len(leads) > 1 or (row.why == Why.TERM and not leads):
        raise DomainError(_("One of them is the secretary, and only one."))
    approval = organisations.file_approval(
        row.organisation, matter=Approval.Matter.ELECTION, office=office, document_number=document_number,
        approved_on=approved_on, by=by,
    )  # fmt: skip
    move(row, "approve", by=by, version=version, approval=approval)
    begins = row.decided_on or clock.today()
    if row.why == Why.TERM:
        organisations.begin_term(row.organisation, begins_on=begins, by=by)
    for one in elected:
        one.post = chosen[one.pk]
        organisations.seat(row.organisation, one.elector.person, post=one.post, since=begins, by=by)
    Elected.objects.bulk_update(elected, ["post"])
    done(row, Step.APPROVAL, approved_on)
