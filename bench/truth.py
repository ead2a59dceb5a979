"""What must be true after all that: nothing lost, nothing counted wrongly, nothing told twice."""

from typing import Any

from django.db.models import Count

from bench.generate import Place
from linli.accounts.queries import actor_in
from linli.core import doctor
from linli.notifications.models import Delivery, Message
from linli.orders import queries
from linli.orders.models import Order

TOLD = ("community_id", "subject_id", "code", "turn")
# The states of the desk's statistics that together are all orders, each once.
WHOLE = ("open", "resolved", "confirmed", "ended")


def judge(places: list[Place], expected: int) -> dict[str, Any]:
    """Each question with its answer, and whether all of them are as they must be."""
    counted = sum(
        sum(told[name] for name in WHOLE)
        for place in places
        for told in [queries.counts(actor_in(place.clerk, place.community))]
    )
    found = {
        "orders": Order.objects.count(),
        "orders_expected": expected,
        "orders_in_statistics": counted,
        "mismatches": len(doctor.mismatches()),
        "gaps": len(doctor.gaps()),
        "told_twice": _twice(Message, "user_id") + _twice(Delivery, "address_digest"),
        "messages": Message.objects.count() + Delivery.objects.count(),
    }
    right = found["orders"] == expected == counted
    wrong = found["mismatches"] or found["gaps"] or found["told_twice"]
    return {**found, "holds": right and not wrong}


def _twice(model: Any, to: str) -> int:
    rows = model.objects.order_by().values(*TOLD, to).annotate(times=Count("pk"))
    return rows.filter(times__gt=1).count()
