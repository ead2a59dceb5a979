"""承诺 on paper: the card of one pledge, the board for the wall, and the letter with the result (结果反馈)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.keys import show_code
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.places.models import Community
from linli.pledges.models import Kind, Pledge, PledgeItem, PledgeReview

FOLDER = Path(__file__).parent / "typst"
CARD, BOARD, LETTER = (FOLDER / f"{name}.typ" for name in ("card", "board", "letter"))
ON_A_SHEET = {"a4": 8, "a3": 18}


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT")


def _line(item: PledgeItem) -> list[str]:
    """Area, words, and until when or “done”: never late (M-4)."""
    stands = _("done") if item.delivered_on else _("by %(day)s") % {"day": _day(item.due_on)}
    return [str(item.get_area_display()), item.deliverable, stands]


@translation.override(settings.LANGUAGE_CODE)
def card_pdf(row: Pledge, *, address: str, by: Actor) -> bytes:
    """承诺卡: what is pledged and to whom; it is handed to the pledger, so the name stands on it."""
    values = {
        "heading": _("My pledge") if row.member_id else _("Our pledge"),
        "who": row.pledger,
        "to": str(row.addressees),
        "items": [_line(item) for item in row.items.all()],
        "signature": _("Signature"),
        "day": _day(row.published_on or clock.today()),
        "how": _("Residents say by the code how it was kept. No name is asked."),
    }
    meta = Meta(
        title=_("Pledge"), issuer=row.community.name, number=show_code(row.code), printed_by=by.name, qr=address,
        qr_line=_("How was it kept?"), large=True,
    )  # fmt: skip
    return pdf(CARD, values, meta=meta)


@translation.override(settings.LANGUAGE_CODE)
def board_pdf(
    community: Community, pledges: Iterable[Pledge], *, paper: str, address: str, by: Actor
) -> bytes:
    """承诺墙 on A4 or A3: as everybody reads it; a member's name only by consent (M-4)."""
    values = {
        "heading": _("What we pledge"),
        "sentence": _("What is done is ticked. Scan to read everything and to say how it was kept."),
        "pledges": [
            [row.public_pledger, show_code(row.code), [_line(item) for item in row.items.all()]]
            for row in list(pledges)[: ON_A_SHEET[paper]]
        ],
        "none": _("No pledge yet."),
    }
    meta = Meta(
        title=_("Pledges"), issuer=community.name, printed_by=by.name, qr=address,
        qr_line=_("The pledges on the telephone"), paper=paper, large=True,
    )  # fmt: skip
    return pdf(BOARD, values, meta=meta)


@translation.override(settings.LANGUAGE_CODE)
def letter_pdf(row: Pledge, reviews: Iterable[PledgeReview], *, by: Actor) -> bytes:
    """结果反馈: what was pledged, what was done, what was said of it; residents are two numbers and nobody."""
    said = list(reviews)
    public = [one for one in said if one.kind == Kind.PUBLIC]
    kept, not_kept = sum(one.kept for one in public), sum(one.not_kept for one in public)
    values = {
        "heading": _("How the pledge was kept"),
        "who": _("To %(name)s:") % {"name": row.pledger},
        "sentence": _("Thank you. This is what you pledged in “%(round)s”, and what was said of it.") % {"round": row.round.title},
        "header": [_("Area"), _("What was pledged"), _("What was done")],
        "rows": [
            [str(item.get_area_display()), item.deliverable, item.evidence or _("Not yet.")] for item in row.items.all()
        ],
        "reviews": [[str(one.get_kind_display()), one.words] for one in said if one.kind != Kind.PUBLIC]
        + [[
            str(Kind.PUBLIC.label),
            _("%(all)d residents answered: %(kept)d say kept, %(not_kept)d say not yet.")
            % {"all": kept + not_kept, "kept": kept, "not_kept": not_kept},
        ]],
        "signed": row.community.name,
        "day": _day(row.closed_on),
    }  # fmt: skip
    meta = Meta(
        title=_("How the pledge was kept"), issuer=row.community.name, number=show_code(row.code), printed_by=by.name
    )  # fmt: skip
    return pdf(LETTER, values, meta=meta)
