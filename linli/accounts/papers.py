"""交接单 on paper: what was handed over, and room for two signatures."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.accounts.models import HandOver
from linli.core.keys import show_code
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf

TEMPLATE = Path(__file__).parent / "typst" / "hand_over.typ"


def sheet_pdf(row: HandOver, address: str, by: Actor) -> bytes:
    """交接单 as PDF; `address` is its record page."""
    values, meta = sheet(row, address, by)
    return pdf(TEMPLATE, values, meta=meta)


@translation.override(settings.LANGUAGE_CODE)
def sheet(row: HandOver, address: str, by: Actor) -> tuple[dict[str, Any], Meta]:
    """What stands on it, and around it."""
    when = localtime(row.handed_at)
    texts = [
        [_("Keys and things"), row.keys],
        [_("Promises made"), row.promises],
        [_("What comes back"), row.routines],
    ]
    values = {
        "heading": _("Hand-over sheet"),
        "facts": [
            [_("Posting"), str(row.posting)],
            [_("Who hands over"), row.giver.name],
            [_("Who takes over"), row.taker.name],
            [_("When"), f"{date_format(when, 'DATE_FORMAT')} {when:%H:%M}"],
        ],
        "kinds": [
            {"label": f"{kind['label']}（{kind['fate']}）", "words": kind["words"]} for kind in row.kinds
        ],
        "texts": [[label, words or _("none")] for label, words in texts],
        "sentence": _("Both have gone through this sheet together."),
        "signatures": [_("Signature of who hands over"), _("Signature of who takes over")],
        "date_label": _("Date"),
    }
    number = f"{_('Hand-over sheet')} {show_code(row.code)}"
    return values, Meta(
        title=number, issuer=row.community.name, number=number, printed_by=by.name, qr=address,
        qr_line=_("Opens the record of this hand-over"),
    )  # fmt: skip
