"""号票: taken, called, served. Two clerks who call at once get two numbers."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move, start
from linli.hall import queries
from linli.hall.models import QueueTicket
from linli.places.models import Community


@transaction.atomic
def take(
    community: Community,
    *,
    letter: str,
    self_taken: bool = False,
    by: Actor,
    ticket_id: UUID | None = None,
) -> QueueTicket:
    """取号: the next number of today's queue; no gap, no double."""
    now, today = clock.now(), clock.today()
    series = f"hall.tickets.{letter}.{today:%m-%d}"
    ticket = QueueTicket(
        id=ticket_id or keys.uuid7(),
        community=community,
        day=today,
        letter=letter,
        running=next_number(community.pk, series, today.year),
        self_taken=self_taken,
        taken_at=now,
    )
    start(ticket, by=by)
    return ticket


@transaction.atomic
def call(ticket: QueueTicket, *, counter: str, by: Actor, version: int) -> None:
    """叫号: this number to this counter; also one that did not come before."""
    if ticket.day != clock.today():
        raise DomainError(_("This number is not of today."))
    move(
        ticket, "call", by=by, version=version, note=counter,
        counter=counter, called_at=clock.now(), ended_at=None,
    )  # fmt: skip


def call_next(community: Community, *, letter: str, counter: str, by: Actor) -> QueueTicket:
    """叫下一个: the number that has waited longest. Of two who press at once the second gets the one after it."""
    for ticket in queries.waiting(community, letter):
        try:
            call(ticket, counter=counter, by=by, version=ticket.version)
        except Overtaken:  # a colleague was faster
            continue
        return ticket
    raise DomainError(_("Nobody is waiting."))


@transaction.atomic
def serve(ticket: QueueTicket, *, by: Actor, version: int) -> None:
    """办好了."""
    move(ticket, "serve", by=by, version=version, ended_at=clock.now())


@transaction.atomic
def skip(ticket: QueueTicket, *, by: Actor, version: int) -> None:
    """过号: nobody came; the number can be called again today."""
    move(ticket, "skip", by=by, version=version, ended_at=clock.now())
