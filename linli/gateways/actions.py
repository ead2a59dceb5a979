"""Everything that changes other systems and what was forwarded to them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys, tasks
from linli.core.errors import DomainError
from linli.core.records import amend as change
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move, start
from linli.gateways import wire
from linli.gateways.models import Forwarding, RemoteServer
from linli.orders.models import Channel, Order
from linli.organisations.models import Organisation
from linli.places.models import Community
from linli.residents.mentions import mentions_in


@transaction.atomic
def connect(
    community: Community,
    *,
    organisation: Organisation,
    endpoint: str,
    jurisdiction: str = "",
    api_key: str = "",
    by: Actor,
    server_id: UUID | None = None,
) -> RemoteServer:
    """连接对方系统: the Open311 server of an organisation; one for each."""
    rows = RemoteServer.objects.of(community).filter(RemoteServer.in_use())
    if rows.filter(organisation=organisation).exists():
        raise DomainError(_("The system of this organisation is connected already."), field="organisation")
    server = RemoteServer(
        id=server_id or keys.uuid7(),
        community=community,
        organisation=organisation,
        endpoint=wire.judge_endpoint(endpoint),
        jurisdiction=jurisdiction,
        api_key=api_key,
    )
    return write_down(server, "gateways.connect", by=by)


def amend(
    server: RemoteServer, *, endpoint: str, jurisdiction: str, api_key: str, by: Actor, seen: str
) -> None:
    """更正对方系统: an empty key keeps the one that is held; it has to be checked anew."""
    change(
        server, "gateways.amend", by=by, seen=seen,
        endpoint=wire.judge_endpoint(endpoint), jurisdiction=jurisdiction,
        api_key=api_key or server.api_key, verified_at=None,
    )  # fmt: skip


@transaction.atomic
def verify(server: RemoteServer, services: list[dict[str, str]], *, by: Actor) -> None:
    """检查对方系统: it has answered with its services (`wire.services`), which one may choose from now on."""
    RemoteServer.objects.of(server.community_id).filter(pk=server.pk).update(
        services=services, verified_at=clock.now()
    )
    audit.record(server, "gateways.verify", by=by, count=len(services))


@transaction.atomic
def disconnect(server: RemoteServer, *, by: Actor) -> None:
    """断开对方系统: today is its last day, and its key is forgotten. What is under way there is asked for no more."""
    rows = RemoteServer.objects.of(server.community_id).filter(pk=server.pk, valid_to__isnull=True)
    if not rows.update(valid_to=clock.today() - dt.timedelta(days=1), api_key=""):
        raise DomainError(_("It is disconnected already."))
    audit.record(server, "gateways.disconnect", by=by)


@transaction.atomic
def forward(
    order: Order,
    *,
    server: RemoteServer,
    service_code: str,
    text: str,
    place: str,
    by: Actor,
    forwarding_id: UUID | None = None,
) -> Forwarding:
    """转办到对方系统: the worker sends these words and nothing else. The order stays with who has it here."""
    if not order.is_open:
        raise DomainError(_("This order has ended."))
    if order.channel == Channel.OPEN311:
        raise DomainError(
            _("It came from another system, and what came so is not sent on so: it could run in a circle.")
        )
    for field, words in (("text", text), ("place", place)):
        if found := mentions_in(words, order.community):
            named = "、".join(f"{mention.kind} “{mention.words}”" for mention in found)
            raise DomainError(_("This leaves the house and names %(found)s."), field=field, found=named)
    if service_code not in {one["code"] for one in server.services}:
        raise DomainError(_("They do not take this any more. Please check their system."), field="service")
    now = clock.now()
    forwarding = Forwarding(
        id=forwarding_id or keys.uuid7(), community_id=order.community_id, order=order, server=server,
        service_code=service_code, text=text, place=place, forwarded_at=now, not_before=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            start(forwarding, by=by)
    except IntegrityError:
        raise DomainError(_("It is under way there already.")) from None
    tasks.enqueue("gateways.send", forwarding=str(forwarding.pk))
    return forwarding


def send(forwarding: Forwarding, *, created: wire.Created, by: Actor) -> None:
    """送出: the other side has taken it, and calls it so."""
    move(
        forwarding, "send", by=by, version=forwarding.version, note=created.number or created.token,
        remote_id=created.number, remote_token=created.token, trouble="", taken_until=None,
        asked_at=clock.now(),
    )  # fmt: skip


def fail(forwarding: Forwarding, *, note: str, by: Actor) -> None:
    """没送出: they refuse it, or did not answer for hours. The desk sees why."""
    move(
        forwarding, "fail", by=by, version=forwarding.version, note=note, trouble=note[:100], taken_until=None
    )


@transaction.atomic
def send_again(forwarding: Forwarding, *, by: Actor, version: int) -> None:
    """再送一次, after what was wrong has been mended."""
    try:
        with transaction.atomic():
            move(
                forwarding, "send_again", by=by, version=version,
                tries=0, not_before=clock.now(), trouble="",
            )  # fmt: skip
    except IntegrityError:
        raise DomainError(_("It is under way there already.")) from None
    tasks.enqueue("gateways.send", forwarding=str(forwarding.pk))


def end(forwarding: Forwarding, *, notes: str, by: Actor) -> None:
    """对方已办结: they have closed it, with these words. Whether the order is solved is judged here."""
    now = clock.now()
    move(
        forwarding, "end", by=by, version=forwarding.version, note=notes,
        remote_notes=notes, asked_at=now, ended_at=now,
    )  # fmt: skip


def note_progress(forwarding: Forwarding, **facts: Any) -> None:
    """What was heard there while it is under way: no act, the matter stands as it did. Raises Overtaken."""
    rows = Forwarding.objects.of(forwarding.community_id)
    if not rows.filter(pk=forwarding.pk, version=forwarding.version).update(asked_at=clock.now(), **facts):
        raise Overtaken
