"""门牌 on paper: what hangs at the door of a venue."""

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.core import clock
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.venues import words
from linli.venues.queries import Place

TEMPLATE = Path(__file__).parent / "typst" / "sign.typ"


@translation.override(settings.LANGUAGE_CODE)
def door_sign(place: Place, *, address: str, by: Actor) -> bytes:
    """One sheet of A4; `address` is the page that its QR opens."""
    venue = place.venue
    values = {
        "heading": venue.name,
        "kind": str(venue.get_kind_display()),
        "hours_heading": pgettext("of a venue", "Opening hours"),
        "hours": [list(line) for line in words.week_words(place.table, clock.today())],
        "no_hours": _("Please ring before you come."),
        "holidays": _("Open on public holidays, too")
        if venue.open_on_holidays
        else _("Closed on public holidays"),
        "phone": [_("Telephone"), venue.phone or venue.community.telephone],
        "use": venue.use,
        "functions": [list(line) for line in venue.functions],
        "rooms_heading": _("Rooms"),
        "rooms": [[room.name, room.use] for room in place.rooms],
    }
    meta = Meta(
        title=venue.name, issuer=venue.community.name, printed_by=by.name, qr=address, qr_line=_("Open today? Scan here")
    )  # fmt: skip
    return pdf(TEMPLATE, values, meta=meta)
