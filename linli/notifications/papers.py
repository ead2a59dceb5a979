"""信: what is told on paper, for somebody's letter box."""

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import clock
from linli.core.rights import Actor
from linli.notifications.models import Delivery
from linli.papers.printing.actions import Wanted
from linli.papers.printing.documents import Document, declare
from linli.papers.typeset import Meta

LETTER = declare(
    Document(
        "notifications.letter",
        gettext_lazy("Letter"),
        Path(__file__).parent / "typst" / "letter.typ",
        "notifications.lay",
        paper="a5",
    )
)


@translation.override(settings.LANGUAGE_CODE)
def letter(delivery: Delivery, by: Actor) -> Wanted:
    """A letter in large type, on a sheet to be folded. The place stands on the sheet only: the printing room's list
    names no home.
    """
    community = delivery.community
    values = {
        "title": _("A word from the community"),
        "name": delivery.name,
        "home": delivery.value,
        "text": delivery.text,
        "telephone": community.telephone,
        "telephone_label": _("Telephone"),
        "signed": community.name,
        "day": date_format(localtime(clock.now()), "DATE_FORMAT"),
    }
    meta = Meta(title=_("Letter"), issuer=community.name, printed_by=by.name, paper="a5", large=True)
    return Wanted(values, meta)
