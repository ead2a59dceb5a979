"""What the worker does for messages: it sends, and erases words that have served."""

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


@tasks.daily("notifications.erase", at="03:20")
def erase() -> None:
    """删去 the words and addresses of what came to rest some days ago. A message that lay uncleared for long has come to
    rest by itself. The rows stay: an event is never told twice.
    """
    for community in Community.objects.all():
        now = clock.now()
        days, inbox = (
            dt.timedelta(days=int(book.value(code, on=now.date(), at=community.code)))
            for code in ("notifications.text.days", "notifications.inbox.days")
        )
        lying = Message.objects.of(community).filter(ended_at__isnull=True, created_at__lt=now - inbox)
        lying.update(ended_at=now)
        for model, words in ((Message, ("text",)), (Delivery, ("text", "spoken", "value", "name", "note"))):
            old = model.objects.of(community).filter(ended_at__lt=now - days, erased_at__isnull=True)
            old.update(erased_at=now, **dict.fromkeys(words, ""))
