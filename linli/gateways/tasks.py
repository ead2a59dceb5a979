"""What the worker does for gateways: it sends what was forwarded, and asks how far it is."""

from uuid import UUID

from linli.core import tasks
from linli.gateways import sending
from linli.gateways.models import Forwarding

AT_ONCE = 50


@tasks.task("gateways.send")
def send(forwarding: str) -> None:
    """送出 one forwarding. Only its id stands in the queue."""
    sending.attempt(UUID(forwarding))


@tasks.every("gateways.send_due", minutes=1)
def send_due() -> None:
    """送出 what waited for another try."""
    ripe = Forwarding._base_manager.filter(sending.due()).order_by("not_before")
    for pk in list(ripe.values_list("pk", flat=True)[:AT_ONCE]):
        sending.attempt(pk)


@tasks.every("gateways.ask", minutes=10)
def ask() -> None:
    """询问进度 of what is under way elsewhere, each twice an hour at most; who is silent is not asked again in this turn."""
    rows = Forwarding._base_manager.filter(sending.to_ask()).order_by("asked_at")
    silent: set[UUID] = set()
    for forwarding in rows.select_related("server__organisation", "order__community")[:AT_ONCE]:
        if forwarding.server_id not in silent:
            silent |= set() if sending.ask(forwarding) else {forwarding.server_id}
