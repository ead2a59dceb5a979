"""What the requester says while and after a matter is done: an answer to a question, how it goes, how it was."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.core.forms import ActForm
from linli.core.guards import CommunityRequest, public
from linli.core.pages import perform
from linli.orders import actions
from linli.orders.verb_forms import RateForm, WordsForm
from linli.orders.views.acting import press
from linli.orders.views.ask import PROVEN, follow, follow_page, found, proven


def _back(request: CommunityRequest, code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("orders:follow", args=[request.community.slug, code]))


@public(PROVEN)
@require_http_methods(["GET", "POST"])
def answer(request: CommunityRequest, code: str) -> HttpResponse:
    """答复: to what was asked; the clock goes on."""
    if request.method == "GET":
        return follow(request, code=code)
    held = found(request, code, "answer")
    if held is None:
        return _back(request, code)
    order, asker = held
    form = WordsForm(request.POST, order=order)
    if not form.is_valid():
        return follow_page(request, order, asker, form=form)
    outcome = press(form, order, "answer", asker, **form.values())
    if outcome.stale:
        fresh, _asker = proven(request, code)
        kept = WordsForm(order=fresh, initial={"words": form.cleaned_data["words"]})
        return follow_page(request, fresh, asker, stale=outcome.stale, form=kept)
    return _back(request, code)


def _fact(verb: str, form_class: type[ActForm], thanks: Any) -> Any:
    """A verb that leaves the matter as it is: chase, rate. A refusal is said on the page of the matter."""

    @public(PROVEN)
    @require_http_methods(["GET", "POST"])
    def view(request: CommunityRequest, code: str) -> HttpResponse:
        if request.method == "GET":
            return follow(request, code=code)
        held = found(request, code, verb, judging=verb == "rate")
        if held is None:
            return _back(request, code)
        order, asker = held
        form = form_class(request.POST)
        if not form.is_valid():
            return follow_page(request, order, asker, form=form, stale=_("Please look once more."))
        outcome = perform(
            form,
            f"orders.{verb}",
            order.pk,
            asker,
            lambda: getattr(actions, verb)(order, by=asker, **form.values()),
            about=str(order.pk),
        )
        if outcome.stale or not form.is_valid():
            why = outcome.stale or " ".join(map(str, form.non_field_errors()))
            return follow_page(request, order, asker, form=form, stale=why)
        messages.success(request, thanks())
        return _back(request, code)

    view.__name__ = verb
    return view


chase = _fact("chase", ActForm, lambda: _("Passed on to who has it. You will find the answer here."))
rate = _fact("rate", RateForm, lambda: _("Noted. Nobody who did the work sees whose it is."))
