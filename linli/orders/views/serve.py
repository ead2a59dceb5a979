"""Pages of who takes orders: members, volunteers, staff. What is offered, what is in hand, what is done."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock
from linli.core.audit import history
from linli.core.guards import ActorRequest, right
from linli.core.pages import find
from linli.notifications.queries import inbox_of
from linli.orders import nearby, pictures, queries, timeline
from linli.orders import verb_forms as forms
from linli.orders.buttons import ICONS, MEANING
from linli.orders.models import Order
from linli.orders.views.acting import press
from linli.orders.workflow import OPEN, ORDER_WORKFLOW
from linli.volunteers.queries import offer_of

DONE_SHOWN = 50
# What is done on the page of the order, and what has a page of its own.
ON_THE_PAGE = {"accept": forms.VerbForm, "resolve": forms.ResolveForm, "send_back": forms.NoteForm}
BESIDE = {
    "ask": gettext_lazy("Ask the resident something"),
    "transfer": gettext_lazy("Pass it on to somebody who can do it"),
    "escalate": gettext_lazy("It is more than I can do: carry it up"),
}


@right("orders.accept")
@require_GET
def today(request: ActorRequest) -> HttpResponse:
    """身边可以接的单, and what I have in hand."""
    # The tab of the inbox shows it (portal.menu).
    request.unread = inbox_of(request.actor).count()  # type: ignore[attr-defined]
    offered, mine = queries.for_taker(request.actor)
    return _list(request, "today", offered=nearby.fitting(offered, offer_of(request.actor)), mine=mine)


@right("orders.accept")
@require_GET
def done(request: ActorRequest) -> HttpResponse:
    """我办成的: for the person alone; nothing is compared with anybody."""
    rows = queries.taken_by(request.actor).exclude(status__in=OPEN).order_by("-accepted_at")
    return _list(request, "done", done=rows[:DONE_SHOWN])


def _list(request: ActorRequest, tab: str, **rows: Any) -> HttpResponse:
    context = {"tab": tab, "today": clock.today(), **rows}
    return render(request, f"orders/serve/{tab}.html", context)


@right("orders.view")
@require_GET
def detail(request: ActorRequest, number: str) -> HttpResponse:
    """One order, as who may take it or has taken it sees it."""
    return _look(request, number)


def _look(request: ActorRequest, number: str) -> HttpResponse:
    try:
        order = queries.access_order(request.actor, number)
    except Http404:
        return _gone_or_404(request, number, status=404)
    return detail_page(request, order)


def detail_page(
    request: ActorRequest,
    order: Order,
    *,
    stale: str = "",
    form: forms.VerbForm | None = None,
    verb: str = "",
) -> HttpResponse:
    """The order with the verbs that are this taker's; each form stands on the page."""
    verbs = timeline.offered_verbs(order, request.actor)
    offered = [name for name in verbs if name in ON_THE_PAGE]
    context = {
        "order": order,
        "forms": {name: form if name == verb else ON_THE_PAGE[name](order=order) for name in offered},
        "beside": [
            (reverse(f"orders:serve_{name}", args=[request.community.slug, order.number]), ICONS[name], words)
            for name, words in BESIDE.items()
            if name in verbs
        ],
        "form": form,
        "events": timeline.for_staff(history(order.community_id, order, order.origin_id)),
        "contact": queries.contact_of(order, request.actor),
        "joined": nearby.others(order, compare=False)[0],
        "may_contact": "contact" in verbs and order.contacted_at is None,
        "pictures": pictures.shown(order, pictures.SERVE),
        "stale": stale,
    }
    status = 409 if stale else 422 if form else 200
    return render(request, "orders/serve/detail.html", context, status=status)


def _verb(verb: str, form_class: type[forms.VerbForm], *, own_page: bool = False) -> Any:
    """One verb of who takes orders, on the page of the order or on a page of its own with one question on it. After it
    the person is back at their own list. Who comes to the address of a verb that has no page of its own, from the login
    or by switching the language on a page that said no, sees the order.
    """
    show = _own_page if own_page else _on_the_page

    @right(f"orders.{verb}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, number: str) -> HttpResponse:
        if request.method == "GET" and not own_page:
            return _look(request, number)
        home = HttpResponseRedirect(reverse("orders:serve", args=[request.community.slug]))
        try:
            order = find(
                request,
                f"orders.{verb}",
                request.actor,
                lambda: queries.access_order(request.actor, number, verb),
            )
        except (Http404, PermissionDenied):
            if request.method == "GET":
                raise
            return _gone_or_404(request, number, status=409, typed=_typed(request, form_class))
        if order is None:
            return home
        form = form_class(request.POST or None, order=order)
        if form.is_valid():
            outcome = press(form, order, verb, request.actor, **form.values())
            if outcome.stale:
                return _changed(request, number, form, partial(show, request, verb=verb, stale=outcome.stale))
            if form.is_valid():
                messages.success(request, f"{ORDER_WORKFLOW.verbs[verb].label}: {order.subject}")
                return home
        return show(request, order, form, verb=verb)

    view.__name__ = f"serve_{verb}" if own_page else verb
    return view


def _on_the_page(
    request: ActorRequest, order: Order, form: forms.VerbForm, *, verb: str, stale: str = ""
) -> HttpResponse:
    return detail_page(request, order, stale=stale, form=form, verb=verb)


def _own_page(
    request: ActorRequest, order: Order, form: forms.VerbForm, *, verb: str, stale: str = ""
) -> HttpResponse:
    context = {
        "order": order,
        "form": form,
        "label": BESIDE[verb],
        "explain": MEANING.get(verb, ""),
        "offered": form.is_bound or verb in timeline.offered_verbs(order, request.actor),
        "stale": stale,
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "orders/serve/verb.html", context, status=status)


def _changed(
    request: ActorRequest, number: str, form: forms.VerbForm, show: Callable[..., HttpResponse]
) -> HttpResponse:
    """The order as it is now, with what was typed; a kind word where it has gone to another."""
    try:
        order = queries.access_order(request.actor, number)
    except Http404:
        return _gone_or_404(request, number, status=409)
    typed = {field.name: field.value() for field in form.visible_fields()}
    return show(order, type(form)(order=order, initial=typed))


def _typed(request: ActorRequest, form_class: type[forms.VerbForm]) -> list[tuple[Any, str]]:
    """What somebody wrote for a verb that is no longer theirs, so that nothing is lost."""
    fields = form_class.base_fields
    sent = {
        name: request.POST.get(name, "").strip() for name in fields if name not in {"act_id", "version", "to"}
    }
    return [(fields[name].label, words) for name, words in sent.items() if words]


def _gone_or_404(
    request: ActorRequest, number: str, *, status: int, typed: list[tuple[Any, str]] | None = None
) -> HttpResponse:
    """A kind word to who was offered an order, or had taken it, and has it no more; to everybody else there is no such page."""
    if not queries.was_handed(request.actor, number):
        raise Http404
    why = _("Another has taken this one. There is nothing you need to do.")
    context = {"why": why, "title": _("Somebody was quicker"), "typed": typed or []}
    return render(request, "orders/serve/gone.html", context, status=status)


accept = _verb("accept", forms.VerbForm)
resolve = _verb("resolve", forms.ResolveForm)
send_back = _verb("send_back", forms.NoteForm)
ask = _verb("ask", forms.QuestionForm, own_page=True)
transfer = _verb("transfer", forms.DispatchForm, own_page=True)
escalate = _verb("escalate", forms.NoteForm, own_page=True)
