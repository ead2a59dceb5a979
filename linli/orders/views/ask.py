"""Pages of the one who asks: request, receipt, progress, solved or not. Nobody logs in here."""

import io
from typing import Any
from uuid import UUID

import segno
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.accounts.digits import DigitsPage
from linli.accounts.proofs import remember
from linli.core import keys
from linli.core.documents import document
from linli.core.guards import CommunityRequest, public
from linli.core.pages import find, was_done
from linli.core.rights import Actor, Office
from linli.orders import nearby, papers, pictures, queries, receipts, timeline, warnings
from linli.orders.forms import RequestForm
from linli.orders.models import Order
from linli.orders.personal import matter
from linli.orders.rights import REQUESTER
from linli.orders.verb_forms import RateForm, WordForm, WordsForm
from linli.orders.views.acting import press, send
from linli.residents.papers import download

ASKING = "anybody may ask their community for help, without an account"
PROVEN = "the code and the four digits of the receipt are asked for"


def _user_id(request: CommunityRequest) -> UUID | None:
    return request.user.pk if request.user.is_authenticated else None


def proven(
    request: CommunityRequest, code: str, verb: str = "view", *, judging: bool = False
) -> tuple[Order, Actor]:
    """An order that this browser has proven, for one purpose, and who asked for it, or the proxy; 404 otherwise. Who did
    the work is refused where it is `judging`, logged in or not (R-25).
    """
    proofs = request.session.get("asked", [])
    holder = receipts.holder(request.community.pk, proofs, _user_id(request))
    order = queries.access_asked(holder, keys.read_code(code), verb)
    asker = receipts.asker_of(order, proofs, holder.user_id, judging=judging)
    if asker is None or receipts.is_past(order, request.community):
        raise Http404
    if judging and order.accepted_by_id and order.accepted_by_id == asker.user_id:
        raise PermissionDenied
    return order, asker


def found(
    request: CommunityRequest, code: str, verb: str, *, judging: bool = False
) -> tuple[Order, Actor] | None:
    """The same for an act; None where this very press was done before."""
    pair: tuple[Order, Actor] | None = find(
        request, f"orders.{verb}", asking(request), lambda: proven(request, code, verb, judging=judging)
    )
    return pair


@public(ASKING, refill=True)
@require_http_methods(["GET", "POST"])
def submit(request: CommunityRequest) -> HttpResponse:
    """反映一件事: one short form. An emergency shows the number to ring, and what neighbours have told already is shown,
    before the form goes on.
    """
    form = RequestForm(request.POST or None, request.FILES or None, community=request.community)
    near: list[Order] = []
    if form.is_valid() and not form.emergencies:
        near = _near(request, form)
        order = None if near else send(request.community, form, asking(request))
        if order:
            remember(request.session, "asked", str(order.pk))
            return HttpResponseRedirect(reverse("orders:received", args=[request.community.slug, order.code]))
    context = {
        "form": form,
        "similar": near,
        "hands": nearby.hands(request.community),
        **warnings.for_page(form.emergencies if form.is_bound else []),
    }
    return render(request, "orders/ask/submit.html", context, status=422 if form.is_bound else 200)


def _near(request: CommunityRequest, form: RequestForm) -> list[Order]:
    """What neighbours have told already, to be looked at once; a second press of the same form finds its own order."""
    if form.cleaned_data["seen_similar"] and not form.cleaned_data["same_as"]:
        return []
    found = nearby.similar(request.community, form.asked())
    chosen = form.cleaned_data["same_as"]
    form.same_order = next((row for row in found if row.number == chosen), None)
    if form.cleaned_data["seen_similar"]:
        return []
    return [] if found and was_done(request, "orders.submit", asking(request)) else found


def asking(request: CommunityRequest) -> Actor:
    """Whoever asks: not yet the requester of any order."""
    return Actor(request.community.pk, "", _user_id(request), (Office(REQUESTER),))


@public(PROVEN)
@require_GET
def received(request: CommunityRequest, code: str) -> HttpResponse:
    """回执: the code, the digits where no telephone was left, a QR and what happens next."""
    try:
        order, _asker = proven(request, code)
    except Http404:  # the browser has forgotten: the digits open the matter again
        return HttpResponseRedirect(reverse("orders:follow", args=[request.community.slug, code]))
    context = {"order": order, "digits": "" if order.contact_phone else receipts.digits_of(order)}
    return render(request, "orders/ask/received.html", context)


@public("a picture of the address that a code leads to; it shows nothing of the order")
@require_GET
def qr(request: CommunityRequest, code: str) -> HttpResponse:
    """二维码: a real PNG of more than 300 pixels, so that a long press in WeChat reads it."""
    address = request.build_absolute_uri(reverse("orders:follow", args=[request.community.slug, code]))
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=10, border=4)
    return HttpResponse(picture.getvalue(), content_type="image/png")


