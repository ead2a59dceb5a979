"""照片 of an order, as its pages show them: from the one who asks, and from those who do the work. Both see all of them."""

from typing import Any, NamedTuple

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.core.files.actions import attachments_of
from linli.core.files.forms import PicturesField
from linli.core.forms import ActForm
from linli.orders.models import Order

# Who took the picture: the one who asks, or who works on it.
ASKED, WORK = "asked", "work"
LABELS = {ASKED: _("from the resident"), WORK: _("from the community")}
KIND = _("Up to three at a time. Where and when a photo was taken is removed. Please no faces and no papers.")


class PicturesForm(ActForm):
    """添加照片."""

    pictures = PicturesField(label=_("Photos"), required=True, help_text=KIND)


class DetachForm(ActForm):
    """撤下一张照片."""

    attachment = forms.UUIDField(widget=forms.HiddenInput)


class Room(NamedTuple):
    """The addresses of one kind of page: of a picture, for adding, for taking away."""

    picture: str
    attach: str
    detach: str = ""


DESK = Room("orders:desk_picture", "orders:desk_attach", "orders:desk_detach")
SERVE = Room("orders:serve_picture", "orders:serve_attach")
ASK = Room("orders:picture", "orders:attach", "orders:detach")


def shown(order: Order, room: Room) -> dict[str, Any]:
    """What the page of an order shows of its pictures, and the forms. The requester takes back only own ones."""
    key = order.code if room is ASK else order.number
    rows = [
        {
            "id": row.pk,
            "url": reverse(room.picture, args=[order.community.slug, key, row.pk]),
            "words": LABELS[row.role],
            "file": row.file,
            "may_go": bool(room.detach) and "detach" in order.may and (room is DESK or row.role == ASKED),
        }
        for row in attachments_of(order)
    ]
    form = PicturesForm() if "attach" in order.may else None
    return {"rows": rows, "form": form, "detaching": DetachForm(auto_id=False), "room": room, "key": key}
