"""照片 of what was done for a wish. None is needed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.files import showing
from linli.core.files.showing import Room
from linli.wishes.models import MicroWish

WORK = "work"
LABELS = {WORK: _("from who helped")}
DESK = Room("wishes:desk_picture", "", "wishes:desk_detach")
SERVE = Room("wishes:serve_picture")


def shown(wish: MicroWish, room: Room) -> dict[str, Any]:
    """What a page shows of the pictures of a wish."""
    removable = (WORK,) if room is DESK and "detach" in wish.may else ()
    return showing.shown(wish, room, wish.number, LABELS, removable=removable)
