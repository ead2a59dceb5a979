"""Everything that changes messages and deliveries.

`notify` writes into the outbox in the transaction of the act that is told, and nothing else: what is rolled back is
told to nobody. The act has its entry in the audit; a delivery to somebody outside gets entries of its own (told by
whom, sent when), a message in an inbox gets none: nothing counts who read.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from linli.accounts.models import User
from linli.core import audit, clock, tasks
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move, start
from linli.notifications import papers, queries
from linli.notifications.addresses import DISTURBING, MACHINES, Address, Channel, Event
from linli.notifications.channels import can_send
from linli.notifications.hours import again
from linli.notifications.models import Delivery, Message, Robot
from linli.notifications.silence import anybody_is_told, machines_may_send
from linli.notifications.workflow import DeliveryStatus
from linli.papers.printing import actions as printing
from linli.papers.printing.models import PrintJob
from linli.places.models import Community
from linli.rulebook import book

LONGEST = 300  # characters of a text (M-19)


def notify(
    event: Event,
    to: Sequence[Address],
    *,
    text: str,
    spoken: str = "",
    path: str = "",
    done_by: User | None = None,
    by: Actor,
) -> Message | Delivery | None:
    """Let somebody be told: the first address that the installation can serve is used. An event that was told to an
    address before is not told again: the same row comes back. None where there is no way at all.

    `text` goes to the person's own device or inbox; `spoken` is what staff say or print instead, for a text that
    carries a code which nobody else may see. `done_by` did the work and is not the one who tells it (M-12).
    """
    for words in (text, spoken):
        if len(words) > LONGEST:
            raise ValueError(f"{event.code}: {len(words)} characters are more than {LONGEST}")
    address = next((one for one in to if can_send(one.channel)), None)
    if address is None or not anybody_is_told():
        return None
    if address.channel == Channel.INBOX:
        _lay_into(event, [UUID(address.value)], text, path)
        return Message.objects.of(event.community_id).get(**_key(event), user_id=address.value)
    return _deliver(event, address, text=text, spoken=spoken or text, path=path, done_by=done_by, by=by)


def notify_inboxes(event: Event, users: Iterable[User], *, text: str, path: str) -> None:
    """Lay one message into the inbox of each: one statement for any number of them."""
    if anybody_is_told():
        _lay_into(event, [user.pk for user in users], text, path)


def notify_robot(robot: UUID | None, event: Event, *, text: str, by: Actor) -> Delivery | None:
    """Let the robot of the staff group (see `overtake`) say it; None where the community has none. No personal data:
    many read it.
    """
    if robot is None or not (anybody_is_told() and machines_may_send()):
        return None
    return _deliver(
        event, Address(Channel.ROBOT, str(robot)), text=text, spoken="", path="", done_by=None, by=by
    )


def _key(event: Event) -> dict[str, Any]:
    return {"subject_id": event.subject_id, "code": event.code, "turn": event.turn}


def _lay_into(event: Event, users: Iterable[UUID], text: str, path: str) -> None:
    now = clock.now()
    rows = [
        Message(
            community_id=event.community_id,
            user_id=user,
            subject_kind=event.subject_kind,
            text=text,
            path=path,
            created_at=now,
            **_key(event),
        )
        for user in users
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)


def _deliver(
    event: Event, to: Address, *, text: str, spoken: str, path: str, done_by: User | None, by: Actor
) -> Delivery:
    """The row of this event and address: begun now, or there already."""
    machine, now = to.channel in MACHINES, clock.now()
    row = Delivery(
        community_id=event.community_id,
        subject_kind=event.subject_kind,
        channel=to.channel,
        address_digest=event.digest(to.channel, to.value),
        value=to.value,
        name=to.name,
        note=to.note,
        text=text if machine else spoken,
        spoken=spoken if to.channel == Channel.SMS else "",
        path=path,
        from_hour=to.hours.first if to.hours else None,
        to_hour=to.hours.last if to.hours else None,
        done_by=done_by,
        created_at=now,
        not_before=now,
        **_key(event),
    )
    if machine:
        row.not_before = quiet_until(row, now)
    try:
        start(row, by=by)
    except IntegrityError:  # told before, or in this very moment by somebody else
        told = Delivery.objects.of(event.community_id).filter(**_key(event))
        return told.get(address_digest=row.address_digest)
    if machine and row.not_before <= now:
        tasks.enqueue("notifications.send", delivery=str(row.pk))
    return row


def quiet_until(delivery: Delivery, moment: dt.datetime) -> dt.datetime:
    """When a machine may send it: within the person's hours, else the usual ones; an e-mail at once."""
    if delivery.channel not in DISTURBING:
        return moment
    return (delivery.hours or queries.usual_hours(delivery.community)).next(moment)


def send(delivery: Delivery, *, by: Actor) -> None:
    """已送出: the machine on the other side took it."""
    move(delivery, "send", by=by, taken_until=None, ended_at=clock.now())


