"""What the worker does for messages: it sends, and lets old messages rest."""

import datetime as dt
from uuid import UUID

from linli.core import clock, tasks
from linli.notifications import sending
from linli.notifications.models import Delivery, Message
from linli.places.models import Community
from linli.rulebook import book

AT_ONCE = 500


@tasks.task("notifications.send")
def send(delivery: str) -> None:
    """送出 one delivery. Only its id stands in the queue."""
    sending.attempt(UUID(delivery))


@tasks.every("notifications.send_due", minutes=1)
def send_due() -> None:
    """送出 what waited for its hour or for another try. Beside a copy of itself it sends nothing twice. Where the other
    side is away, the rest of that way waits for the next minute, so that the worker is free for others.
    """
    ripe = Delivery._base_manager.filter(sending.due()).order_by("not_before")
    away: set[str] = set()
    for pk, channel in ripe.values_list("pk", "channel")[:AT_ONCE]:
        if channel not in away and not sending.attempt(pk):
            away.add(channel)


@tasks.daily("notifications.settle", at="03:15")
def settle() -> None:
    """收尾: a message that lay uncleared for long (notifications.inbox.days) comes to rest, so that its words go too."""
    for community in Community.objects.all():
        now = clock.now()
        days = int(book.value("notifications.inbox.days", on=now.date(), at=community.code))
        lying = Message.objects.of(community).filter(ended_at__isnull=True)
        lying.filter(created_at__lt=now - dt.timedelta(days=days)).update(ended_at=now)
