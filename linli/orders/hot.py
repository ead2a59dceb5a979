"""热点问题, in the product: the worker groups the orders of a month, the desk reads them. Words and places alone are looked at."""

import datetime as dt

from django.db import transaction

from linli.core import clock
from linli.core.rights import Actor, visible_to
from linli.orders.models import HotIssue, HotIssueOrder, Order
from linli.orders.suggestions.matters import Text, matters
from linli.orders.workflow import OrderStatus
from linli.places.models import Community

LEAST, MOST, OF_TEXT = 3, 5_000, 300


def first_day(day: dt.date) -> dt.date:
    """The first day of a month."""
    return day.replace(day=1)


@transaction.atomic
def group(community: Community, month: dt.date) -> int:
    """Group the orders that came in during a month (by its first day), instead of what was grouped before; how many
    matters three orders or more are about.
    """
    after = first_day(month + dt.timedelta(days=32))
    begin, end = (dt.datetime.combine(day, dt.time(), clock.BEIJING) for day in (month, after))
    rows = Order.objects.of(community).filter(submitted_at__gte=begin, submitted_at__lt=end)
    asked = rows.exclude(status=OrderStatus.WITHDRAWN).order_by("-submitted_at", "-id")
    orders = list(asked.values_list("pk", "subject", "text", "building__compound__name", "place")[:MOST])
    texts = [
        Text(subject, text[:OF_TEXT], f"{compound or ''}{place}")
        for _pk, subject, text, compound, place in orders
    ]
    HotIssue.objects.of(community).filter(month=month).delete()
    found = matters(texts, least=LEAST)
    issues = HotIssue.objects.bulk_create(
        HotIssue(community=community, month=month, subject=matter.subject) for matter in found
    )
    HotIssueOrder.objects.bulk_create(
        HotIssueOrder(community=community, issue=issue, order_id=orders[place][0])
        for issue, matter in zip(issues, found, strict=True)
        for place in matter.members
    )
    return len(issues)


def hot(actor: Actor, month: dt.date) -> list[tuple[HotIssue, list[Order]]]:
    """The matters of a month with the orders behind each that the actor sees, those with most first. Two queries."""
    seen = visible_to(Order.objects.of(actor.community_id), actor, "orders.desk")
    rows = HotIssueOrder.objects.of(actor.community_id).filter(issue__month=month, order__in=seen)
    found: dict[HotIssue, list[Order]] = {}
    for row in rows.select_related("issue", "order__building__compound").order_by("-order__submitted_at"):
        found.setdefault(row.issue, []).append(row.order)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0].subject))
