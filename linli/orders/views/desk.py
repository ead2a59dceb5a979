"""Pages of the desk: one order, and the verbs of those who dispatch. The ledger stands in `orders.ledger`."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.accounts.roles import Role
from linli.core.audit import history
from linli.core.errors import DomainError
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import find
from linli.core.panels import panels_for
from linli.core.rights import REGISTER
from linli.orders import actions, nearby, pictures, queries, receipts, timeline, warnings
from linli.orders import verb_forms as forms
from linli.orders.buttons import MEANING, at_desk
from linli.orders.forms import EntryForm
from linli.orders.models import CallRequest, Order
from linli.orders.rights import STAFF
from linli.orders.terms import FailedCalls, failed_calls
from linli.orders.views.acting import press, send
from linli.orders.workflow import ORDER_WORKFLOW
from linli.residents.models import Person
from linli.residents.queries import access_person
from linli.residents.ways import home_now


@right("orders.desk")
@require_GET
def detail(request: ActorRequest, number: str) -> HttpResponse:
    """工单: the whole history, and only the buttons one may press."""
    return detail_page(request, queries.access_order(request.actor, number, "desk"))


def detail_page(request: ActorRequest, order: Order, *, stale: str = "", kept: Any = ()) -> HttpResponse:
    """One order as the desk sees it; `stale` says why an act was not done, `kept` what had been written for it."""
    verbs = timeline.offered_verbs(order, request.actor)
    buttons = at_desk(order, verbs, request.actor.user_id)
    joined, alike = nearby.others(order, compare="merge" in verbs)
    context = {
        "order": order,
        "verbs": verbs,
        "buttons": [button for button in buttons if button.first or len(buttons) <= FEW],
        "more_buttons": [button for button in buttons if not button.first and len(buttons) > FEW],
        "calls": _calls(order, verbs),
        "joined": joined,
        "alike": alike,
        "staff": request.actor.plays(*STAFF),
        "may_contact": "contact" in verbs and order.contacted_at is None,
        "events": timeline.for_staff(history(order.community_id, order, order.origin_id)),
        "contact": queries.contact_of(order, request.actor),
        "pictures": pictures.shown(order, pictures.DESK),
        "printing": ActForm(),
        "panels": panels_for("orders.order", request.actor, order),
        "stale": stale,
        "kept": kept,
    }
    return render(request, "orders/desk/detail.html", context, status=409 if stale else 200)


def _calls(order: Order, verbs: list[str]) -> FailedCalls | None:
    """How often nobody answered, where somebody is to call back."""
    return failed_calls(order) if "call_back" in verbs else None


@right("orders.submit")
@require_http_methods(["GET", "POST"])
def submit(request: ActorRequest) -> HttpResponse:
    """登记: telephone and counter, written down while the person speaks."""
    call = _call(request)
    first = {
        "channel": request.GET.get("channel", "phone"),
        **({"contact_phone": call.phone} if call else {}),
        **_known(request),
    }
    drafted = "draft" in request.POST  # from a pasted chat: to be looked at, not yet sent
    if drafted:
        first = {name: request.POST.get(name, "") for name in ("channel", "text", "category")}
    form = EntryForm(
        None if drafted else request.POST or None,
        request.FILES or None,
        community=request.community,
        rung="call" in request.GET,
        initial=first,
    )
    if form.is_valid() and not form.emergencies:
        order = send(request.community, form, request.actor)
        if order:
            if call:
                _over(request, call, order)
            request.session["written_down"] = str(order.pk)
            return HttpResponseRedirect(
                reverse("orders:desk_received", args=[request.community.slug, order.number])
            )
    context = {"form": form, **warnings.for_page(form.emergencies if form.is_bound else [])}
    return render(request, "orders/desk/submit.html", context, status=422 if form.is_bound else 200)


def known_person(request: ActorRequest) -> Person | None:
    """The resident of `?person=`, for who may see residents; 404 for what is none."""
    key = request.GET.get("person")
    if not key:
        return None
    try:
        return access_person(request.actor, UUID(key))
    except ValueError as wrong:
        raise Http404 from wrong


def _known(request: ActorRequest) -> dict[str, Any]:
    """What is known of the resident whose form is typed in."""
    person = known_person(request)
    if person is None:
        return {}
    home = home_now(person)
    building = home.dwelling.building_id if home else None
    return {"contact_name": person.name, "contact_phone": person.phone, "building": building}


def _over(request: ActorRequest, call: CallRequest, order: Order) -> None:
    """The call led to an order; a colleague who took it over meanwhile ends it."""
    try:
        actions.end_call(call, by=request.actor, order=order)
    except DomainError as why:
        messages.error(request, str(why))


def _call(request: ActorRequest) -> CallRequest | None:
    """The call of `?call=`, if this person makes it and it has not ended; 404 for anything that is no call."""
    key = request.GET.get("call")
    if key is None:
        return None
    try:
        return (
            queries.waiting_calls(request.community)
            .filter(pk=UUID(key), taken_by=request.actor.user_id)
            .first()
        )
    except ValueError as wrong:
        raise Http404 from wrong


def written_down(request: ActorRequest, number: str) -> Order:
    """The order that this browser has just written down; 404 for any other."""
    written = Order.objects.of(request.community).filter(
        number=number, pk=request.session.get("written_down")
    )
    order = written.select_related("community").first()
    if order is None:
        raise Http404
    return order


@right("orders.submit")
@require_GET
def received(request: ActorRequest, number: str) -> HttpResponse:
    """回执: code and digits to read out or print, for whoever has just written the order down, and only then.
    Later nobody at the desk sees the code: with it and the telephone one could answer as the resident.
    """
    order = written_down(request, number)
    seen = queries.orders_for(request.actor, "orders.desk").filter(pk=order.pk).exists()
    context = {"order": order, "digits": receipts.digits_of(order), "seen": seen}
    return render(request, "orders/desk/received.html", context)


def _to(request: ActorRequest, order: Order) -> HttpResponse:
    """The order, or the ledger when the order has just left the places the actor answers for."""
    grid = order.grid_id
    home = request.actor.everywhere(*STAFF) or request.actor.plays(Role.PROPERTY)
    if home or grid in request.actor.places(*STAFF):
        return HttpResponseRedirect(
            reverse("orders:desk_detail", args=[request.community.slug, order.number])
        )
    messages.success(
        request, _("%(number)s is now with the colleagues of its grid.") % {"number": order.number}
    )
    return HttpResponseRedirect(reverse("orders:ledger", args=[request.community.slug]))


def _may_plan(request: ActorRequest) -> bool:
    return REGISTER["orders.plan_dispatch"].held_by(request.actor)


WORDS = ("answer", "note", "reason", "told", "text", "words")
RINGING, ENDS, FEW = {"call_back", "answer"}, {"call_back", "mark_unreached"}, 4


def _verb(verb: str, form_class: type[forms.VerbForm]) -> Any:
    """The page of one verb of the desk: its form, and the act."""

    @right(f"orders.{verb}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, number: str) -> HttpResponse:
        order = find(
            request,
            f"orders.{verb}",
            request.actor,
            lambda: queries.access_order(request.actor, number, verb),
        )
        if order is None:
            return HttpResponseRedirect(reverse("orders:ledger", args=[request.community.slug]))
        form = form_class(request.POST or None, order=order)
        if form.is_valid():
            outcome = press(form, order, verb, request.actor, **form.values())
            if outcome.stale:
                now = queries.access_order(request.actor, number, "desk")
                written = {name: form.cleaned_data.get(name) for name in WORDS}
                kept = [(form.fields[name].label, words) for name, words in written.items() if words]
                return detail_page(request, now, stale=outcome.stale, kept=kept)
            if form.is_valid():
                return _to(request, order)
        context = {
            "order": order,
            "form": form,
            "verb": verb,
            "offered": form.is_bound or verb in timeline.offered_verbs(order, request.actor),
            "label": ORDER_WORKFLOW.verbs[verb].label,
            "explain": MEANING.get(verb, ""),
            "planning": ActForm() if verb == "dispatch" and _may_plan(request) else None,
            "contact": queries.contact_of(order, request.actor) if verb in RINGING else None,
            "calls": _calls(order, ["call_back"] if verb in ENDS and order.resolved_at else []),
        }
        return render(request, "orders/desk/verb.html", context, status=422 if form.is_bound else 200)

    view.__name__ = verb
    return view


admit = _verb("admit", forms.AdmitForm)
decline = _verb("decline", forms.AnswerForm)
dispatch = _verb("dispatch", forms.DispatchForm)
close = _verb("close", forms.VerbForm)
send_back = _verb("send_back", forms.NoteForm)
answer = _verb("answer", forms.SpokenAnswerForm)
extend = _verb("extend", forms.ExtendForm)
escalate = _verb("escalate", forms.NoteForm)
hand_down = _verb("hand_down", forms.HandDownForm)
split = _verb("split", forms.SplitForm)
merge = _verb("merge", forms.MergeForm)
call_back = _verb("call_back", forms.CallBackForm)
mark_unreached = _verb("mark_unreached", forms.VerbForm)
