"""Pages of who comes: what the hall offers, a number for today, how far a transaction is. Nobody logs in here."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.accounts.digits import DigitsPage
from linli.core import keys
from linli.core.forms import plain
from linli.core.guards import CommunityRequest, public
from linli.core.pages import perform
from linli.core.rights import Actor
from linli.hall import actions, forms, papers, queries, receipts, ruling, timeline
from linli.hall.models import QueueTicket, Transaction
from linli.hall.workflow import TicketStatus
from linli.papers.typeset import as_pdf

OPEN_TO_ALL = "anybody may read what the hall offers"
NUMBER = "anybody may take a number; it holds nothing about a person"
PROVEN = "the code and the four digits of the receipt are asked for"
WORD_LENGTH = 40


def anybody(request: CommunityRequest) -> Actor:
    """Whoever comes: without an office."""
    user = request.user.pk if request.user.is_authenticated else None
    return Actor(request.community.pk, "", user)


@public(OPEN_TO_ALL)
@require_GET
def catalogue(request: CommunityRequest) -> HttpResponse:
    """办事: what the hall offers; who looks for a certificate that is not issued here is told where to go."""
    word = plain(request.GET.get("q", ""))[:WORD_LENGTH]
    road = ruling.road_of(word, request.community.code) if word else ""
    context = {"items": queries.found(request.community, word), "word": word, "road": road}
    return render(request, "hall/catalogue.html", context)


@public(OPEN_TO_ALL)
@require_GET
def item(request: CommunityRequest, code: str) -> HttpResponse:
    """One service: papers, time, fee, where, who helps."""
    row = queries.item_of(request.community, code)
    return render(request, "hall/item.html", {"item": row, "materials": row.materials.all()})


@public(OPEN_TO_ALL)
@require_GET
def item_pdf(request: CommunityRequest, code: str) -> HttpResponse:
    """The same on paper, with a QR that leads back."""
    row = queries.item_of(request.community, code)
    address = request.build_absolute_uri(reverse("hall:item", args=[request.community.slug, row.code]))
    return as_pdf(papers.item_sheet(row, address), row.code)


def _own_ticket(request: CommunityRequest) -> QueueTicket | None:
    """The number that this browser took today and that still waits."""
    kept = request.session.get("hall_ticket", "")
    waits = queries.today_s(request.community).filter(status=TicketStatus.WAITING)
    return waits.filter(pk=UUID(kept)).first() if kept else None


@public(NUMBER)
@require_http_methods(["GET", "POST"])
def take(request: CommunityRequest) -> HttpResponse:
    """取号 on the phone, for today; one that waits in each browser."""
    if own := _own_ticket(request):
        return HttpResponseRedirect(_ticket_address(request, own.pk))
    form, new_id = forms.TakeForm(request.POST or None), keys.uuid7()
    if form.is_valid():
        outcome = perform(
            form, "hall.take", new_id, anybody(request),
            lambda: actions.take(
                request.community, self_taken=True, by=anybody(request), ticket_id=new_id, **form.values()
            ),
        )  # fmt: skip
        if form.is_valid():
            made = outcome.earlier.subject_id if outcome.earlier else new_id
            request.session["hall_ticket"] = str(made)
            return HttpResponseRedirect(_ticket_address(request, made))
    context = {"form": form, "waiting": queries.waiting_by_queue(request.community)}
    return render(request, "hall/take.html", context, status=422 if form.is_bound else 200)


def _ticket_address(request: CommunityRequest, pk: UUID) -> str:
    return reverse("hall:ticket", args=[request.community.slug, pk])


@public(NUMBER)
@require_GET
def ticket(request: CommunityRequest, pk: UUID) -> HttpResponse:
    """My number, and how many wait before it."""
    row = queries.ticket_of(request.community, pk)
    context = {"ticket": row, "before": queries.before(row)}
    name = "hall/parts/ticket.html" if request.headers.get("HX-Request") else "hall/ticket.html"
    return render(request, name, context)


@public("the call screen shows numbers and counters, never a name")
@require_GET
def screen(request: CommunityRequest) -> HttpResponse:
    """叫号屏."""
    context = {
        "tickets": queries.on_the_screen(request.community),
        "waiting": sum(queries.waiting_by_queue(request.community).values()),
    }
    name = "hall/parts/screen.html" if request.headers.get("HX-Request") else "hall/screen.html"
    return render(request, name, context)


def to_the_hall(request: CommunityRequest) -> dict[str, Any]:
    """The way back."""
    return {"url": reverse("hall:catalogue", args=[request.community.slug]), "label": _("Service hall")}


BY_CODE = DigitsPage(
    name="hall",
    heading=gettext_lazy("How far is my application?"),
    view="hall:follow",
    find=queries.transaction_by_code,
    prove=receipts.prove,
    parent=to_the_hall,
)


@public(PROVEN)
@require_http_methods(["GET", "POST"])
def look_up(request: CommunityRequest) -> HttpResponse:
    """查办件: code and four digits."""
    return BY_CODE.answer(request)


@public(PROVEN)
@require_http_methods(["GET", "POST"])
def follow(request: CommunityRequest, code: str) -> HttpResponse:
    """办到哪了: how far a transaction is, for who came."""
    row = queries.transaction_by_code(request.community, code)
    if row is None or not BY_CODE.holds(request, row):
        return BY_CODE.answer(request, code)
    return render(request, "hall/follow.html", _page(row))


def _page(row: Transaction) -> dict[str, Any]:
    return {"row": row, "events": timeline.for_who_came(row)}


@public(PROVEN)
@require_GET
def notice_pdf(request: CommunityRequest, code: str) -> HttpResponse:
    """一次性告知书, for who came."""
    row = queries.transaction_by_code(request.community, code)
    if row is None or not BY_CODE.holds(request, row) or not row.missing:
        raise Http404
    return as_pdf(papers.notice(row, ""), row.number)
