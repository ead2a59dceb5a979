"""Another system in the demonstration: a road office that takes lamps over Open311. Nothing is asked of any machine."""

import datetime as dt
from functools import partial
from uuid import UUID

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.gateways import actions, wire
from linli.gateways.models import Forwarding, RemoteServer
from linli.orders.models import Order
from linli.orders.workflow import OPEN
from linli.organisations import actions as organisations
from linli.organisations.models import Organisation

SERVICES = [{"code": "LAMP", "name": "路灯报修"}, {"code": "COVER", "name": "井盖破损"}]


def plan_gateways(life: Chronicle) -> None:
    """Put the road office, its system and one lamp that went there into the chronicle of a community."""
    today = clock.today()
    began = today - dt.timedelta(days=19)
    life.plan(at(began, 9), "gateway/office", "organisations.register", partial(_office, life))
    life.plan(at(began, 9, 10), "gateway/server", "gateways.connect", partial(_connect, life), by="shuji")
    lamp = life.plan(
        min(at(today, 9), clock.now()), "gateway/forward", "gateways.forward", partial(_forward, life)
    )
    life.plan(
        min(at(today, 9, 30), clock.now()), f"{lamp}/end", "gateways.end", partial(_end, life), subject=lamp
    )


def _office(life: Chronicle, key: UUID) -> None:
    organisations.register(
        life.community, name="市政养护所", kind=Organisation.Kind.LOCAL, since=clock.today(),
        by=life.actor("zonghe"), organisation_id=key,
    )  # fmt: skip


def _connect(life: Chronicle, key: UUID) -> None:
    server = actions.connect(
        life.community, organisation=Organisation.objects.of(life.pk).get(name="市政养护所"),
        endpoint="https://311.example.org/open311/v2", by=life.actor("shuji"), server_id=key,
    )  # fmt: skip
    actions.verify(server, SERVICES, by=life.actor("shuji"))


def _forward(life: Chronicle, key: UUID) -> None:
    """The oldest lamp that is still open, else the oldest open order."""
    rows = Order.objects.of(life.pk).filter(status__in=OPEN).select_related("community", "building__compound")
    order = (
        rows.filter(category__name="路灯照明").order_by("number").first() or rows.order_by("number").first()
    )
    server = RemoteServer.objects.of(life.pk).get()
    if order:
        forwarding = actions.forward(
            order, server=server, service_code="LAMP", text="路灯不亮，请检修",
            place=f"{life.community.name} {order.building or ''}".strip(),
            by=life.actor("zonghe"), forwarding_id=key,
        )  # fmt: skip
        actions.send(forwarding, created=wire.Created("SZ-20417", ""), by=life.actor("zonghe"))


def _end(life: Chronicle, key: UUID) -> None:
    forwarding = Forwarding.objects.of(life.pk).filter(pk=key).first()
    if forwarding:
        actions.end(forwarding, notes="灯头已更换，请社区到现场看一下。", by=life.actor("zonghe"))
