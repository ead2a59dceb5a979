"""Figures of wishes and practical deeds, and of both together with orders."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.audit import AuditEntry, kind_of
from linli.core.counting import Happened, Is, Unit
from linli.core.figures import Figure, declare
from linli.core.sums import Every, Sum
from linli.orders.models import Order
from linli.orders.workflow import OrderStatus
from linli.wishes.models import MicroWish, PracticalDeed
from linli.wishes.workflow import DeedStatus, WishStatus

WISH = Unit("wish", pgettext_lazy("unit", "wishes"))
ITEM = Unit("item", pgettext_lazy("unit", "wishes and needs"))
MATTER = Unit("matter", pgettext_lazy("unit", "matters"))
SOLVED = Is("status", OrderStatus.CONFIRMED, OrderStatus.CLOSED)
ORDER_SHARES = (
    (_("written down by staff for somebody"), Q(entered_by__isnull=False)),
    (_("confirmed in a call-back"), Q(confirmed_in_call=True)),
)

LIT = declare(
    Figure(
        id="F83",
        name=_("Micro-wishes lit"),
        unit=WISH,
        model=MicroWish,
        where=(Is("status", WishStatus.LIT), Is("own_circle", False)),
        period=Happened("lit_at"),
        leaves_out=_(
            "Wishes that were fulfilled but that the wisher has not confirmed, and those wished, fulfilled and confirmed within one household or one desk."
        ),
        right="wishes.desk",
        page=("wishes:desk_wish", "number"),
        shares=(
            (_("written down by staff for somebody"), Q(entered_by__isnull=False)),
            (_("confirmed in a call-back"), Q(lit_in_call=True)),
        ),
    )
)
NEED_ORDERS = Figure(
    id="F18",
    name=_("Needs of residents met"),
    unit=MATTER,
    model=Order,
    where=(Is("category__need", True), SOLVED, Is("own_circle", False)),
    period=Happened("confirmed_at"),
    leaves_out=LIT.leaves_out,
    right="orders.desk",
    page=("orders:desk_detail", "number"),
    shares=ORDER_SHARES,
)
MET = declare(
    Sum(
        id="F18",
        name=_("Micro-wishes lit and needs met"),
        unit=ITEM,
        parts=(LIT, NEED_ORDERS),
        leaves_out=_(
            "What the wisher or the resident has not confirmed, orders of other kinds, and what was asked, done and confirmed within one household or one desk."
        ),
    )
)


def _stamp(action: str) -> Q:
    entries = AuditEntry.objects.filter(
        community_id=OuterRef("community_id"), subject_id=OuterRef("pk"), action=action
    )
    return Q(Exists(entries))


declare(
    Every(
        id="F89",
        name=_("Every need carries its three stamps"),
        of=NEED_ORDERS,
        holds=Q(submitted_at__isnull=False) & _stamp("orders.dispatch") & Q(accepted_at__isnull=False),
        words=_("carries its three stamps: submitted, dispatched, accepted"),
        leaves_out=_("Wishes: they are claimed, not dispatched."),
    )
)
PRESSING_ORDERS = Figure(
    id="F82",
    name=_("Urgent, hard, worrying and longed-for matters solved"),
    unit=MATTER,
    model=Order,
    where=(Is("pressing", True), SOLVED, Is("own_circle", False)),
    period=Happened("confirmed_at"),
    leaves_out=_("Matters that the resident has not confirmed, and those without the tag."),
    right="orders.desk",
    page=("orders:desk_detail", "number"),
    shares=ORDER_SHARES,
)


class StemsFromNoOrder:
    """A deed that is no order under another name: such a matter is counted there."""

    def rows(self, given: object) -> Q:
        """The deeds of another origin, or of none."""
        return ~Q(origin_kind=kind_of(Order))

    def words(self, model: object, given: object) -> str:
        """The same, said."""
        return str(_("it stems from no order, which is counted already"))


PRESSING_DEEDS = Figure(
    id="F82",
    name=_("Urgent, hard, worrying and longed-for matters solved"),
    unit=MATTER,
    model=PracticalDeed,
    where=(Is("pressing", True), Is("status", DeedStatus.CONFIRMED), StemsFromNoOrder()),
    period=Happened("confirmed_at"),
    leaves_out=PRESSING_ORDERS.leaves_out,
    right="wishes.view_deeds",
    page=("wishes:desk_deed", "number"),
)
declare(
    Sum(
        id="F82",
        name=_("Urgent, hard, worrying and longed-for matters solved"),
        unit=MATTER,
        parts=(PRESSING_ORDERS, PRESSING_DEEDS),
        leaves_out=_(
            "Matters that the resident has not confirmed, those without the tag, deeds made from an order, and those asked, done and confirmed within one household or one desk."
        ),
    )
)
