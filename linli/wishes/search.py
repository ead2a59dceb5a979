"""检索 of wishes and practical deeds: by the words that everybody may read; never by who wished."""

from django.utils.translation import gettext_lazy as _

from linli.core.search import index
from linli.wishes.models import MicroWish, PracticalDeed

WISHES = index.declare(
    index.Kind(
        MicroWish,
        name=_("Micro-wishes"),
        right="wishes.desk",
        text=lambda wish: f"{wish.number} {wish.title}",
        line=lambda wish: f"{wish.number} {wish.title}",
        page=("wishes:desk_wish", "number"),
    )
)
DEEDS = index.declare(
    index.Kind(
        PracticalDeed,
        name=_("Practical deeds"),
        right="wishes.view_deeds",
        text=lambda deed: f"{deed.number} {deed.title} {deed.what} {deed.evidence} {deed.organisation}",
        line=lambda deed: f"{deed.number} {deed.title}",
        page=("wishes:desk_deed", "number"),
    )
)
