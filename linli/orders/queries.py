"""Questions about orders. Nothing here writes."""

import datetime as dt
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import ngettext

from linli.accounts.models import User
from linli.accounts.queries import takers
from linli.core import clock, keys
from linli.core.audit import AuditEntry
from linli.core.panels import riding
from linli.core.rights import REGISTER, Actor, access, visible_to
from linli.orders.lines import Line, lines, read
from linli.orders.models import CallRequest, Category, Exclusion, Level, Order, ResidentGroup, Responsibility
from linli.orders.rights import STAFF, handed
from linli.orders.workflow import OPEN, RUNNING, OrderStatus
from linli.places.models import Building, Community, Division

UNDISPATCHED = (OrderStatus.SUBMITTED, OrderStatus.ADMITTED)
MAY_BE_CLOSED = (OrderStatus.CONFIRMED, OrderStatus.UNREACHED)
ENDED = (OrderStatus.CLOSED, OrderStatus.DECLINED, OrderStatus.WITHDRAWN, OrderStatus.MERGED)
RELATED = (
    "category",
    "building__compound",
    "grid",
    "team",
    "handler",
    "accepted_by",
    "community__division",
    "merged_into",
    "split_from",
)


def orders_for(actor: Actor, right: str = "orders.view") -> QuerySet[Order]:
    """The orders on which the actor holds `right`, with what a line of a list shows."""
    return visible_to(Order.objects.of(actor.community_id), actor, right).select_related(*RELATED)


def access_order(actor: Actor, number: str, verb: str = "view") -> Order:
    """The only way for staff and takers to one order: 404 if unseen, 403 if the verb is not theirs. For the page of the
    desk it brings what other apps show there.
    """
    rows = Order.objects.of(actor.community_id).select_related(*RELATED)
    if verb == "desk":
        rows = rows.annotate(**riding("orders.order"))
    return access(rows, actor, f"orders.{verb}", number=number)


def access_asked(actor: Actor, code: str, verb: str = "view") -> Order:
    """The only way for the requester to the order that was asked."""
    rows = Order.objects.of(actor.community_id).select_related(*RELATED)
    return access(rows, actor, f"orders.{verb}", code=code)


def order_by_code(community: Community, typed: str) -> Order | None:
    """The order of a code as typed; what it shows is decided by the four digits."""
    code = keys.read_code(typed)
    return Order.objects.of(community).filter(code=code).first() if code else None


def open_at(place: Any, on: dt.date) -> str:
    """Why a building cannot end: orders that are open there; "" where there are none."""
    if not isinstance(place, Building):
        return ""
    count = Order.objects.of(place.community_id).filter(status__in=OPEN, building=place).count()
    told = ngettext(
        "%(count)d order is still open here; finish it first.",
        "%(count)d orders are still open here; finish them first.",
        count,
    )
    return told % {"count": count} if count else ""


def states() -> dict[str, Q]:
    """Where orders stand, as the ledger and the morning page count them; what is late depends on the hour."""
    return {
        "open": Q(status__in=OPEN),
        "overdue": Q(status__in=RUNNING, due_at__lt=clock.now()),
        "submitted": Q(status=OrderStatus.SUBMITTED),
        "admitted": Q(status=OrderStatus.ADMITTED),
        "waiting": Q(status__in=UNDISPATCHED),
        "in_hand": Q(status__in=[OrderStatus.DISPATCHED, OrderStatus.ACCEPTED]),
        "paused": Q(status=OrderStatus.WAITING),
        "raised": Q(status__in=OPEN) & ~Q(level=Level.GRID),
        "resolved": Q(status=OrderStatus.RESOLVED),
        "confirmed": Q(status__in=MAY_BE_CLOSED),
        "ended": Q(status__in=ENDED),
    }


def for_today(actor: Actor, shown: int) -> tuple[list[Line], list[Line]]:
    """What the morning page shows, in two queries: late or in hand by due time; and what waits for the desk, the
    longest waiting first, new requests before confirmed ones. Each list is cut by itself, so a heap of late
    matters never hides a new one.
    """
    rows, late = read(orders_for(actor, "orders.desk")), Q(due_at__lt=clock.now())
    pressing = Q(status__in=OPEN) & (late | ~Q(status__in=UNDISPATCHED))
    first = Case(When(status__in=MAY_BE_CLOSED, then=1), default=0)
    waiting = rows.filter(status__in=[*UNDISPATCHED, *MAY_BE_CLOSED]).order_by(first, "submitted_at", "id")
    return lines(rows.filter(pressing).order_by("due_at", "id")[: 2 * shown]), lines(waiting[: 2 * shown])


def counts(actor: Actor, **beside: Any) -> dict[str, int]:
    """How many orders stand where, in one query. `beside` are numbers of other apps that the page shows with them
    (expressions without a join): they ride along, and stand also where there is no order.
    """
    rows = visible_to(Order.objects.of(actor.community_id), actor, "orders.desk")
    own = {name: Count("pk", filter=rule) for name, rule in states().items()}
    return rows.aggregate(**own, **{name: Count("pk") * 0 + number for name, number in beside.items()})


