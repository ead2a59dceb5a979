"""Wishes on paper: the form (许愿单) in large type, and the wall (心愿墙) to hang up; and the text for a chat group (N-1)."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.core.keys import show_code
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.places.models import Community
from linli.residents.models import Person
from linli.wishes.models import Kind, MicroWish

FOLDER = Path(__file__).parent / "typst"
FORM, WALL = FOLDER / "form.typ", FOLDER / "wall.typ"
ON_A_SHEET = {"a4": 24, "a3": 60}


@translation.override(settings.LANGUAGE_CODE)
def form_pdf(community: Community, *, address: str, code: str, person: Person | None, by: Actor) -> bytes:
    """许愿单: three questions in large type. `address` opens the desk's entry page with what is known; where it is printed
    for a resident the name stands on it.
    """
    values = {
        "heading": _("I have a wish"),
        "sentence": _("Write one sentence. Somebody of the community reads it and rings you. On the wish wall stands neither name nor door."),
        "wish_label": _("What I wish for"),
        "kind_label": _("It is"),
        "kinds": [str(label) for _value, label in Kind.choices],
        "name_label": _("Name"),
        "name": person.name if person else "",
        "phone_label": _("Telephone"),
        "place_label": _("Where I am found"),
        "for_label": _("I write this for a neighbour, who knows and agrees. My name:"),
        "signature": _("Signature"),
        "day": _("Day"),
        "back": _("Hand it in at the desk, to your building leader or to the grid worker.")
        + (" " + _("Or ring %(number)s.") % {"number": community.telephone} if community.telephone else ""),
    }  # fmt: skip
    meta = Meta(
        title=_("Wish form"), issuer=community.name, number=f"{_('Wish form')} {show_code(code)}", printed_by=by.name,
        qr=address, qr_line=_("For the desk: type it in"), large=True,
    )  # fmt: skip
    return pdf(FORM, values, meta=meta)


@translation.override(settings.LANGUAGE_CODE)
def wall_pdf(
    community: Community,
    wishes: Iterable[MicroWish],
    lamps: dict[str, int],
    *,
    paper: str,
    address: str,
    by: Actor,
) -> bytes:
    """心愿墙 on A4 or A3: the wishes that wait, and how many were lit this year."""
    values = {
        "heading": _("Wish wall"),
        "lit": _("%(lit)d lit this year, %(waiting)d wait for somebody.") % lamps,
        "wishes": [[wish.title, wall_line(wish), wish.number] for wish in wishes],
        "none": _("No wish waits just now."),
        "how": _("To help: ring us with the number, or scan.")
        + (" " + _("Telephone %(number)s") % {"number": community.telephone} if community.telephone else ""),
    }
    meta = Meta(
        title=_("Wish wall"), issuer=community.name, printed_by=by.name, qr=address,
        qr_line=_("The wish wall on the telephone"), paper=paper, large=True,
    )  # fmt: skip
    return pdf(WALL, values, meta=meta)


def wall_line(wish: MicroWish) -> str:
    """What stands beside a wish: kind, value, day, how many are missing."""
    parts = [str(wish.get_kind_display())]
    if wish.yuan:
        parts.append(_("about %(yuan)s yuan") % {"yuan": wish.yuan})
    if wish.due_on:
        parts.append(_("by %(day)s") % {"day": date_format(wish.due_on, "MONTH_DAY_FORMAT")})
    if wish.max_claimers > 1:
        parts.append(
            _("%(most)d together, %(missing)d missing") % {"most": wish.max_claimers, "missing": wish.missing}
        )
    return " · ".join(parts)


@translation.override(settings.LANGUAGE_CODE)
def group_message(wish: MicroWish, absolute: Callable[[str], str]) -> str:
    """群消息 of a wish, far below 300 characters: the words for everybody, and where to help; nobody is named."""
    community = wish.community
    lines: list[Any] = [
        f"【{_('Micro-wish')} {wish.number}】",
        wish.title,
        wall_line(wish),
        _("Can you help? Look here, or ring %(number)s.") % {"number": community.telephone}
        if community.telephone else _("Can you help? Look here."),
        absolute(reverse("wishes:wall", args=[community.slug])),
    ]  # fmt: skip
    return "\n".join(str(line) for line in lines)
