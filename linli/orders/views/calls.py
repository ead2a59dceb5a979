"""回电: who asked to be rung, by due time. The number is shown to who has taken the call, and to nobody else."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.orders import actions, calling_back, queries
from linli.orders.models import CallRequest


@right("orders.calls")
@require_GET
def calls(request: ActorRequest) -> HttpResponse:
    """等回电的: the most pressing first."""
    rows = list(queries.waiting_calls(request.community))
    mine = [call for call in rows if call.taken_by_id == request.actor.user_id]
    others = [call for call in rows if call.taken_by_id != request.actor.user_id]
    return render(request, "orders/desk/calls.html", {"mine": mine, "waiting": others, "form": ActForm()})


def _press(request: ActorRequest, call: UUID, verb: str) -> CallRequest | None:
    """Do a verb of a call; None where it was refused, and the page says why."""
    row = get_object_or_404(CallRequest.objects.of(request.community), pk=call)
    form = ActForm(request.POST)
    if not form.is_valid():
        return None
    act = getattr(actions, verb)
    perform(
        form, f"orders.{verb}", row.pk, request.actor, lambda: act(row, by=request.actor), about=str(row.pk)
    )
    for why in form.non_field_errors():
        messages.error(request, str(why))
    return None if form.errors else row


def _to_list(request: ActorRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("orders:calls", args=[request.community.slug]))


@right("orders.take_call")
@require_POST
def take_call(request: ActorRequest, call: UUID) -> HttpResponse:
    """我来打: from now on the number is shown to this person."""
    _press(request, call, "take_call")
    return _to_list(request)


@right("orders.end_call")
@require_POST
def end_call(request: ActorRequest, call: UUID) -> HttpResponse:
    """打完了, 没有事: the number is erased."""
    if _press(request, call, "end_call"):
        messages.success(request, _("Done; the number is erased."))
    return _to_list(request)


@right("orders.call_back")
@require_GET
def call_backs(request: ActorRequest) -> HttpResponse:
    """回访任务: whom to ask whether it is solved, the longest waiting first; nobody finds one's own work here."""
    waiting = calling_back.to_call_back(request.community, request.actor)
    context = {"waiting": waiting, "percent": calling_back.percent(request.community)}
    return render(request, "orders/desk/call_backs.html", context)
