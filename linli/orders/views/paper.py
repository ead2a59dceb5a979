"""Orders on paper, at the desk: the receipt for who stands there, the order sheet, the way into the printing room."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.orders import papers, queries
from linli.orders.models import Order
from linli.orders.views.desk import known_person, written_down
from linli.papers.printing import actions as printing
from linli.residents.ways import home_now


def _desk_page(request: ActorRequest, order: Order) -> str:
    return reverse("orders:desk_detail", args=[request.community.slug, order.number])


@right("orders.submit")
@require_GET
def received_pdf(request: ActorRequest, number: str) -> HttpResponse:
    """回执 on paper for an order that was just written down."""
    order = written_down(request, number)
    follow = reverse("orders:follow", args=[request.community.slug, order.code])
    return papers.receipt_pdf(order, request.build_absolute_uri(follow))


@right("orders.desk")
@require_GET
def sheet_pdf(request: ActorRequest, number: str) -> HttpResponse:
    """派工单 as PDF."""
    order = queries.access_order(request.actor, number, "desk")
    return papers.sheet_pdf(order, request.build_absolute_uri(_desk_page(request, order)), request.actor)


@right("orders.desk")
@require_POST
def request_print(request: ActorRequest, number: str) -> HttpResponse:
    """送打印间: the order sheet waits there; a second press lays no second one."""
    order = queries.access_order(request.actor, number, "desk")
    page, form = _desk_page(request, order), ActForm(request.POST)
    if form.is_valid():
        wanted = papers.order_sheet(order, request.build_absolute_uri(page), request.actor)
        perform(
            form,
            "papers.request_print",
            order.pk,
            request.actor,
            lambda: printing.request_print(papers.ORDER_SHEET, [wanted], origin=order, by=request.actor),
            about=str(order.pk),
        )
        messages.success(request, _("The order sheet waits in the printing room."))
    return HttpResponseRedirect(page)


@right("orders.submit")
@require_GET
def request_form(request: ActorRequest) -> HttpResponse:
    """空白登记表; with `?person=` filled in with what is known of a resident, and its QR brings that along."""
    slug = request.community.slug
    person = known_person(request)
    entry = reverse("orders:desk_submit", args=[slug]) + "?channel=paper"
    filled = {}
    if person:
        home = home_now(person)
        entry += f"&person={person.pk}"
        filled = {"name": person.name, "phone": person.phone, "place": str(home.dwelling) if home else ""}
    kinds = queries.categories(request.community).filter(asked=True).values_list("name", flat=True)
    return papers.request_form(
        request.community,
        list(kinds),
        ask=request.build_absolute_uri(reverse("orders:submit", args=[slug])),
        entry=request.build_absolute_uri(entry),
        by=request.actor,
        filled=filled,
    )
