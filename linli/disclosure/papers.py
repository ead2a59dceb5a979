"""Announcements on paper: one notice for each door, and a poster for groups and screens."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from linli.core.rights import Actor
from linli.disclosure.group_message import group_message
from linli.disclosure.models import Announcement
from linli.disclosure.queries import Place
from linli.orders.papers import walk_order
from linli.papers.printing.actions import Wanted
from linli.papers.printing.documents import Document, declare
from linli.papers.typeset import Meta, png
from linli.places.models import Entrance

FOLDER = Path(__file__).parent / "typst"
LONGEST_ORDER = 140
FEW = 3  # as many buildings are named in a group message
POSTER = FOLDER / "poster.typ"
NOTICE = declare(
    Document("disclosure.notice", gettext_lazy("Door notice"), FOLDER / "notice.typ", "disclosure.publish")
)


def period(announcement: Announcement) -> str:
    """From when to when, in words: of an outage its moments, of a notice its days."""
    if announcement.is_event:
        return announcement.when
    first = date_format(announcement.valid_from, "DATE_FORMAT")
    last = date_format(announcement.valid_to, "DATE_FORMAT")
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _values(announcement: Announcement, place: str) -> dict[str, Any]:
    facts = [
        [_("When"), announcement.when],
        [_("Telephone"), announcement.telephone],
    ]  # until when it hangs stands in the foot
    return {
        "title": announcement.title,
        "place": place,
        "text": announcement.text,
        "facts": [fact for fact in facts if fact[1]],
        "signed": announcement.signed,
        "day": date_format(localtime(announcement.published_at), "DATE_FORMAT"),
    }


@translation.override(settings.LANGUAGE_CODE)
def door_notices(
    announcement: Announcement, doors: Sequence[Place | None], *, address: str, by: Actor, copies: int = 1
) -> list[Wanted]:
    """One notice for each door, in large type, saying where it hangs and until when; one without a place if no
    building is written down.
    """
    until = date_format(announcement.valid_to, "DATE_FORMAT")
    wanted = []
    for door in doors or [None]:
        place = str(door or "")
        meta = Meta(
            title=announcement.title,
            issuer=announcement.community.name,
            printed_by=by.name,
            hangs=_("Hangs until %(day)s: %(place)s") % {"day": until, "place": place},
            qr=address,
            qr_line=_("Read it on the telephone"),
            large=True,
        )
        wanted.append(Wanted(_values(announcement, place), meta, place, _order(door), copies))
    return wanted


def _order(door: Place | None) -> str:
    """The place of a door in a round through the houses."""
    if isinstance(door, Entrance):
        return f"{walk_order(door.building)}/{door.name}"[:LONGEST_ORDER]
    return walk_order(door)


@translation.override(settings.LANGUAGE_CODE)
def poster(announcement: Announcement, places: list[Place], *, address: str) -> bytes:
    """公告 as a picture 1080 pixels wide."""
    where = "、".join(str(place) for place in places)
    meta = Meta(
        title=announcement.title,
        issuer=announcement.community.name,
        qr=address,
        qr_line=_("Read it on the telephone"),
    )
    values = _values(announcement, "")
    values["facts"] = [*([[pgettext("announcement", "Where"), where]] if where else []), *values["facts"]]
    return png(POSTER, values, meta=meta)


@translation.override(settings.LANGUAGE_CODE)
def message_of(announcement: Announcement, places: list[Place], address: str) -> str:
    """群消息 of an announcement. Buildings are named while few; no door numbers, no people."""
    where = "、".join(str(place) for place in places) if 0 < len(places) <= FEW else ""
    lines = [line for line in (announcement.when, where, announcement.end_text) if line]
    if announcement.telephone:
        lines.append(_("Telephone %(number)s") % {"number": announcement.telephone})
    return group_message(title=announcement.title, text=announcement.text, lines=lines, address=address)
