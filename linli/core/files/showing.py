"""Pictures on the page of their record: shown, added, taken away. The page has asked for the right before."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.files import actions
from linli.core.files.answers import attachment_or_404
from linli.core.files.forms import PicturesField
from linli.core.forms import ActForm
from linli.core.pages import perform, was_done
from linli.core.rights import Actor

KIND = gettext_lazy(
    "Up to three at a time. Where and when a photo was taken is removed. Please no faces and no papers."
)


class PicturesForm(ActForm):
    """添加照片."""

    pictures = PicturesField(label=gettext_lazy("Photos"), required=True, help_text=KIND)


class DetachForm(ActForm):
    """撤下一张照片."""

    attachment = forms.UUIDField(widget=forms.HiddenInput)


class Room(NamedTuple):
    """The views of one kind of page: a picture, adding, taking away; "" where a page has none of them."""

    picture: str
    attach: str = ""
    detach: str = ""


def shown(
    subject: Any, room: Room, key: str, labels: Mapping[str, Any], *, removable: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What a page shows of the pictures of its record: each with its address, and the forms. `key` names the record
    in addresses; pictures of the roles `removable` can be taken away.
    """
    place = [subject.community.slug, key]
    rows = [
        {
            "id": row.pk,
            "url": reverse(room.picture, args=[*place, row.pk]),
            "words": labels[row.role],
            "file": row.file,
            "removable": row.role in removable,
        }
        for row in actions.attachments_of(subject)
    ]
    return {
        "rows": rows,
        "form": PicturesForm() if room.attach else None,
        "attach": reverse(room.attach, args=place) if room.attach else "",
        "detaching": DetachForm(auto_id=False),
        "detach": reverse(room.detach, args=place) if removable else "",
    }


def attach(request: HttpRequest, subject: Any, role: str, by: Actor, back: str) -> HttpResponse:
    """添加照片: what was chosen becomes part of the record; then back to its page, which says how it went."""
    form = PicturesForm(request.POST, request.FILES)
    if form.is_valid():
        chosen = form.cleaned_data["pictures"]
        about = " ".join([str(subject.pk), *(picture.digest for picture in chosen)])
        perform(
            form,
            actions.action_of(subject, "attach"),
            subject.pk,
            by,
            lambda: actions.attach(subject, role, chosen, by=by),
            about=about,
        )
    return _back(request, form, back, _("The photos are kept."))


def detach(
    request: HttpRequest, subject: Any, by: Actor, back: str, *, removable: tuple[str, ...]
) -> HttpResponse:
    """撤下照片: one of the roles `removable`; any other is not found."""
    form = DetachForm(request.POST)
    action = actions.action_of(subject, "detach")
    if form.is_valid() and not was_done(request, action, by):
        row = attachment_or_404(subject, form.cleaned_data["attachment"])
        if row.role not in removable:
            raise Http404
        perform(
            form,
            action,
            subject.pk,
            by,
            lambda: actions.detach(subject, row, by=by),
        )
    return _back(request, form, back, _("The photo is taken away; it is erased tonight."))


def _back(request: HttpRequest, form: ActForm, back: str, done: str) -> HttpResponse:
    if form.is_valid():
        messages.success(request, done)
        return HttpResponseRedirect(f"{back}#pictures")
    for error in (words for errors in form.errors.values() for words in errors):
        messages.error(request, str(error))
    return HttpResponseRedirect(back)
