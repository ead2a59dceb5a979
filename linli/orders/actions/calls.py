"""请打给我 (N-9): somebody leaves a telephone and is rung within the hour of work."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.orders.models import CallRequest, Order, call_index
from linli.orders.terms import call_due
from linli.places.models import Community
from linli.rulebook import book


@transaction.atomic
def ask_call(community: Community, *, phone: str, by: Actor, call_id: UUID | None = None) -> CallRequest:
    """请打给我: the telephone waits for a call. Asked twice it waits once; when too many wait, it is refused."""
    standing = CallRequest.objects.of(community).filter(ended_at__isnull=True)
    waiting = standing.filter(phone_index=call_index(phone)).first()
    if waiting:
        return waiting
    most = int(book.value("orders.call.most", on=clock.today(), at=community.code))
    if standing.count() >= most:
        raise DomainError(_("Many wait for a call just now. Please ring us, or write to us here."))
    now = clock.now()
    call = CallRequest(
        id=call_id or keys.uuid7(),
        community=community,
        phone=phone,
        phone_index=call_index(phone),
        asked_at=now,
        due_at=call_due(now, at=community.code),
    )
    call.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError:  # asked twice in one moment
        return standing.get(phone_index=call_index(phone))
    audit.record(call, "orders.ask_call", by=by)
    return call


@transaction.atomic
def take_call(call: CallRequest, *, by: Actor) -> None:
    """去回电: the telephone is shown to who rings, and to nobody else. Another may take it when it was left lying."""
    rows = CallRequest.objects.of(call.community_id).filter(
        pk=call.pk, ended_at__isnull=True, taken_by=call.taken_by_id
    )
    if not rows.update(taken_by=by.user_id, taken_at=clock.now()):
        raise DomainError(_("Somebody else has just taken this call."))
    audit.record(call, "orders.take_call", by=by)


@transaction.atomic
def end_call(call: CallRequest, *, by: Actor, order: Order | None = None, note: str = "") -> None:
    """打完了: with an order the telephone goes over to it; without one it is erased (N-9)."""
    rows = CallRequest.objects.of(call.community_id).filter(
        pk=call.pk, ended_at__isnull=True, taken_by=by.user_id
    )
    if not rows.update(ended_at=clock.now(), phone=b"", phone_index="", order=order):
        raise DomainError(_("This call has ended, or somebody else makes it."))
    audit.record(call, "orders.end_call", by=by, note=order.number if order else note)
