"""Pages of outages at the desk: their newer state, their end, and whom to ring first."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page, perform
from linli.disclosure import actions, calling, queries
from linli.disclosure.forms import EndForm, OutageForm
from linli.disclosure.models import Announcement
from linli.disclosure.outages import EVENTS, WORDS, Kind
from linli.disclosure.views import write_page


def _event(request: ActorRequest, code: str, verb: str) -> Announcement:
    """An outage, for one purpose; 404 where it is a notice."""
    row = queries.access_announcement(request.actor, keys.read_code(code), verb)
    if row.kind not in EVENTS:
        raise Http404
    return row


def _address(request: ActorRequest, name: str, row: Announcement) -> str:
    return reverse(f"disclosure:{name}", args=[request.community.slug, row.code])


@right("disclosure.replace")
@require_http_methods(["GET", "POST"])
def replace(request: ActorRequest, code: str) -> HttpResponse:
    """更新公告: the form begins as the announcement stands."""
    row = _event(request, code, "replace")
    form = OutageForm.newer(row, queries.places_of(row), request.POST or None)
    if form.is_valid():
        new_id = keys.uuid7()
        outcome = perform(
            form, "disclosure.replace", new_id, request.actor,
            lambda: actions.replace(row, by=request.actor, announcement_id=new_id, **form.values()), about=str(row.pk),
        )  # fmt: skip
        if outcome.stale:
            return write_page(request, form, row.kind, {"older": row}, stale=outcome.stale)
        if form.is_valid():
            made = outcome.earlier.subject_id if outcome.earlier else new_id
            newer = Announcement.objects.of(request.community).get(pk=made)
            return HttpResponseRedirect(_address(request, "announcement", newer))
    return write_page(request, form, row.kind, {"older": row})


@right("disclosure.end")
@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, code: str) -> HttpResponse:
    """结束: what everybody reads for some hours more."""
    row = _event(request, code, "end")
    here = _address(request, "announcement", row)
    first = {"end_text": WORDS[Kind(row.kind)].over}
    form = EndForm(request.POST or None, community=request.community, initial=first)
    hours = queries.hours_after(request.community) // dt.timedelta(hours=1)
    form.fields["end_text"].help_text = _(
        "Everybody reads it on the home page for %(hours)d hours more, then it leaves."
    ) % {"hours": hours}
    if not form.is_bound or not form.names_somebody:
        form.fields["agreed"].widget = form.fields["agreed"].hidden_widget()
    page = FormPage(
        _("It is over"),
        _("Say that it is over"),
        (
            (_("Announcements"), reverse("disclosure:announcements", args=[request.community.slug])),
            (str(row), here),
        ),
        lede=row.headline,
        facts=lambda: [(_("Status"), row.badge[2])],
    )
    return form_page(
        request, page, form, "disclosure.end", row.pk,
        act=lambda: actions.end(row, text=form.cleaned_data["end_text"], by=request.actor), to=lambda made: here,
    )  # fmt: skip


@right("disclosure.call")
@require_GET
def calls(request: ActorRequest, code: str) -> HttpResponse:
    """先打给谁: everybody of the care list who lives there, each with whether they were rung."""
    return _calls_page(request, _event(request, code, "call"))


def _calls_page(request: ActorRequest, row: Announcement, refused: str = "") -> HttpResponse:
    places = queries.places_of(row)
    lines = calling.call_list(row, places)
    context: dict[str, Any] = {
        "announcement": row,
        "places": places,
        "lines": [
            (line, None if line.call else ActForm(auto_id=f"{line.called.person.pk}_%s")) for line in lines
        ],
        "left": sum(line.call is None for line in lines),
        "has_list": calling.has_list(row),
        "refused": refused,
    }
    answer = render(request, "disclosure/calls.html", context, status=409 if refused else 200)
    add_never_cache_headers(answer)
    return answer


@right("disclosure.ring")
@require_POST
def ring(request: ActorRequest, code: str, pk: UUID) -> HttpResponse:
    """打过了: somebody of this list, and of no other."""
    row, form = _event(request, code, "ring"), ActForm(request.POST)
    if not form.is_valid():
        return _calls_page(request, row, str(form.errors["act_id"][0]))
    lines = calling.call_list(row, queries.places_of(row))
    person = next((line.called.person for line in lines if line.called.person.pk == pk), None)
    if person is None and row.stands:
        raise Http404
    outcome = perform(
        form, "disclosure.ring", row.pk, request.actor,
        lambda: _ring(row, person, request), about=f"{row.pk} {pk}",
    )  # fmt: skip
    if refused := outcome.stale or " ".join(map(str, form.non_field_errors())):
        return _calls_page(request, row, refused)
    return HttpResponseRedirect(_address(request, "calls", row))


def _ring(row: Announcement, person: Any, request: ActorRequest) -> None:
    """Where it is over there is no list any more, and nobody to ring."""
    if person is None:
        raise actions.OverAlready
    actions.ring(row, person, by=request.actor)