@public(PROVEN)
@require_GET
def receipt_pdf(request: CommunityRequest, code: str) -> HttpResponse:
    """回执 on paper, for whoever has proven the order."""
    order, _asker = proven(request, code)
    return papers.receipt_pdf(order, _address(request, order))


@public(PROVEN)
@require_GET
def receipt_png(request: CommunityRequest, code: str) -> HttpResponse:
    """回执 as a picture: WeChat keeps pictures and cannot download a PDF."""
    order, _asker = proven(request, code)
    return papers.receipt_png(order, _address(request, order))


@public(PROVEN)
@require_GET
def own_data(request: CommunityRequest, code: str) -> HttpResponse:
    """给本人一份 (PIPL 45): what is kept of the requester in this one matter, as JSON."""
    order, _asker = proven(request, code)
    return download(document(matter(order)), "application/json; charset=utf-8", f"{order.number}.json")


def _address(request: CommunityRequest, order: Order) -> str:
    return request.build_absolute_uri(reverse("orders:follow", args=[request.community.slug, order.code]))


BY_CODE = DigitsPage(
    name="asked",
    heading=gettext_lazy("How far is my matter?"),
    view="orders:follow",
    find=queries.order_by_code,
    prove=receipts.prove,
    is_past=receipts.is_past,
    past_words=gettext_lazy(
        "This matter ended long ago, and what was kept to reach you is erased, so it opens no longer. Ring us if there is something new."
    ),
)


@public(PROVEN)
@require_http_methods(["GET", "POST"])
def look_up(request: CommunityRequest) -> HttpResponse:
    """查办到哪了: code and four digits."""
    return BY_CODE.answer(request)


@public(PROVEN)
@require_http_methods(["GET", "POST"])
def follow(request: CommunityRequest, code: str) -> HttpResponse:
    """办到哪了: progress, and the question whether it is solved."""
    try:
        order, asker = proven(request, code)
    except Http404:
        return BY_CODE.answer(request, code)
    return follow_page(request, order, asker)


def follow_page(
    request: CommunityRequest, order: Order, asker: Actor, *, stale: str = "", form: Any = None
) -> HttpResponse:
    """The page of a matter for its requester: how far it is, and what the requester can say now."""
    verbs = timeline.offered_verbs(order, asker)
    context = {
        "order": order,
        "verbs": verbs,
        "parts": order.parts.order_by("number") if not order.split_from_id else (),
        "rating": _rating(order, verbs, form),
        "events": timeline.for_resident(order),
        "pictures": pictures.shown(order, pictures.ASK),
        "form": form if isinstance(form, WordForm) else WordForm(order=order),
        "answering": form if isinstance(form, WordsForm) else WordsForm(order=order),
        "stale": stale,
    }
    status = 409 if stale else 200 if form is None else 422
    return render(request, "orders/ask/follow.html", context, status=status)


def _rating(order: Order, verbs: list[str], form: Any) -> RateForm | None:
    if "rate" not in verbs or not queries.may_rate(order):
        return None
    return form if isinstance(form, RateForm) else RateForm()


def _verb(verb: str) -> Any:
    """A requester's verb with a word, if wanted: confirm, reopen, withdraw. Who only comes to its address sees the progress."""

    @public(PROVEN)
    @require_http_methods(["GET", "POST"])
    def view(request: CommunityRequest, code: str) -> HttpResponse:
        if request.method == "GET":
            return follow(request, code=code)
        held = found(request, code, verb, judging=verb == "confirm")
        if held is None:
            return HttpResponseRedirect(reverse("orders:follow", args=[request.community.slug, code]))
        order, asker = held
        form = WordForm(request.POST, order=order)
        if not form.is_valid():
            return follow_page(request, order, asker, form=form, stale=_("Please look once more."))
        satisfied = form.cleaned_data.pop("satisfied")
        words = {"satisfied": satisfied} if verb == "confirm" else {"told": form.cleaned_data["told"]}
        outcome = press(form, order, verb, asker, **words)
        if outcome.stale:
            fresh, _asker = proven(request, code)
            kept = WordForm(order=fresh, initial={"told": form.cleaned_data["told"]})
            return follow_page(request, fresh, asker, stale=outcome.stale, form=kept)
        return HttpResponseRedirect(reverse("orders:follow", args=[request.community.slug, code]))

    view.__name__ = verb
    return view


confirm, reopen, withdraw = _verb("confirm"), _verb("reopen"), _verb("withdraw")
