"""What the pages of needs and projects share: the page of one verb, its form, its act, and who was overtaken."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from linli.cobuilding import actions, timeline
from linli.cobuilding.forms import VerbForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, perform

HOME = _("Three lists")


class Room(NamedTuple):
    """Where verbs stand: how a record is found, its page, and how its page says that it is stale."""

    access: Callable[..., Any]
    page: str
    show: Callable[..., HttpResponse]


class Verb(NamedTuple):
    """The words of a button, its form, its icon."""

    label: Any
    form: type[VerbForm]
    icon: str
    lede: Any
    danger: bool = False


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"cobuilding:{name}", args=[request.community.slug, *rest])


def _first(request: ActorRequest, form: type[VerbForm]) -> dict[str, Any]:
    """What the address fills in: the milestone beside which the button stands."""
    try:
        return {"milestone": UUID(request.GET["milestone"])} if "milestone" in request.GET else {}
    except ValueError:
        return {}


def verb_view(name: str, verb: Verb, room: Room) -> Any:
    """The page of one verb."""

    @right(f"cobuilding.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        here = address(request, room.page, pk)
        record = find(
            request, f"cobuilding.{name}", request.actor, lambda: room.access(request.actor, pk, name)
        )
        if record is None or (request.method == "GET" and name not in timeline.offered_verbs(record)):
            return HttpResponseRedirect(here)
        form = verb.form(request.POST or None, record=record)
        if not form.is_bound and "milestone" in form.fields:
            form.initial.update(_first(request, verb.form))
        if form.is_valid():
            outcome = perform(
                form, f"cobuilding.{name}", record.pk, request.actor,
                lambda: getattr(actions, name)(record, by=request.actor, version=form.seen, **form.values()),
                about=request.path,
            )  # fmt: skip
            if outcome.stale:
                kept = [(form.fields[key].label, words) for key, words in form.values().items() if isinstance(words, str) and words]  # fmt: skip
                return room.show(request, pk, stale=outcome.stale, kept=kept)
            if form.is_valid():
                return HttpResponseRedirect(here)
        crumbs = ((HOME, address(request, "front")), (str(record), here))
        page = FormPage(verb.label, verb.label, crumbs, lede=verb.lede, danger=verb.danger)
        return page.answer(request, form)

    view.__name__ = name
    return view


def buttons(request: ActorRequest, record: Any, verbs: dict[str, Verb]) -> list[dict[str, Any]]:
    """The verbs that one may press now, as the page draws them."""
    return [
        {"url": address(request, name, record.pk), "label": verbs[name].label, "icon": verbs[name].icon}
        for name in timeline.offered_verbs(record)
        if name in verbs
    ]
