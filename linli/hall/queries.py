"""Questions about the hall. Nothing here writes."""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, PositiveSmallIntegerField, Q, QuerySet, TextField, Value
from django.http import Http404

from linli.accounts.models import Posting
from linli.accounts.queries import in_force as posted
from linli.accounts.queries import takers
from linli.accounts.roles import STAFF
from linli.core import clock, keys
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force
from linli.hall.models import (
    HallAppointment,
    HallHours,
    PaperReceipt,
    QueueTicket,
    SealUse,
    ServiceItem,
    Transaction,
)
from linli.hall.rights import TRANSACTION_VERBS
from linli.hall.slots import Hours, half_hours
from linli.hall.workflow import OPEN, AppointmentStatus, TicketStatus, TransactionStatus
from linli.places.models import Community

DAYS_TO_BOOK = 14
SHOWN = 50


# The catalogue


def offered(community: Any) -> QuerySet[ServiceItem]:
    """What the hall offers today, in the order of the list."""
    return ServiceItem.objects.of(community).filter(in_force()).order_by("order", "id")


def found(community: Any, word: str) -> QuerySet[ServiceItem]:
    """The services whose name, words or papers contain a word."""
    rows = offered(community)
    if not word:
        return rows
    return rows.filter(Q(name__icontains=word) | Q(words__icontains=word) | Q(office__icontains=word))


def item_of(community: Any, code: str) -> ServiceItem:
    """One service that is offered, with its papers; 404 for what is not."""
    row = (
        offered(community).select_related("community").prefetch_related("materials").filter(code=code).first()
    )
    if row is None:
        raise Http404
    return row


def items_for(actor: Actor) -> QuerySet[ServiceItem]:
    """The catalogue as the desk sees it, with what has ended."""
    rows = visible_to(ServiceItem.objects.of(actor.community_id), actor, "hall.view_items")
    return rows.select_related("community")


def access_item(actor: Actor, pk: UUID, verb: str) -> ServiceItem:
    """The only way at the desk to one service: 404 if unseen, 403 if the verb is not theirs."""
    rows = (
        ServiceItem.objects.of(actor.community_id).select_related("community").prefetch_related("materials")
    )
    verbs = ("view_items", "amend_item", "end_item")
    return access(rows, actor, f"hall.{verb}", see="view_items", among=verbs, pk=pk)


def item_states() -> dict[str, Q]:
    """Where services of the catalogue stand."""
    return {
        "offered": in_force(),
        "unchecked": in_force() & Q(checked=False),
        "ended": Q(valid_to__lt=clock.today()),
    }


# Transactions


def transactions_for(actor: Actor) -> QuerySet[Transaction]:
    """The transactions that the actor sees, with what a line shows."""
    rows = visible_to(Transaction.objects.of(actor.community_id), actor, "hall.view")
    return rows.select_related("item", "community", "entered_by")


def access_transaction(actor: Actor, number: str, verb: str = "view") -> Transaction:
    """The only way at the desk to one transaction: 404 if unseen, 403 if the verb is not theirs."""
    rows = Transaction.objects.of(actor.community_id).select_related(
        "item", "community", "person", "entered_by"
    )
    return access(rows, actor, f"hall.{verb}", among=TRANSACTION_VERBS, number=number)


def transaction_by_code(community: Community, typed: str) -> Transaction | None:
    """The transaction of a code as typed; what it shows is decided by the four digits."""
    code = keys.read_code(typed)
    rows = Transaction.objects.of(community).select_related("item", "community")
    return rows.filter(code=code).first() if code else None


def transaction_states() -> dict[str, Q]:
    """Where transactions stand; what is late depends on the hour."""
    is_open = Q(status__in=OPEN)
    return {
        "open": is_open,
        "late": is_open & Q(due_at__lt=clock.now()),
        "missing": is_open & ~Q(missing=[]),
        "referred": Q(status=TransactionStatus.REFERRED),
        "to_collect": Q(status=TransactionStatus.FINISHED, ended_at__isnull=True),
        "ended": Q(ended_at__isnull=False),
    }


def papers_of(row: Transaction) -> list[PaperReceipt]:
    """The papers that were taken for a transaction."""
    return list(PaperReceipt.objects.of(row.community_id).filter(transaction=row).order_by("taken_at", "id"))


def paper_of(row: Transaction, pk: UUID) -> PaperReceipt:
    """One paper of a transaction that the actor may see; 404 for another's."""
    paper = PaperReceipt.objects.of(row.community_id).filter(transaction=row, pk=pk).first()
    if paper is None:
        raise Http404
    paper.transaction = row
    return paper


# Numbers


def today_s(community: Any) -> QuerySet[QueueTicket]:
    """The numbers of today."""
    return QueueTicket.objects.of(community).filter(day=clock.today())


def waiting(community: Any, letter: str) -> QuerySet[QueueTicket]:
    """Who waits in a queue today, the first first."""
    return today_s(community).filter(letter=letter, status=TicketStatus.WAITING).order_by("running")


def before(ticket: QueueTicket) -> int:
    """How many wait before a number in its queue."""
    if ticket.status != TicketStatus.WAITING:
        return 0
    return waiting(ticket.community_id, ticket.letter).filter(running__lt=ticket.running).count()


def on_the_floor(community: Any) -> list[QueueTicket]:
    """The numbers of today that wait, are called or did not come, in the order of the queue: one question."""
    left = (TicketStatus.WAITING, TicketStatus.CALLED, TicketStatus.SKIPPED)
    return list(today_s(community).filter(status__in=left).order_by("letter", "running"))


