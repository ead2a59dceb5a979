"""便民联络卡 on paper: eight to a sheet of A4, to be cut along the dashed lines."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.rights import Actor
from linli.organisations.contacts import Card, Contact, cards
from linli.papers.printing.actions import Wanted
from linli.papers.printing.documents import Document, declare
from linli.papers.typeset import Meta, qr_svg
from linli.places.models import Building, Community

LONGEST_PLACE = 140
CONTACT_CARDS = declare(
    Document(
        "organisations.contact_cards",
        gettext_lazy("Contact cards"),
        Path(__file__).parent / "typst" / "contact_cards.typ",
        "organisations.view",
    )
)
EMERGENCY = (
    ("120", gettext_lazy("ambulance")),
    ("119", gettext_lazy("fire")),
    ("110", gettext_lazy("police")),
)


@translation.override(settings.LANGUAGE_CODE)
def contact_cards(
    community: Community,
    chosen: Sequence[Building],
    *,
    address: Callable[[Building], str],
    by: Actor,
    copies: int = 1,
) -> Wanted:
    """The cards of the chosen buildings as one document; `address` is the page that the QR of a building opens."""
    values = {
        "heading": _("Ring me"),
        "scan": _("Scan: who looks after us"),
        "urgent": _("Urgent"),
        "emergency": [[number, str(words)] for number, words in EMERGENCY],
        "community": [_("community"), community.telephone],
        "cards": [_values(card, address(card.building)) for card in cards(community, chosen)],
    }
    place = "、".join(str(building) for building in chosen)[:LONGEST_PLACE]
    meta = Meta(
        title=_("Contact cards"),
        issuer=community.name,
        number=_("cut along the dashed lines"),
        printed_by=by.name,
    )
    return Wanted(values, meta, place, place, copies)


def _values(card: Card, address: str) -> dict[str, Any]:
    return {
        "place": f"{card.building}",
        "worker": _lines(card.worker),
        "leader": _lines(card.leader),
        "company": [card.company.name, card.company.phone] if card.company else [],
        "qr": qr_svg(address),
    }


def _lines(contact: Contact) -> list[str]:
    return [str(contact.post), contact.name, contact.phone]
