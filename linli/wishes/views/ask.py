"""Pages for everybody: the wish wall, making a wish, the receipt, and the wisher's own page. Nobody logs in here."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import segno
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.accounts.digits import DigitsPage
from linli.accounts.proofs import remember
from linli.core import keys
from linli.core.guards import CommunityRequest, public
from linli.core.pages import find, perform
from linli.core.rights import Actor, Office
from linli.orders.rights import REQUESTER
from linli.wishes import actions, forms, queries, receipts, timeline
from linli.wishes.models import Kind, MicroWish

ASKING = "anybody may make a wish, without an account"
PROVEN = "the code and the four digits of the receipt are asked for"
ICONS = {Kind.GOODS: "store", Kind.HELP: "wrench", Kind.COMPANY: "users", Kind.EVENT: "calendar"}
MOST_LAMPS = 100  # as many are drawn; the number beside them is exact


@public("the wall is everybody's; it names nobody and no door")
@require_GET
def wall(request: CommunityRequest) -> HttpResponse:
    """心愿墙: the newest first, by the day they were put on it and by nothing else."""
    chosen = request.GET.get("show", "")
    page = queries.WALL.page(
        queries.wall(request.community, chosen),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    lamps = queries.lamps(request.community)
    kept = f"show={chosen}&" if chosen else ""
    context = {
        "wishes": [(wish, ICONS[Kind(wish.kind)]) for wish in page.rows],
        "lamps": lamps,
        "lit": range(min(lamps["lit"], MOST_LAMPS)),
        "unlit": range(min(lamps["waiting"], max(0, MOST_LAMPS - lamps["lit"]))),
        "chosen": chosen,
        "kinds": Kind.choices,
        "newer": f"?{kept}before={page.newer}" if page.newer else "",
        "older": f"?{kept}after={page.older}" if page.older else "",
    }
    return render(request, "wishes/ask/wall.html", context)


@public(ASKING, refill=True)
@require_http_methods(["GET", "POST"])
def make(request: CommunityRequest) -> HttpResponse:
    """许愿: for oneself, or for a neighbour."""
    form = forms.WishForm(request.POST or None)
    if form.is_valid():
        by = Actor(request.community.pk, "", _user_id(request), (Office(REQUESTER),))
        wish = send(request, form, by)
        if wish:
            remember(request.session, "wished", str(wish.pk))
            return HttpResponseRedirect(reverse("wishes:received", args=[request.community.slug, wish.code]))
    return render(request, "wishes/ask/make.html", {"form": form}, status=422 if form.is_bound else 200)


def send(request: Any, form: forms.WishForm, by: Actor, person: Any = None) -> MicroWish | None:
    """The wish that a form makes, or made when it was pressed before; None when the form is refused."""
    new_id = keys.uuid7()
    outcome = perform(
        form, "wishes.collect", new_id, by,
        lambda: actions.collect(request.community, form.wished(person), by=by, wish_id=new_id),
    )  # fmt: skip
    if not form.is_valid():
        return None
    key = outcome.earlier.subject_id if outcome.earlier else new_id
    return MicroWish.objects.of(request.community).get(pk=key)


def _user_id(request: CommunityRequest) -> UUID | None:
    return request.user.pk if request.user.is_authenticated else None


def proven(request: CommunityRequest, code: str, verb: str = "view") -> tuple[MicroWish, Actor]:
    """A wish that this browser has proven, for one purpose, and its wisher; 404 otherwise. Who fulfilled it and is
    logged in is refused the word of the wisher (R-25).
    """
    proofs = request.session.get("wished", [])
    holder = receipts.holder(request.community.pk, proofs, _user_id(request))
    wish = queries.access_wished(holder, keys.read_code(code), verb)
    if str(wish.pk) not in proofs or receipts.is_past(wish, request.community):
        raise Http404
    return wish, receipts.wisher(wish, holder.user_id)


@public(PROVEN)
@require_GET
def received(request: CommunityRequest, code: str) -> HttpResponse:
    """回执: the code, the digits where no telephone was left, a QR and what happens next."""
    try:
        wish, _wisher = proven(request, code)
    except Http404:  # the browser has forgotten: the digits open the wish again
        return HttpResponseRedirect(reverse("wishes:follow", args=[request.community.slug, code]))
    context = {"wish": wish, "digits": "" if wish.wisher_phone else receipts.digits_of(wish)}
    return render(request, "wishes/ask/received.html", context)


@public("a picture of the address that a code leads to; it shows nothing of the wish")
@require_GET
def qr(request: CommunityRequest, code: str) -> HttpResponse:
    """二维码: a real PNG of more than 300 pixels, so that a long press in WeChat reads it."""
    address = request.build_absolute_uri(reverse("wishes:follow", args=[request.community.slug, code]))
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=10, border=4)
    return HttpResponse(picture.getvalue(), content_type="image/png")


BY_CODE = DigitsPage(
    name="wished",
    heading=gettext_lazy("How far is my wish?"),
    view="wishes:follow",
    find=queries.wish_by_code,
    prove=receipts.prove,
    is_past=receipts.is_past,
    past_words=gettext_lazy(
        "This wish ended long ago, and what was kept to reach you is erased, so it opens no longer. Ring us if there is something new."
    ),
)


@public(PROVEN)
@require_http_methods(["GET", "POST"])
def look_up(request: CommunityRequest) -> HttpResponse:
    """我的心愿到哪了: code and four digits."""
    return BY_CODE.answer(request)


@public(PROVEN)
@require_http_methods(["GET", "POST"])
def follow(request: CommunityRequest, code: str) -> HttpResponse:
    """我的心愿: how far it is, and the question whether it is fulfilled."""
    try:
        wish, by = proven(request, code)
    except Http404:
        return BY_CODE.answer(request, code)
    return _follow_page(request, wish, by)


def _follow_page(
    request: CommunityRequest, wish: MicroWish, by: Actor, *, stale: str = "", form: Any = None
) -> HttpResponse:
    context = {
        "wish": wish,
        "verbs": timeline.offered_verbs(wish, by),
        "events": timeline.for_wisher(wish),
        "form": form if isinstance(form, forms.SaidForm) else forms.SaidForm(record=wish),
        "thanking": form if isinstance(form, forms.ThankForm) else forms.ThankForm(record=wish),
        "stale": stale,
    }
    status = 409 if stale else 200 if form is None else 422
    return render(request, "wishes/ask/follow.html", context, status=status)


def _verb(verb: str, form_class: type[forms.VerbForm], does: Callable[..., Any]) -> Any:
    """A verb of the wisher on the own page. Who only comes to its address sees how far it is."""

    @public(PROVEN)
    @require_http_methods(["GET", "POST"])
    def view(request: CommunityRequest, code: str) -> HttpResponse:
        if request.method == "GET":
            return follow(request, slug=request.community.slug, code=code)
        back = HttpResponseRedirect(reverse("wishes:follow", args=[request.community.slug, code]))
        asking = Actor(request.community.pk, "", _user_id(request), (Office(REQUESTER),))
        held = find(request, f"wishes.{verb}", asking, lambda: proven(request, code, verb))
        if held is None:
            return back
        wish, by = held
        form = form_class(request.POST, record=wish)
        stale = ""
        if form.is_valid():
            outcome = perform(
                form, f"wishes.{verb}", wish.pk, by, lambda: does(wish, form, by), about=str(wish.pk)
            )
            stale = outcome.stale
        if form.is_valid() and not stale:
            return back
        try:
            wish, by = proven(request, code)
        except PermissionDenied:
            return back
        return _follow_page(request, wish, by, form=form, stale=stale)

    view.__name__ = verb
    return view


light = _verb("light", forms.SaidForm, lambda wish, form, by: actions.light(wish, by=by, version=form.seen))
reopen = _verb(
    "reopen", forms.SaidForm,
    lambda wish, form, by: actions.reopen(wish, by=by, version=form.seen, told=form.cleaned_data["told"]),
)  # fmt: skip
withdraw = _verb(
    "withdraw", forms.SaidForm, lambda wish, form, by: actions.withdraw(wish, by=by, version=form.seen)
)
thank = _verb("thank", forms.ThankForm, lambda wish, form, by: actions.thank(wish, by=by, **form.values()))


@public("what is done for residents is everybody's; nobody is named")
@require_GET
def deeds(request: CommunityRequest) -> HttpResponse:
    """为民办实事: what goes on, what is done, what is confirmed."""
    page = queries.DEEDS_NEWEST.page(
        queries.public_deeds(request.community),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "deeds": page.rows,
        "newer": f"?before={page.newer}" if page.newer else "",
        "older": f"?after={page.older}" if page.older else "",
    }
    return render(request, "wishes/ask/deeds.html", context)
