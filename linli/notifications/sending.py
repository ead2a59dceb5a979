"""One delivery by a machine: taken so that no other worker has it, sent outside any transaction, its outcome noted.

A worker that dies between sending and noting leaves a row that is taken up again: a message goes out at least once,
in that rare case twice. The gateway can tell the repeat by the delivery's id.
"""

import datetime as dt
import logging
from uuid import UUID

from django.db.models import F, Q

from linli.core import clock
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.notifications import actions
from linli.notifications.addresses import MACHINES, Channel
from linli.notifications.channels import can_send, mail, robots, sms
from linli.notifications.channels.outcomes import NotNow, Refused
from linli.notifications.models import Delivery
from linli.notifications.workflow import DeliveryStatus

logger = logging.getLogger("linli.notifications")

SENDERS = {Channel.SMS: sms.send, Channel.EMAIL: mail.send, Channel.ROBOT: robots.send}
# Longer than any sender waits for its answer.
HELD = dt.timedelta(minutes=5)
TRIES = 5
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(hours=2)


def due() -> Q:
    """What a machine may take up now."""
    now = clock.now()
    free = Q(taken_until__isnull=True) | Q(taken_until__lte=now)
    return free & Q(status=DeliveryStatus.WAITING, channel__in=MACHINES, not_before__lte=now)


def take(pk: UUID) -> Delivery | None:
    """The delivery, if it may be sent now and is in nobody else's hands: one guarded UPDATE on both databases."""
    row = Delivery._base_manager.filter(due(), pk=pk).select_related("community").first()
    if row is None:
        return None
    now = clock.now()
    mine = Delivery._base_manager.filter(due(), pk=pk, community_id=row.community_id, version=row.version)
    later = actions.quiet_until(row, now)
    if later > now:  # it lay in the queue until the quiet hours began
        mine.update(not_before=later)
        return None
    if not mine.update(taken_until=now + HELD, tries=F("tries") + 1):
        return None
    row.tries += 1
    return row


def attempt(pk: UUID) -> bool:
    """One try. Does nothing where the delivery was sent, dropped or taken by another worker. False where the other
    side is away or busy, so that nobody waits for it again at once.
    """
    delivery = take(pk)
    if delivery is None:
        return True
    by = Actor(delivery.community_id, "Linli")
    try:
        if not can_send(delivery.channel):
            raise Refused("switched off")
        SENDERS[Channel(delivery.channel)](delivery)
    except Refused as why:
        _give_up(delivery, str(why), by)
    except NotNow as why:
        _put_off(delivery, str(why), by)
        return False
    else:
        _note(delivery, by)
    return True


def _note(delivery: Delivery, by: Actor) -> None:
    try:
        actions.send(delivery, by=by)
    except Overtaken:
        logger.warning("delivery %s went out while its matter moved on", delivery.pk)


def _put_off(delivery: Delivery, why: str, by: Actor) -> None:
    """Later again, after waits that grow: 1, 6, 36 minutes, at most two hours; after the last try never."""
    if delivery.tries >= TRIES:
        _give_up(delivery, why, by)
        return
    logger.warning("delivery %s by %s: %s, later again", delivery.pk, delivery.channel, why)
    moment = clock.now() + min(FIRST_WAIT * 6 ** (delivery.tries - 1), LONGEST_WAIT)
    rows = Delivery.objects.of(delivery.community_id).filter(pk=delivery.pk, version=delivery.version)
    rows.update(not_before=actions.quiet_until(delivery, moment), taken_until=None)


def _give_up(delivery: Delivery, why: str, by: Actor) -> None:
    logger.error("delivery %s by %s was given up: %s", delivery.pk, delivery.channel, why)
    actions.fail(delivery, by=by, note=why)