def categories(community: Community) -> QuerySet[Category]:
    """The categories an order may be given today: those of the lower level."""
    current = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    return Category.objects.of(community).filter(current, parent__isnull=False).order_by("order", "name")


def category_tree(community: Community) -> dict[Category, list[Category]]:
    """The kinds of matters by group, each with its standing `.lines` of whose duty it is. Two queries."""
    lines: dict[Any, list[Responsibility]] = {}
    current = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    for line in Responsibility.objects.of(community).filter(current).select_related("compound"):
        lines.setdefault(line.category_id, []).append(line)
    rows = list(Category.objects.of(community).select_related("team").order_by("order", "name"))
    found: dict[Category, list[Category]] = {row: [] for row in rows if row.parent_id is None}
    groups_by_key = {group.pk: group for group in found}
    for row in rows:
        if row.parent_id:
            row.lines = lines.get(row.pk, [])
            found[groups_by_key[row.parent_id]].append(row)
    return found


def groups(community: Community) -> QuerySet[ResidentGroup]:
    """The resident groups that stand today."""
    current = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    return ResidentGroup.objects.of(community).filter(current, valid_from__lte=clock.today())


def escalated(division: Division) -> QuerySet[Order]:
    """What the communities of a township carried up to it, the most pressing first; no list orders the communities."""
    inside = Community.objects.filter(division=division)
    rows = Order.objects.filter(community__in=inside, level=Level.TOWNSHIP, status__in=OPEN)
    return rows.select_related("community", "category", "building__compound").order_by("due_at", "id")


def waiting_calls(community: Community) -> QuerySet[CallRequest]:
    """Who asked to be rung and was not, by when; the number is opened for who has taken the call alone."""
    rows = CallRequest.objects.of(community).filter(ended_at__isnull=True)
    return rows.select_related("taken_by").order_by("due_at", "id")


def excluded_from(order: Order) -> list[User]:
    """Those who are not to get the order again, because the requester said that their work did not solve it."""
    rows = order.exclusions.select_related("user").order_by("happened_at")
    return [exclusion.user for exclusion in rows]


def may_handle(order: Order) -> QuerySet[User]:
    """Those to whom the order may be handed: takers of the community whom the requester has not sent away."""
    excluded = Exclusion.objects.of(order.community_id).filter(order=order)
    return takers(order.community).exclude(pk__in=excluded.values("user_id"))


def was_handed(actor: Actor, number: str) -> bool:
    """Whether an order that the actor no longer sees had been handed to the actor or a team of the actor's, or taken."""
    if actor.user_id is None:
        return False
    took = AuditEntry.objects.filter(
        community_id=actor.community_id,
        subject_id=OuterRef("pk"),
        action="orders.accept",
        actor_id=actor.user_id,
    )
    rows = Order.objects.of(actor.community_id).filter(number=number)
    sent_away = Exclusion.objects.filter(
        community_id=actor.community_id, order_id=OuterRef("pk"), user_id=actor.user_id
    )
    return rows.filter(handed(actor) | (Q(Exists(took)) & ~Q(Exists(sent_away)))).exists()


def for_taker(actor: Actor) -> tuple[list[Order], list[Order]]:
    """What the actor may take, and what the actor has in hand, each by due time. One query; what one has passed on and
    nobody took yet is still in hand.
    """
    mine = Q(accepted_by=actor.user_id, status__in=OPEN)
    rows = Order.objects.of(actor.community_id).filter(REGISTER["orders.accept"].on(actor) | mine)
    found = list(rows.select_related(*RELATED).order_by("due_at", "id"))
    in_hand = [order for order in found if order.accepted_by_id == actor.user_id]
    return [order for order in found if order not in in_hand], in_hand


def taken_by(actor: Actor) -> QuerySet[Order]:
    """What the actor has in hand or has done."""
    return orders_for(actor).filter(accepted_by=actor.user_id)


def may_rate(order: Order) -> bool:
    """Whether the requester has said that it is solved, and not yet how it was."""
    if not order.confirmed_at:
        return False
    said = order.ratings.filter(given_at__gte=order.resolved_at).order_by("-given_at", "-id")
    return said.values_list("satisfied", flat=True).first() == ""


def contact_of(order: Order, actor: Actor) -> dict[str, Any] | None:
    """Name and telephone of the requester, for who needs them now (M-16): the desk, to tell how it goes, and the
    one who took the order, or of the property company was handed it, while it is open. Who asked not to be shown to the handler is shown to the desk alone.
    """
    took_it = order.accepted_by_id == actor.user_id
    staff = "desk" in order.may and actor.plays(*STAFF) and not took_it
    handed = order.handler_id == actor.user_id and "desk" in order.may
    seen = ((took_it or handed) and order.is_open and not order.anonymous) or staff
    if not seen or not (order.contact_name or order.contact_phone or order.on_behalf_of):
        return None
    return {
        "name": order.contact_name,
        "phone": order.contact_phone,
        "on_behalf_of": order.on_behalf_of,
        # Whoever calls back after the work needs the number; when that is done nobody does.
        "masked": not (order.is_open or (staff and order.status == OrderStatus.RESOLVED)),
    }
