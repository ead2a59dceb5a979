"""What the pages of a pledge share: the page of one verb, its form, its act, and who was overtaken."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page
from linli.pledges import actions, forms
from linli.pledges.models import Pledge


class Verb(NamedTuple):
    """The words of a button, its form, its icon, and what a press does."""

    label: Any
    form: Any
    icon: str
    lede: Any
    act: Callable[[Pledge, Any, Any], Any]
    danger: bool = False


def _plain(name: str) -> Callable[[Pledge, Any, Any], Any]:
    """The action of the same name, with what the form holds."""
    return lambda row, form, by: getattr(actions, name)(row, by=by, version=form.seen, **form.values())


VERBS = {
    "rewrite": Verb(
        _("Change the words"), forms.RewriteForm, "pencil",
        _("Until it is published the words may be changed."), _plain("rewrite"),
    ),
    "publish": Verb(
        _("Publish"), forms.PublishForm, "flag",
        _("From now on everybody can read it, and its words stand still."), _plain("publish"),
    ),
    "deliver": Verb(
        _("One thing is done"), forms.DeliverForm, "check",
        _("Say what was done. Everybody can read that it is done."), _plain("deliver"),
    ),
    "show_name": Verb(
        _("Name or no name"), forms.NameForm, "user",
        _("Without a name the board says “A Party member”."), _plain("show_name"),
    ),
    "begin_review": Verb(
        _("Begin the reviews"), forms.VerbForm, "message",
        _("From now on the pledger, a leader and residents may say how it went."), _plain("begin_review"),
    ),
    "review": Verb(
        _("Write down a review"), forms.ReviewForm, "pencil",
        _("Of residents only two numbers are kept, and nobody's name."),
        lambda row, form, by: actions.review(row, form.said(), not_kin=form.cleaned_data["not_kin"], by=by),
    ),
    "close": Verb(
        pgettext_lazy("pledge verb", "Close"), forms.VerbForm, "check-circle",
        _("Only with all three reviews (R-12). The result letter can be printed then."), _plain("close"),
    ),
    "withdraw": Verb(
        pgettext_lazy("pledge verb", "Withdraw"), forms.ReasonForm, "cross",
        _("It leaves the board. Another may be written in the same round."), _plain("withdraw"), danger=True,
    ),
}  # fmt: skip
OWN_REVIEW = Verb(
    _("How did it go?"), forms.OwnReviewForm, "pencil", _("The Party organisation reads it; the board does not show it."),
    lambda row, form, by: actions.review(row, form.said(), by=by),
)  # fmt: skip
OWN = {name: VERBS[name] for name in ("rewrite", "publish", "deliver", "show_name")} | {"review": OWN_REVIEW}


class Room(NamedTuple):
    """Where verbs stand: how a pledge is found, its page, its list with a word, and before what the names stand."""

    access: Callable[..., Pledge]
    page: str
    home: str
    title: Any


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"pledges:{name}", args=[request.community.slug, *rest])


def offered(row: Pledge, verbs: dict[str, Verb]) -> list[str]:
    """The verbs that lead on from here and are this actor's: the only buttons shown."""
    names = [name for name in row.workflow.verbs_from(row.status) if name in row.may and name in verbs]
    return [name for name in names if name != "show_name" or row.member_id]


def buttons(
    request: ActorRequest, row: Pledge, verbs: dict[str, Verb], before: str = ""
) -> list[dict[str, Any]]:
    """The verbs that one may press now, as the page draws them."""
    return [
        {
            "url": address(request, f"{before}{name}", row.pk),
            "label": verbs[name].label,
            "icon": verbs[name].icon,
        }
        for name in offered(row, verbs)
    ]


def verb_view(name: str, verb: Verb, room: Room, verbs: dict[str, Verb]) -> Any:
    """The page of one verb."""

    @right(f"pledges.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        here = address(request, room.page, pk)
        row = find(request, f"pledges.{name}", request.actor, lambda: room.access(request.actor, pk, name))
        if row is None or (request.method == "GET" and name not in offered(row, verbs)):
            return HttpResponseRedirect(here)
        form = verb.form(request.POST or None, record=row)
        page = FormPage(
            verb.label, verb.label, ((room.title, address(request, room.home)), (str(row), here)), lede=verb.lede,
            rows=getattr(form, "rows", ()), danger=verb.danger, facts=lambda: [(_("Status"), row.get_status_display())],
        )  # fmt: skip
        return form_page(
            request, page, form, f"pledges.{name}", row.pk, act=lambda: verb.act(row, form, request.actor),
            to=lambda _made: here,
        )  # fmt: skip

    view.__name__ = name
    return view
