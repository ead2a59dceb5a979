"""One forwarding at a time: taken so that no other worker has it, sent or asked for outside any transaction, noted.

A worker that dies between sending and noting sends once more; the forwarding's id goes along (Idempotency-Key), so that
a server that knows it, as ours does, takes it once.
"""

import datetime as dt
import logging
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.gateways import actions, wire
from linli.gateways.models import Forwarding
from linli.gateways.workflow import ForwardingStatus
from linli.notifications import actions as notifications
from linli.notifications.addresses import Event
from linli.notifications.channels.outcomes import NotNow, Refused
from linli.notifications.silence import machines_may_send
from linli.orders.telling import desk_of

logger = logging.getLogger("linli.gateways")

HELD = dt.timedelta(minutes=5)
TRIES = 6
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(hours=6)
EVERY = dt.timedelta(minutes=30)


def due() -> Q:
    """What may be sent now."""
    now = clock.now()
    free = Q(taken_until__isnull=True) | Q(taken_until__lte=now)
    return free & Q(status=ForwardingStatus.WAITING, not_before__lte=now)


def to_ask() -> Q:
    """What is under way at a server that is still connected, and was not asked for in the last half hour."""
    lately = Q(asked_at__isnull=True) | Q(asked_at__lte=clock.now() - EVERY)
    return lately & Q(status=ForwardingStatus.SENT, server__valid_to__isnull=True)


def attempt(pk: UUID) -> None:
    """One try to send. Does nothing where it was sent already, waits, or is in another worker's hands."""
    if not machines_may_send():
        return
    rows = Forwarding._base_manager.filter(due(), pk=pk)
    forwarding = rows.select_related("server", "order__community").first()
    if forwarding is None:
        return
    mine = rows.filter(version=forwarding.version, community_id=forwarding.community_id)
    if not mine.update(taken_until=clock.now() + HELD, tries=F("tries") + 1):
        return
    forwarding.tries += 1
    by = Actor(forwarding.community_id, "Linli")
    try:
        created = _create(forwarding)
    except (Refused, DomainError) as why:
        _give_up(forwarding, str(why), by)
    except NotNow as why:
        _put_off(forwarding, str(why), by)
    else:
        actions.send(forwarding, created=created, by=by)


def _create(forwarding: Forwarding) -> wire.Created:
    if forwarding.server.valid_to is not None:
        raise Refused("disconnected")
    return wire.create(
        forwarding.server, service_code=forwarding.service_code, text=forwarding.text,
        place=forwarding.place, key=str(forwarding.pk),
    )  # fmt: skip


def _put_off(forwarding: Forwarding, why: str, by: Actor) -> None:
    """Later again, after 1, 6, 36 minutes, 3.6 and 6 hours; after the last try never."""
    if forwarding.tries >= TRIES:
        _give_up(forwarding, why, by)
        return
    moment = clock.now() + min(FIRST_WAIT * 6 ** (forwarding.tries - 1), LONGEST_WAIT)
    rows = Forwarding.objects.of(forwarding.community_id)
    rows.filter(pk=forwarding.pk, version=forwarding.version).update(
        not_before=moment, taken_until=None, trouble=why[:100]
    )


def _give_up(forwarding: Forwarding, why: str, by: Actor) -> None:
    logger.error("forwarding %s was given up: %s", forwarding.pk, why)
    actions.fail(forwarding, note=why, by=by)
    with translation.override(settings.LANGUAGE_CODE):
        _tell(forwarding, "gateways.fail", _("%(number)s %(subject)s could not be sent to %(server)s."))


def ask(forwarding: Forwarding) -> bool:
    """How far it is there. False where the server is away; it is asked again later, and nothing here depends on it."""
    try:
        number = forwarding.remote_id or wire.number_of(forwarding.server, forwarding.remote_token)
        found = wire.progress(forwarding.server, number) if number else wire.Progress(False, "")
    except (NotNow, Refused, DomainError) as why:
        logger.warning("forwarding %s was not answered: %s", forwarding.pk, why)
        _noted(forwarding, trouble=str(why)[:100])
        return not isinstance(why, NotNow)
    if not found.closed:
        _noted(forwarding, remote_id=number, remote_notes=found.notes, trouble="")
        return True
    try:
        actions.end(forwarding, notes=found.notes, by=Actor(forwarding.community_id, "Linli"))
    except Overtaken:  # another worker was quicker
        return True
    with translation.override(settings.LANGUAGE_CODE):
        _tell(forwarding, "gateways.end", _("%(number)s %(subject)s: %(server)s says it is done. %(notes)s"))
    return True


def _noted(forwarding: Forwarding, **facts: str) -> None:
    try:
        actions.note_progress(forwarding, **facts)
    except Overtaken:
        logger.warning("forwarding %s moved on meanwhile", forwarding.pk)


def _tell(forwarding: Forwarding, code: str, text: str) -> None:
    """A line in the inboxes of the desk."""
    order = forwarding.order
    values = {
        "number": order.number,
        "subject": order.subject,
        "server": str(forwarding.server),
        "notes": forwarding.remote_notes,
    }
    path = reverse("orders:desk_detail", args=[order.community.slug, order.number])
    event = Event.of(code, forwarding, forwarding.version)
    notifications.notify_inboxes(event, desk_of(order), text=(text % values)[:500], path=path)
