"""Pictures of an order: from the one who asks, and from those who do the work. Both see all of them; none is needed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.core import keys
from linli.core.files import actions
from linli.core.files.answers import attachment_or_404, picture_answer
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, CommunityRequest, public, right
from linli.core.pages import perform
from linli.core.rights import Actor
from linli.orders import queries
from linli.orders.models import Order
from linli.orders.pictures import ASKED, WORK, DetachForm, PicturesForm
from linli.orders.views import ask


def _look(order: Order, attachment: UUID, request: Any) -> HttpResponse:
    return picture_answer(order, attachment, small="small" in request.GET)


@right("orders.desk")
@require_GET
def desk_picture(request: ActorRequest, number: str, attachment: UUID) -> HttpResponse:
    """One picture, at the desk."""
    return _look(queries.access_order(request.actor, number, "desk"), attachment, request)


@right("orders.view")
@require_GET
def serve_picture(request: ActorRequest, number: str, attachment: UUID) -> HttpResponse:
    """One picture, for who may take the order or has taken it."""
    return _look(queries.access_order(request.actor, number), attachment, request)


@public(ask.PROVEN)
@require_GET
def picture(request: CommunityRequest, code: str, attachment: UUID) -> HttpResponse:
    """One picture, for whoever has proven the order."""
    order = queries.access_asked(ask.proven_asker(request, code), keys.read_code(code))
    return _look(order, attachment, request)


def _attach(request: Any, order: Order, role: str, by: Actor, back: str) -> HttpResponse:
    form = PicturesForm(request.POST, request.FILES)
    if form.is_valid():
        chosen = form.cleaned_data["pictures"]
        about = " ".join([str(order.pk), *(picture.digest for picture in chosen)])
        perform(
            form,
            "orders.attach",
            order.pk,
            by,
            lambda: actions.attach(order, role, chosen, by=by),
            about=about,
        )
    return _back(request, form, back, _("The photos are kept."))


def _detach(request: Any, order: Order, by: Actor, back: str, *, only: str = "") -> HttpResponse:
    form = DetachForm(request.POST)
    if form.is_valid():
        row = attachment_or_404(order, form.cleaned_data["attachment"])
        if only and row.role != only:
            raise Http404
        perform(form, "orders.detach", order.pk, by, lambda: actions.detach(order, row, by=by))
    return _back(request, form, back, _("The photo is taken away; it is erased tonight."))


def _back(request: Any, form: ActForm, back: str, done: str) -> HttpResponse:
    """To the page of the order, which says what was done, or why it was not."""
    if form.is_valid():
        messages.success(request, done)
    for error in (words for errors in form.errors.values() for words in errors):
        messages.error(request, str(error))
    return HttpResponseRedirect(f"{back}#pictures")


def _desk_page(order: Order) -> str:
    return reverse("orders:desk_detail", args=[order.community.slug, order.number])


@right("orders.attach")
@require_POST
def desk_attach(request: ActorRequest, number: str) -> HttpResponse:
    """添加照片, at the desk."""
    order = queries.access_order(request.actor, number, "attach")
    return _attach(request, order, WORK, request.actor, _desk_page(order))


@right("orders.detach")
@require_POST
def desk_detach(request: ActorRequest, number: str) -> HttpResponse:
    """撤下照片, at the desk: a face, a paper, the wrong picture."""
    order = queries.access_order(request.actor, number, "detach")
    return _detach(request, order, request.actor, _desk_page(order))


@right("orders.attach")
@require_POST
def serve_attach(request: ActorRequest, number: str) -> HttpResponse:
    """添加照片 of the work, by who took the order."""
    order = queries.access_order(request.actor, number, "attach")
    back = reverse("orders:serve_detail", args=[order.community.slug, order.number])
    return _attach(request, order, WORK, request.actor, back)


def _asked(verb: str, act: Callable[[Any, Order, Actor, str], HttpResponse]) -> Any:
    """What the requester does with pictures, having proven the order."""

    @public(ask.PROVEN)
    @require_POST
    def view(request: CommunityRequest, code: str) -> HttpResponse:
        by = ask.proven_asker(request, code)
        order = queries.access_asked(by, keys.read_code(code), verb)
        return act(request, order, by, reverse("orders:follow", args=[request.community.slug, order.code]))

    view.__name__ = verb
    return view


attach = _asked("attach", lambda request, order, by, back: _attach(request, order, ASKED, by, back))
detach = _asked("detach", lambda request, order, by, back: _detach(request, order, by, back, only=ASKED))
