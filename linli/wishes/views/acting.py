"""What the pages of wishes and deeds share: the page of one verb, its form, its act, and who was overtaken."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from linli.core.files.actions import attach
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, perform
from linli.wishes import actions, forms, timeline
from linli.wishes.pictures import WORK


class Room(NamedTuple):
    """Where verbs stand: how a record is found, its page and its list, and how its page says that it is stale."""

    access: Callable[..., Any]
    page: str
    home: str
    title: Any
    show: Callable[..., HttpResponse]


class Verb(NamedTuple):
    """The words of a button, its form, its icon, and what a press does."""

    label: Any
    form: type[forms.VerbForm]
    icon: str
    lede: Any
    danger: bool = False


# These leave the record to be pressed again by another without a version.
WITHOUT_VERSION = {"claim", "release"}


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"wishes:{name}", args=[request.community.slug, *rest])


def act(form: forms.VerbForm, record: Any, verb: str, by: Any) -> None:
    """Do the verb with what the form holds; photos become part of the record."""
    values = form.values()
    pictures = values.pop("pictures", ())
    seen = {} if verb in WITHOUT_VERSION else {"version": form.seen}
    getattr(actions, verb)(record, by=by, **seen, **values)
    if pictures:
        attach(record, WORK, pictures, by=by)


def verb_view(name: str, verb: Verb, room: Room) -> Any:
    """The page of one verb of the desk."""

    @right(f"wishes.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, number: str) -> HttpResponse:
        record = find(
            request, f"wishes.{name}", request.actor, lambda: room.access(request.actor, number, name)
        )
        if record is None:
            return HttpResponseRedirect(address(request, room.home))
        here = address(request, room.page, number)
        if request.method == "GET" and name not in timeline.offered_verbs(record, request.actor):
            return HttpResponseRedirect(here)
        form = verb.form(request.POST or None, request.FILES or None, record=record)
        if form.is_valid():
            outcome = perform(
                form, f"wishes.{name}", record.pk, request.actor,
                lambda: act(form, record, name, request.actor), about=request.path,
            )  # fmt: skip
            if outcome.stale:
                kept = [(form.fields[key].label, words) for key, words in form.values().items() if isinstance(words, str) and words]  # fmt: skip
                return room.show(request, number, stale=outcome.stale, kept=kept)
            if form.is_valid():
                return HttpResponseRedirect(here)
        crumbs = ((room.title, address(request, room.home)), (str(record), here))
        page = FormPage(verb.label, verb.label, crumbs, lede=verb.lede, danger=verb.danger)
        return page.answer(request, form)

    view.__name__ = name
    return view


def buttons(request: ActorRequest, record: Any, verbs: dict[str, Verb]) -> list[dict[str, Any]]:
    """The verbs that one may press now, as the page draws them."""
    return [
        {"url": address(request, name, record.number), "label": verbs[name].label, "icon": verbs[name].icon}
        for name in timeline.offered_verbs(record, request.actor)
        if name in verbs
    ]
