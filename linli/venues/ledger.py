"""阵地台账: the venues of a community."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.spans import in_force, not_over
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Among, Choice, States
from linli.places.models import Compound
from linli.venues.models import Venue
from linli.venues.queries import ledger_rows
from linli.venues.words import where


def _states() -> dict[str, Q]:
    return {"standing": in_force(), "ended": ~not_over(), "all": Q()}


VENUES = declare(
    Ledger(
        code="venues",
        title=_("Stations and rooms"),
        right="venues.view",
        model=Venue,
        rows=ledger_rows,
        order="name",
        states=States(_states, (("standing", _("Standing")), ("ended", _("Ended")), ("all", _("All")))),
        columns=(
            Column("name", pgettext_lazy("of a place", "name"), lambda row: row.name, 12),
            Column("kind", _("kind"), lambda row: row.get_kind_display(), 8),
            Column("where", _("where"), where, 16),
            Column("phone", _("telephone"), lambda row: row.phone, 8),
            Column("since", _("from"), lambda row: row.valid_from, 8),
            Column("until", _("to (last day)"), lambda row: row.valid_to, 8, on_page=False),
        ),
        filters=(
            Choice("kind", _("kind"), "kind", tuple(Venue.Kind.choices)),
            Among(
                "compound",
                _("compound"),
                "compound",
                rows=lambda actor: Compound.objects.of(actor.community_id),
            ),
        ),
        search=lambda word: Q(name__icontains=word) | Q(way_in__icontains=word),
        search_words=_("Name or way; one character will do"),
        empty=(
            _("No venue yet"),
            _("Write down a station, its hours and its rooms; residents find it at once."),
        ),
        icon="houses",
        page=("venues:venue", "pk"),
        actions=(Button(_("Write down a venue"), "venues:register", "plus", "venues.register"),),
    )
)
