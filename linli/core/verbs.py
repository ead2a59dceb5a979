"""动作页: the pages by which one does something with a record, one page for each verb of its workflow; and its buttons."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page


def _always(_row: Any) -> bool:
    return True


class Verb(NamedTuple):
    """The words of a button, its form (made with `record=`), its icon, what a press does (record, form, actor), of which
    records it is offered at all, and the words of the press where they are others.
    """

    label: Any
    form: Any
    icon: str
    lede: Any
    act: Callable[[Any, Any, Any], Any]
    danger: bool = False
    offers: Callable[[Any], bool] = _always
    press: Any = ""


class Room(NamedTuple):
    """Where the verbs of a kind of record stand: its app, how a record is found, its page, its list with a word, and what a
    record is called there.
    """

    app: str
    access: Callable[..., Any]
    page: str
    home: str
    title: Any
    named: Callable[[Any], str] = str


def of_same_name(actions: Any, name: str) -> Callable[[Any, Any, Any], Any]:
    """The action of the same name, with the version that was seen and what the form holds."""
    return lambda row, form, by: getattr(actions, name)(row, by=by, version=form.seen, **form.values())


def offered(row: Any, verbs: Mapping[str, Verb]) -> list[str]:
    """The verbs that lead on from here and are this actor's: the only buttons shown."""
    leading = row.workflow.verbs_from(row.status)
    return [name for name in leading if name in row.may and name in verbs and verbs[name].offers(row)]


def buttons(
    request: ActorRequest, app: str, row: Any, verbs: Mapping[str, Verb], before: str = ""
) -> list[dict[str, Any]]:
    """The verbs that one may press now, as a page draws them; their views are named `before` and the verb."""
    return [
        {
            "url": reverse(f"{app}:{before}{name}", args=[request.community.slug, row.pk]),
            "label": verbs[name].label,
            "icon": verbs[name].icon,
        }
        for name in offered(row, verbs)
    ]


def verb_view(name: str, room: Room, verbs: Mapping[str, Verb]) -> Any:
    """The page of one verb: its form, its act once, and back to the record."""
    verb, action = verbs[name], f"{room.app}.{name}"

    @right(action)
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        slug = request.community.slug
        here = reverse(f"{room.app}:{room.page}", args=[slug, pk])
        row = find(request, action, request.actor, lambda: room.access(request.actor, pk, name))
        if row is None or (request.method == "GET" and name not in offered(row, verbs)):
            return HttpResponseRedirect(here)
        form = verb.form(request.POST or None, record=row)
        crumbs = ((room.title, reverse(f"{room.app}:{room.home}", args=[slug])), (room.named(row), here))
        page = FormPage(
            verb.label, verb.press or verb.label, crumbs, lede=verb.lede, rows=getattr(form, "rows", ()), danger=verb.danger,
            facts=lambda: [(_("Status"), row.get_status_display())],
        )  # fmt: skip
        return form_page(
            request, page, form, action, row.pk, act=lambda: verb.act(row, form, request.actor),
            to=lambda _made: here,
        )  # fmt: skip

    view.__name__ = name
    return view
