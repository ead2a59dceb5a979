"""人生大事 at the desk: one entry, the page of what it touches, and the family's page of next steps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page, perform
from linli.residents import events, forms, queries
from linli.residents import next_steps as steps
from linli.residents.models import LifeEvent, Person
from linli.residents.views.people import crumbs

Kind = LifeEvent.Kind
LEDES = {
    Kind.DEATH: gettext_lazy("From this press on nobody rings, writes to or lists the person, and nobody acts for the person. What else it touches is shown next."),
    Kind.MOVED_IN: gettext_lazy("The former residence of this kind ends the day before."),
    Kind.BIRTH: gettext_lazy("Next the child is written down, with the home of the parent."),
    Kind.HOSPITAL: gettext_lazy("Only the day; no illness and no hospital is written down."),
}  # fmt: skip


def _event_address(request: ActorRequest, person: UUID, event: UUID) -> str:
    return reverse("residents:event", args=[request.community.slug, person, event])


@right("residents.view")
@require_GET
def listed(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What was written down of a person."""
    row = queries.access_person(request.actor, pk)
    shown = {"person": row, "events": events.events_of(row), "kinds": Kind.choices}
    return render(request, "residents/events.html", shown)


@right("residents.enter_event")
@require_http_methods(["GET", "POST"])
def enter_event(request: ActorRequest, pk: UUID, kind: str) -> HttpResponse:
    """登记人生大事: one form for each kind."""
    if kind not in Kind.values:
        raise Http404
    row, new_id = queries.access_person(request.actor, pk, "enter_event"), keys.uuid7()
    form, act = _entry(request, row, kind, new_id)
    page = FormPage(
        f"{row.name}{_(': ')}{Kind(kind).label}",
        _("Write it down"),
        crumbs(request, row),
        lede=LEDES.get(Kind(kind), ""),
        rows=(("kind",), ("since",), ("building", "entrance", "room"), ("phone", "on")),
        danger=kind == Kind.DEATH,
    )
    return form_page(
        request, page, form, "residents.enter_event", new_id, act=act, to=lambda made: _after(request, row, kind, made)
    )  # fmt: skip


def _entry(request: ActorRequest, row: Person, kind: str, new_id: UUID) -> tuple[ActForm, Callable[[], Any]]:
    """The form of a kind, and its act."""
    sent: Any = request.POST or None
    more: dict[str, Any] = {"by": request.actor, "event_id": new_id}
    if kind == Kind.MOVED_IN:
        move = forms.MovedInForm(sent, record=row)
        move.offer(request.community)
        return move, lambda: events.enter_move(row, **move.values(), **more)
    if kind == Kind.TELEPHONE:
        number = forms.NewTelephoneForm(sent, record=row)
        return number, lambda: events.enter_telephone(row, **number.values(), **more)
    form = forms.EventForm(sent)
    return form, lambda: events.enter_event(row, kind=kind, on=form.cleaned_data["on"], **more)


def _after(request: ActorRequest, row: Person, kind: str, made: UUID) -> str:
    """Where the press leads: the event, or the entry of a child with the home of the parent."""
    if kind == Kind.BIRTH:
        return f"{reverse('residents:enter', args=[request.community.slug])}?parent={row.pk}"
    return _event_address(request, row.pk, made)


@right("residents.view")
@require_GET
def event(request: ActorRequest, pk: UUID, event: UUID) -> HttpResponse:
    """What the event touches, and what was done."""
    return _page(request, queries.access_event(request.actor, pk, event, "view"))


def _page(request: ActorRequest, row: LifeEvent, *, stale: str = "", refused: Any = ()) -> HttpResponse:
    proposals = [
        (proposal, events.may_settle(proposal, request.actor), _settle(proposal.key), _settle(proposal.key))
        for proposal in events.touched(row)
    ]
    shown = {
        "event": row,
        "person": row.person,
        "proposals": proposals,
        "back": forms.TakeBackForm(auto_id="back_%s") if events.may_be_taken_back(row) else None,
        "stale": stale,
        "refused": refused,
    }
    return render(request, "residents/event.html", shown, status=409 if stale else 422 if refused else 200)


def _settle(key: str) -> forms.SettleForm:
    """A form of one press; its ids are as unique as its act."""
    return forms.SettleForm(initial={"thing": key}, auto_id=False)


def _press(
    request: ActorRequest, row: LifeEvent, action: str, form: ActForm, act: Callable[[], Any]
) -> HttpResponse:
    """Do one press, and show the page again: as it stands now, or why it could not be."""
    if not form.is_valid():
        raise Http404
    outcome = perform(form, action, row.pk, request.actor, act, about=request.path)
    if outcome.stale or not form.is_valid():
        fresh = queries.access_event(request.actor, row.person_id, row.pk, "view")
        return _page(request, fresh, stale=outcome.stale, refused=form.non_field_errors())
    return HttpResponseRedirect(_event_address(request, row.person_id, row.pk))


@right("residents.settle_event")
@require_POST
def settle_event(request: ActorRequest, pk: UUID, event: UUID) -> HttpResponse:
    """确认一项."""
    row = queries.access_event(request.actor, pk, event, "settle_event")
    form = forms.SettleForm(request.POST)
    act = lambda: events.settle_event(row, key=form.cleaned_data["thing"], by=request.actor)  # noqa: E731  done once
    return _press(request, row, "residents.settle_event", form, act)


@right("residents.settle_event")
@require_POST
def leave(request: ActorRequest, pk: UUID, event: UUID) -> HttpResponse:
    """保持不变."""
    row = queries.access_event(request.actor, pk, event, "settle_event")
    form = forms.SettleForm(request.POST)
    act = lambda: events.leave_as_it_is(row, key=form.cleaned_data["thing"], by=request.actor)  # noqa: E731  done once
    return _press(request, row, "residents.settle_event", form, act)


@right("residents.take_back_event")
@require_POST
def take_back_event(request: ActorRequest, pk: UUID, event: UUID) -> HttpResponse:
    """撤回登记."""
    row = queries.access_event(request.actor, pk, event, "take_back_event")
    form = forms.TakeBackForm(request.POST)
    act = lambda: events.take_back_event(row, by=request.actor)  # noqa: E731  what `perform` does once
    return _press(request, row, "residents.take_back_event", form, act)


@right("residents.view")
@require_GET
def next_steps(request: ActorRequest, pk: UUID) -> HttpResponse:
    """给家属的一页纸: of who died. It names nobody."""
    row = queries.access_person(request.actor, pk)
    if row.died_on is None:
        raise Http404
    return steps.paper(request.community, request.actor)
