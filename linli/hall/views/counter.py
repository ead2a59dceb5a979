"""The counter at the desk: who waits, call the next, and what else is on today."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import find, perform
from linli.hall import actions, forms, papers, queries
from linli.hall.models import Queue
from linli.hall.workflow import TicketStatus
from linli.papers.typeset import as_pdf

SHOWN = 12


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """A page of the hall in the community of the address."""
    return reverse(f"hall:{name}", args=[request.community.slug, *rest])


@right("hall.call")
@require_GET
def counter(request: ActorRequest) -> HttpResponse:
    """窗口: numbers, open transactions, appointments of the day."""
    floor = queries.on_the_floor(request.community)
    waiting = [one for one in floor if one.status == TicketStatus.WAITING]
    open_rows = queries.transactions_for(request.actor).filter(queries.transaction_states()["open"])
    context = {
        "queues": [
            (value, label, [one for one in waiting if one.letter == value]) for value, label in Queue.choices
        ],
        "called": [one for one in floor if one.status == TicketStatus.CALLED],
        "skipped": [one for one in floor if one.status == TicketStatus.SKIPPED],
        "slip": next((one for one in floor if str(one.pk) == request.GET.get("slip", "")), None),
        "form": forms.CallNextForm(initial={"counter": request.session.get("hall_counter", "1")}),
        "transactions": open_rows.order_by("due_at", "begun_at")[:SHOWN],
        "appointments": queries.appointments_on(request.actor, clock.today()),
        "now": clock.now(),
    }
    return render(request, "hall/desk/counter.html", context)


@right("hall.take")
@require_POST
def take(request: ActorRequest) -> HttpResponse:
    """取号 for somebody who stands here; the slip is printed from the page that follows."""
    form, new_id = forms.TakeForm(request.POST), keys.uuid7()
    back = address(request, "counter")
    if form.is_valid():
        outcome = perform(
            form, "hall.take", new_id, request.actor,
            lambda: actions.take(request.community, by=request.actor, ticket_id=new_id, **form.values()),
        )  # fmt: skip
        made = outcome.earlier.subject_id if outcome.earlier else new_id
        return HttpResponseRedirect(f"{back}?slip={made}")
    return _back(request, form)


@right("hall.call")
@require_POST
def call_next(request: ActorRequest) -> HttpResponse:
    """叫下一个: two who press at once get two numbers."""
    form = forms.CallNextForm(request.POST)
    if form.is_valid():
        request.session["hall_counter"] = form.cleaned_data["counter"]
        called: list[Any] = []
        perform(
            form, "hall.call", request.community.pk, request.actor,
            lambda: called.append(actions.call_next(request.community, by=request.actor, **form.values())),
        )  # fmt: skip
        for one in called:
            said = {"number": one.label, "counter": one.counter}
            messages.success(request, _("%(number)s to counter %(counter)s.") % said)
    return _back(request, form)


def _back(request: ActorRequest, form: ActForm) -> HttpResponse:
    """The counter; what was refused is said above it."""
    for words in form.errors.values():
        messages.error(request, " ".join(map(str, words)))
    return HttpResponseRedirect(address(request, "counter"))


def _ticket_verb(verb: str, form_class: type[ActForm] = ActForm) -> Any:
    """A verb of one number, pressed in the list."""

    @right(f"hall.{verb}")
    @require_POST
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        row = find(
            request, f"hall.{verb}", request.actor, lambda: queries.access_ticket(request.actor, pk, verb)
        )
        form = form_class(request.POST)
        if row and form.is_valid():
            act = getattr(actions, verb)
            outcome = perform(
                form, f"hall.{verb}", row.pk, request.actor,
                lambda: act(row, by=request.actor, version=form.seen, **form.values()), about=request.path,
            )  # fmt: skip
            if outcome.stale:
                messages.warning(request, outcome.stale)
        return _back(request, form)

    view.__name__ = verb
    return view


call, serve, skip = _ticket_verb("call", forms.CallForm), _ticket_verb("serve"), _ticket_verb("skip")


@right("hall.take")
@require_GET
def slip_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """号票 on paper."""
    row = queries.ticket_of(request.community, pk)
    link = request.build_absolute_uri(reverse("hall:ticket", args=[request.community.slug, row.pk]))
    return as_pdf(papers.slip(request.community, row, queries.before(row), link), row.label)