@transaction.atomic
def fail(delivery: Delivery, *, by: Actor, note: str = "") -> None:
    """没送成: no more tries. What was meant for a telephone is told by staff instead."""
    move(delivery, "fail", by=by, note=note, taken_until=None, ended_at=clock.now())
    if delivery.channel == Channel.SMS:
        call = Address(Channel.CALL, delivery.value, delivery.name, delivery.hours, delivery.note)
        words = {"text": delivery.spoken, "spoken": delivery.spoken}
        _deliver(delivery.event, call, path=delivery.path, done_by=delivery.done_by, by=by, **words)


@transaction.atomic
def lay(delivery: Delivery, *, by: Actor, version: int) -> None:
    """打印信件: the letter waits in the printing room; who has put it into the letter box says so with `tell`."""
    move(delivery, "lay", by=by, version=version)
    printing.request_print(papers.LETTER, [papers.letter(delivery, by)], origin=delivery, by=by)


def tell(delivery: Delivery, *, by: Actor, version: int) -> None:
    """告诉了: the person knows."""
    move(delivery, "tell", by=by, version=version, ended_at=clock.now())


def miss(delivery: Delivery, *, by: Actor, version: int) -> None:
    """没联系上: it comes back later, in the person's hours."""
    community, now = delivery.community, clock.now()
    wait = dt.timedelta(hours=int(book.value("notifications.again.hours", on=now.date(), at=community.code)))
    later = again(now, delivery.hours or queries.usual_hours(community), wait=wait)
    move(delivery, "miss", by=by, version=version, not_before=later, tries=delivery.tries + 1)


@transaction.atomic
def drop(delivery: Delivery, *, reason: str, by: Actor, version: int | None = None) -> None:
    """不用告诉了, with the reason; a letter that waits to be printed is taken out of the printing room."""
    laid = delivery.status == DeliveryStatus.LAID
    move(delivery, "drop", by=by, version=version, note=reason, ended_at=clock.now())
    if laid:
        waiting = PrintJob.objects.of(delivery.community_id).filter(
            origin_id=delivery.pk, printed_at__isnull=True
        )
        for job in waiting:
            printing.drop_print(job, by=by)


def overtake(
    record: Any, *, by: Actor, residents: bool = True, said_until: dt.datetime | None = None
) -> UUID | None:
    """The matter has gone on: what was said of this record until then and still waits is told no more; without
    `residents` only what waits for staff. What a worker has in its hands at this moment goes out. The robot of the
    staff group comes back, if there is one: it is found by the same question.
    """
    if not anybody_is_told():
        return None
    now = clock.now()
    until = said_until or now
    found = queries.waiting_about(record, until, residents=residents)
    if found.messages:
        queries.messages_about(record, until).update(ended_at=now)
    if found.deliveries:
        for delivery in queries.deliveries_about(record, until, residents=residents):
            try:
                drop(delivery, reason="", by=by)
            except Overtaken:  # somebody told it in this moment
                continue
    return found.robot


def silence(community_id: UUID, *, phone: str, name: str, home: str, alone: bool, by: Actor) -> None:
    """Nothing that waits goes to who died: not to the telephone (where it is not `alone` the person's, only under the
    name), not to the home under the name. Addresses are sealed, so each that is open is looked at.
    """
    now = clock.now()
    free = Q(taken_until__isnull=True) | Q(taken_until__lte=now)
    for row in Delivery.objects.of(community_id).filter(free, ended_at__isnull=True):
        rings = row.value == phone != "" and (alone or row.name == name)
        goes = row.channel in {Channel.PAPER, Channel.VISIT} and (row.value, row.name) == (home, name)
        if not (rings or goes):
            continue
        try:
            drop(row, reason="", by=by)
        except Overtaken:  # somebody told it in this moment
            continue


def clear(actor: Actor, *, message: UUID | None = None, until: dt.datetime | None = None) -> int:
    """清掉: one message out of one's own inbox, or all that lay there at a moment. How many. A repeat finds nothing."""
    rows = queries.inbox_of(actor)
    rows = rows.filter(pk=message) if message else rows.filter(created_at__lte=until)
    return rows.update(ended_at=clock.now())


@transaction.atomic
def set_robot(community: Community, *, url: str, secret: str = "", by: Actor) -> Robot:
    """连上机器人: the staff group's robot, in place of the one there was."""
    Robot.objects.of(community).delete()
    robot = Robot(community=community, url=url, secret=secret, set_at=clock.now())
    robot.save(force_insert=True)
    audit.record(robot, "notifications.set_robot", by=by)
    return robot


@transaction.atomic
def remove_robot(robot: Robot, *, by: Actor) -> None:
    """断开机器人."""
    audit.record(robot, "notifications.remove_robot", by=by)
    robot.delete()
