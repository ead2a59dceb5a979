"""Pages of the desk: a publication with its verbs, the quarters, the channels."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.forms import VerbForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import REGISTER
from linli.core.verbs import Room, Verb, buttons, of_same_name, verb_view
from linli.publicity import actions, forms, queries
from linli.publicity.models import Audience

PUBLICATIONS, CHANNELS = _("Publications"), _("Channels")


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"publicity:{name}", args=[request.community.slug, *rest])


def _verb(label: Any, form: Any, icon: str, lede: Any, name: str, *, danger: bool = False) -> Verb:
    return Verb(label, form, icon, lede, of_same_name(actions, name), danger=danger)


VERBS = {
    "propose": _verb(
        _("Put forward"), VerbForm, "send", _("Somebody else examines it. Until then its words stand still."), "propose"
    ),
    "rewrite": _verb(
        _("Change the words"), forms.RewriteForm, "pencil", _("Whoever changes the words does not examine them."), "rewrite"
    ),
    "examine": _verb(
        _("Examine and sign"), forms.ExamineForm, "check",
        _("Somebody who has not written it reads every line and signs three things (R-13)."), "examine",
    ),
    "publish": _verb(
        _("Approve and make known"), VerbForm, "megaphone", _("From now on those read it for whom it is."), "publish"
    ),
    "send_out": Verb(
        _("Went out on a channel"), forms.SendOutForm, "send", _("Nobody counts who read it."),
        lambda row, form, by: actions.send_out(row, by=by, **form.values()),
        offers=lambda row: row.audience == Audience.SOCIETY,
    ),
    "send_back": _verb(
        _("Send back"), forms.ReasonForm, "undo", _("It is a draft again; the signature counts no more."), "send_back"
    ),
    "take_down": _verb(
        _("Take down"), forms.ReasonForm, "cross", _("Nobody reads it any more; it stays in the books."), "take_down",
        danger=True,
    ),
}  # fmt: skip
ROOM = Room("publicity", queries.access_publication, "publication", "ledger", PUBLICATIONS)
propose, rewrite, examine, publish, send_out, send_back, take_down = (
    verb_view(name, ROOM, VERBS) for name in VERBS
)


@right("publicity.view_publications")
@require_GET
def publication(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一份发布稿: its words, who wrote and examined it, where it went out, and only the buttons one may press."""
    row = queries.access_publication(request.actor, pk)
    if row.author_id == request.actor.user_id:
        row.may -= {"examine"}
    found = buttons(request, "publicity", row, VERBS)
    context = {
        "publication": row,
        "outlets": queries.outlets_of(row),
        "first": found[0] if found else None,
        "verbs": found[1:],
        "own": row.author_id == request.actor.user_id,
        "url": request.build_absolute_uri(
            reverse("publicity:public_publication", args=[request.community.slug, row.code])
        ),
    }
    return render(request, "publicity/desk/publication.html", context)


@right("publicity.draft")
@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest) -> HttpResponse:
    """起草发布稿."""
    form = forms.DraftForm(request.POST or None, by=request.actor, community=request.community)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write a publication"), _("Keep the draft"), ((PUBLICATIONS, address(request, "ledger")),), rows=form.rows,
        lede=_("Nobody reads it before a second person has examined it and the secretary has approved it (R-13)."),
    )  # fmt: skip
    return form_page(
        request, page, form, "publicity.draft", new_id,
        act=lambda: actions.draft(by=request.actor, publication_id=new_id, **form.values()),
        to=lambda made: address(request, "publication", made),
    )  # fmt: skip


@right("publicity.view_publications")
@require_GET
def quarters(request: ActorRequest) -> HttpResponse:
    """按季度看党务公开 (R-13): met, not yet due, or missing, of each committee and branch."""
    days, rows = queries.by_quarter(request.actor)
    return render(request, "publicity/desk/quarters.html", {"quarters": days, "rows": rows})


@right("publicity.view_channels")
@require_GET
def channels(request: ActorRequest) -> HttpResponse:
    """渠道: the accounts, groups and screens, and who keeps them."""
    context = {
        "channels": list(queries.channels(request.community)),
        "may_open": REGISTER["publicity.open_channel"].held_by(request.actor),
    }
    return render(request, "publicity/desk/channels.html", context)


@right("publicity.open_channel")
@require_http_methods(["GET", "POST"])
def open_channel(request: ActorRequest) -> HttpResponse:
    """登记渠道."""
    form = forms.ChannelForm(request.POST or None)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a channel"), _("Write it down"), ((CHANNELS, address(request, "channels")),),
        lede=_("Only the community's own accounts and groups; nobody reads along in groups of residents."),
    )  # fmt: skip
    return form_page(
        request, page, form, "publicity.open_channel", new_id,
        act=lambda: actions.open_channel(request.community, by=request.actor, channel_id=new_id, **form.values()),
        to=lambda _made: address(request, "channels"),
    )  # fmt: skip


@right("publicity.end_channel")
@require_http_methods(["GET", "POST"])
def end_channel(request: ActorRequest, pk: UUID) -> HttpResponse:
    """停用渠道."""
    row = queries.access_channel(request.actor, pk)
    form = forms.EndForm(request.POST or None, record=row)
    page = FormPage(
        _("End a channel"),
        pgettext_lazy("what is used", "End it"),
        ((CHANNELS, address(request, "channels")),),
        lede=str(row),
        danger=True,
    )
    return form_page(
        request, page, form, "publicity.end_channel", row.pk,
        act=lambda: actions.end_channel(row, by=request.actor, **form.values()),
        to=lambda _made: address(request, "channels"),
    )  # fmt: skip
