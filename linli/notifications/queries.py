"""Questions about messages. Nothing here writes."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from linli.core import clock
from linli.core.rights import NOTHING, Actor, access, visible_to
from linli.ledgers.keyset import Keyset
from linli.notifications.addresses import BY_HAND, Channel
from linli.notifications.hours import Hours
from linli.notifications.models import Delivery, Message, Robot
from linli.places.models import Community
from linli.rulebook import book

SHOWN = 50
INBOX = Keyset(Message, "-created_at")


class Waiting(NamedTuple):
    """What still waits to be told about a record, messages and deliveries; and the robot that would tell the staff."""

    messages: bool
    deliveries: bool
    robot: UUID | None


def waiting_about(record: Any, until: dt.datetime, *, residents: bool) -> Waiting:
    """Whether something that was said of a record until a moment still waits, and the robot of its community. One query,
    because every step of an order asks it.
    """
    kinds = {
        "message": messages_about(record, until),
        "delivery": deliveries_about(record, until, residents=residents),
        "robot": Robot.objects.of(record.community_id),
    }
    first, *rest = [
        rows.order_by().values_list(Value(kind, CharField()), "pk") for kind, rows in kinds.items()
    ]
    found = dict(first.union(*rest, all=True))
    return Waiting("message" in found, "delivery" in found, found.get("robot"))


def messages_about(record: Any, until: dt.datetime) -> QuerySet[Message]:
    """What was said of a record until a moment and lies in inboxes."""
    rows = Message.objects.of(record.community_id)
    return rows.filter(subject_id=record.pk, ended_at__isnull=True, created_at__lte=until)


def deliveries_about(record: Any, until: dt.datetime, *, residents: bool) -> QuerySet[Delivery]:
    """The deliveries of what was said of a record until a moment that wait and are in no worker's hands; without
    `residents` only for staff.
    """
    free = Q(taken_until__isnull=True) | Q(taken_until__lte=clock.now())
    about = Delivery.objects.of(record.community_id).filter(subject_id=record.pk, created_at__lte=until)
    rows = about.filter(free, ended_at__isnull=True)
    return rows if residents else rows.filter(channel=Channel.ROBOT)


def usual_hours(community: Community) -> Hours:
    """The hours in which residents are reached who named none (notifications.hours)."""
    day = clock.today()
    first, last = (
        int(book.value(f"notifications.hours.{end}", on=day, at=community.code)) for end in ("from", "to")
    )
    return Hours(first, last)


def reachable(moment: dt.datetime, usual: Hours) -> Q:
    """The deliveries whose person may be reached at `moment`: within the person's own hours, or the usual ones where
    the person named none. A letter may be carried at any hour.
    """
    hour = moment.astimezone(clock.BEIJING).hour
    own = Q(from_hour__lte=hour, to_hour__gt=hour)
    silent = Q(from_hour__isnull=True) if usual.hold(moment) else NOTHING
    return own | silent | Q(channel=Channel.PAPER)


def by_hand(actor: Actor) -> QuerySet[Delivery]:
    """What staff have still to tell, whatever the hour."""
    rows = Delivery.objects.of(actor.community_id).filter(ended_at__isnull=True, channel__in=BY_HAND)
    return visible_to(rows, actor, "notifications.view")


def to_be_told(actor: Actor, community: Community) -> QuerySet[Delivery]:
    """要告诉居民的事: what staff may tell in this hour, the longest waiting first."""
    now = clock.now()
    ripe = Q(not_before__lte=now) & reachable(now, usual_hours(community))
    return by_hand(actor).filter(ripe).order_by("created_at", "id")


def access_delivery(actor: Actor, pk: UUID, verb: str) -> Delivery:
    """The only way at the desk to one delivery; what a machine sends is on no page."""
    rows = Delivery.objects.of(actor.community_id).filter(channel__in=BY_HAND)
    return access(rows.select_related("community"), actor, f"notifications.{verb}", pk=pk)


def inbox_of(actor: Actor) -> QuerySet[Message]:
    """What lies in the actor's own inbox."""
    rows = Message.objects.of(actor.community_id)
    return rows.filter(user_id=actor.user_id, ended_at__isnull=True) if actor.user_id else rows.none()


def users_told(community: Community, codes: Sequence[str], records: Sequence[Any]) -> set[tuple[Any, ...]]:
    """Who has been told what about these records: record, code, turn and user. One query."""
    rows = Message.objects.of(community).filter(
        code__in=codes, subject_id__in=[record.pk for record in records]
    )
    return set(rows.values_list("subject_id", "code", "turn", "user_id"))


def number_of(rows: QuerySet) -> Any:
    """How many rows there are, as an expression beside another question, so that a page asks once."""
    counted = rows.order_by().values("community_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
