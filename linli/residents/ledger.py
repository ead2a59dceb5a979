"""居民和房屋台账: who lives here, and which dwellings are lived in. Nobody is listed by how they live (M-17)."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import ALL, Among, States
from linli.places.models import Compound, Dwelling
from linli.places.queries import area_words
from linli.residents import queries
from linli.residents.models import Person
from linli.residents.phones import mask_phone

IMPORT = Button(_("Take in a workbook"), "papers:upload", "upload", "papers.upload")


def _home(person: Any) -> str:
    """Where somebody lives; of who died only that."""
    return str(_("has died")) if person.died_on else " ".join((person.home or "").split())


RESIDENTS = declare(
    Ledger(
        code="residents",
        title=_("Residents"),
        right="residents.view",
        model=Person,
        rows=queries.people,
        order="name",
        columns=(
            Column("name", _("Name"), lambda person: person.name, 6),
            Column("home", _("dwelling"), _home, 14),
            Column("phone", _("telephone"), lambda person: mask_phone(person.phone), 8),
        ),
        search=lambda word: Q(name__icontains=word) | Q(home__icontains=word),
        unasked=Q(died_on__isnull=True),
        search_words=_("Name, building or room; one character will do"),
        note=_("By name. Telephones are masked; identity numbers are not shown here."),
        empty=(
            _("No resident is written down yet"),
            _("Take in the roster as it is, or write down one after the other."),
        ),
        icon="users",
        page=("residents:person", "pk"),
        actions=(Button(_("Write down a resident"), "residents:enter", "plus", "residents.enter"), IMPORT),
    )
)


DWELLINGS = declare(
    Ledger(
        code="dwellings",
        title=_("Dwellings"),
        right="places.view",
        model=Dwelling,
        rows=queries.dwellings,
        order="building__order",
        states=States(
            queries.dwelling_states,
            (("lived_in", _("Lived in")), ("empty", _("Nobody lives there"))),
            first=ALL,
        ),
        filters=(
            Among(
                "compound",
                _("compound"),
                "building__compound",
                rows=lambda actor: Compound.objects.of(actor.community_id),
            ),
        ),
        columns=(
            Column("dwelling", _("dwelling"), str, 16),
            Column("floor", _("floor"), lambda dwelling: dwelling.floor, 4),
            Column(
                "area",
                _("exclusive area in square metres"),
                lambda dwelling: area_words(dwelling.area_dm2),
                8,
            ),
            Column(
                "lived_in", _("Lived in"), lambda dwelling: str(_("yes") if dwelling.lived_in else _("no")), 5
            ),
        ),
        search=lambda word: Q(room__icontains=word) | Q(building__name__icontains=word),
        search_words=_("Building or room; one character will do"),
        empty=(_("No dwelling is written down yet"), _("Take in the list of dwellings as it is.")),
        icon="houses",
        page=("places:building", "building_id"),
        actions=(IMPORT,),
    )
)