def on_the_screen(community: Any, *, shown: int = 6) -> list[QueueTicket]:
    """The numbers that stand at a counter now, the last called first; never a name, there is none."""
    return list(today_s(community).filter(status=TicketStatus.CALLED).order_by("-called_at", "-id")[:shown])


def waiting_by_queue(community: Any) -> dict[str, int]:
    """How many wait in each queue."""
    rows = today_s(community).filter(status=TicketStatus.WAITING).order_by()
    return dict(rows.values("letter").annotate(n=Count("pk")).values_list("letter", "n"))


def ticket_of(community: Any, pk: UUID) -> QueueTicket:
    """A number of today; yesterday's paper opens nothing."""
    ticket = today_s(community).filter(pk=pk).first()
    if ticket is None:
        raise Http404
    return ticket


def access_ticket(actor: Actor, pk: UUID, verb: str) -> QueueTicket:
    """The only way at the desk to one number."""
    rows = QueueTicket.objects.of(actor.community_id).select_related("community")
    return access(rows, actor, f"hall.{verb}", see="take", among=("take", "call", "serve", "skip"), pk=pk)


# The seal


def seals_for(actor: Actor) -> QuerySet[SealUse]:
    """The uses of the seal that the actor sees."""
    rows = visible_to(SealUse.objects.of(actor.community_id), actor, "hall.view_seals")
    return rows.select_related("item", "stamped_by", "approved_by", "transaction")


def months_seals(actor: Actor, first: dt.date, last: dt.date) -> QuerySet[SealUse]:
    """The uses of the seal from day to day, in the order of their numbers."""
    return (
        seals_for(actor).filter(stamped_on__gte=first, stamped_on__lte=last).order_by("stamped_on", "number")
    )


class Choice(NamedTuple):
    """Something to choose in the form of the seal: a service with its basis, or somebody who approves."""

    kind: str
    key: UUID
    name: str
    legal_basis: str
    order: int


def stamping(community: Community) -> list[Choice]:
    """The services that are offered and the staff who work today, in one question."""
    held = Posting.objects.filter(posted(), community=community, role__in=STAFF)
    people = takers(community).filter(pk__in=held.values("user_id"))
    items = offered(community).order_by()
    rows = items.values_list(Value("item"), "pk", "name", "legal_basis", "order").union(
        people.order_by().values_list(
            Value("person"), "pk", "name", Value("", TextField()), Value(0, PositiveSmallIntegerField())
        ),
        all=True,
    )
    return sorted((Choice(*row) for row in rows), key=lambda one: (one.order, one.name))


# Appointments


def hours_of(community: Any) -> list[Hours]:
    """The hours of the hall."""
    rows = HallHours.objects.of(community).order_by("weekday", "from_time")
    return [Hours(*row) for row in rows.values_list("weekday", "from_time", "to_time", "places")]


def places_at(community: Any, starts_at: dt.datetime) -> int:
    """How many places a half hour has; 0 for what is none."""
    day = starts_at.astimezone(clock.BEIJING).date()
    return dict(half_hours(day, hours_of(community))).get(starts_at, 0)


def places_taken(community: Any, starts_at: dt.datetime) -> set[int]:
    """The places of a half hour that are given away."""
    rows = HallAppointment.objects.of(community).exclude(status=AppointmentStatus.CANCELLED)
    return set(rows.filter(starts_at=starts_at).values_list("place_number", flat=True))


def free_half_hours(community: Any) -> list[tuple[dt.datetime, int]]:
    """The half hours of the next two weeks that still have a place, and how many."""
    now, today, hours = clock.now(), clock.today(), hours_of(community)
    rows = HallAppointment.objects.of(community).exclude(status=AppointmentStatus.CANCELLED)
    taken = dict(
        rows.filter(starts_at__gt=now)
        .order_by()
        .values("starts_at")
        .annotate(n=Count("pk"))
        .values_list("starts_at", "n")
    )
    days = (today + dt.timedelta(days=n) for n in range(1, DAYS_TO_BOOK + 1))
    every = (one for day in days for one in half_hours(day, hours))
    return [(start, places - taken.get(start, 0)) for start, places in every if places > taken.get(start, 0)]


def appointments_on(actor: Actor, day: dt.date) -> QuerySet[HallAppointment]:
    """The appointments of a day, the earliest first."""
    begin = dt.datetime.combine(day, dt.time(), clock.BEIJING)
    rows = visible_to(HallAppointment.objects.of(actor.community_id), actor, "hall.view_appointments")
    rows = rows.filter(starts_at__gte=begin, starts_at__lt=begin + dt.timedelta(days=1))
    return rows.select_related("item", "building__compound", "community").order_by(
        "starts_at", "place_number"
    )


def access_appointment(actor: Actor, pk: UUID, verb: str) -> HallAppointment:
    """The only way at the desk to one appointment."""
    rows = HallAppointment.objects.of(actor.community_id).select_related("community", "item")
    verbs = ("view_appointments", "keep", "cancel")
    return access(rows, actor, f"hall.{verb}", see="view_appointments", among=verbs, pk=pk)


def appointment_by_code(community: Community, typed: str) -> HallAppointment | None:
    """The appointment of a code as typed."""
    code = keys.read_code(typed)
    rows = HallAppointment.objects.of(community).select_related("item", "community", "building__compound")
    return rows.filter(code=code).first() if code else None
