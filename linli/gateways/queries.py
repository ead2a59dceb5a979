"""Questions about other systems and forwardings. Nothing here writes."""

from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from linli.core.panels import Panel
from linli.core.rights import REGISTER, Actor, access, visible_to
from linli.gateways.models import Forwarding, RemoteServer, badge_of
from linli.gateways.rights import FORWARDING_VERBS, SERVER_VERBS
from linli.orders.models import Channel, Order
from linli.places.models import Community

SHOWN = 50


def servers(actor: Actor) -> QuerySet[RemoteServer]:
    """The other systems that are connected, by the name of their organisation."""
    rows = visible_to(RemoteServer.objects.of(actor.community_id), actor, "gateways.view")
    return rows.filter(RemoteServer.in_use()).select_related("organisation").order_by("organisation__name")


def forwardings(actor: Actor) -> QuerySet[Forwarding]:
    """What was forwarded, the latest first."""
    rows = visible_to(Forwarding.objects.of(actor.community_id), actor, "gateways.view")
    return rows.select_related("order", "server__organisation").order_by("-forwarded_at", "-id")


def access_server(actor: Actor, pk: UUID, verb: str) -> RemoteServer:
    """The only way to one connected system: 404 if unseen, 403 if the verb is not theirs."""
    rows = RemoteServer.objects.of(actor.community_id).filter(RemoteServer.in_use())
    rows = rows.select_related("organisation", "community")
    found: RemoteServer = access(rows, actor, f"gateways.{verb}", among=SERVER_VERBS, pk=pk)
    return found


def access_forwarding(actor: Actor, pk: UUID, verb: str) -> Forwarding:
    """The only way to one forwarding."""
    rows = Forwarding.objects.of(actor.community_id).select_related("order", "server__organisation")
    found: Forwarding = access(rows, actor, f"gateways.{verb}", among=FORWARDING_VERBS, pk=pk)
    return found


def offers(community: Community) -> list[tuple[RemoteServer, dict[str, str]]]:
    """Everything that the connected systems take: each with one of its services."""
    rows = RemoteServer.objects.of(community).filter(RemoteServer.in_use()).select_related("organisation")
    return [(server, one) for server in rows.order_by("organisation__name") for one in server.services]


def _on_order(actor: Actor, order: Order) -> dict[str, Any] | None:
    """What other systems do about an order, and whether it may go to one. One query; nothing where there is no system."""
    rows = RemoteServer.objects.of(actor.community_id).annotate(
        of_order=FilteredRelation("forwardings", condition=Q(forwardings__order=order.pk))
    )
    rows = rows.filter(RemoteServer.in_use() | Q(of_order__isnull=False)).order_by("of_order__forwarded_at")
    names = ("status", "remote_id", "remote_notes", "trouble", "forwarded_at", "ended_at", "pk")
    found = list(rows.values("organisation__name", "valid_to", *(f"of_order__{name}" for name in names)))
    told = [_told(row, names) for row in found if row["of_order__pk"]]
    connected = any(row["valid_to"] is None for row in found)
    may = order.is_open and order.channel != Channel.OPEN311 and REGISTER["gateways.forward"].held_by(actor)
    if not told and not (connected and may):
        return None
    return {"forwardings": told, "may_forward": connected and may}


def _told(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    facts = {name: row[f"of_order__{name}"] for name in names}
    return {**facts, "server": row["organisation__name"], "badge": badge_of(facts["status"])}


FORWARDED = Panel("gateways/panel.html", "gateways.view", _on_order)
