"""承诺台账, for the Party organisation alone: the newest first, and in no order of anybody's numbers (M-4)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.keys import show_code
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Among, Days, States
from linli.pledges import queries
from linli.pledges.models import Pledge, PledgeItem
from linli.pledges.workflow import PledgeStatus


def _matching(word: str) -> Q:
    said = PledgeItem.objects.filter(deliverable__icontains=word)
    return Q(pk__in=said.values("pledge_id")) | Q(organisation__name__icontains=word)


def _items(row: Pledge) -> str:
    return "\n".join(
        f"{item.number}. {item.deliverable}{' ✓' if item.delivered_on else ''}" for item in row.items.all()
    )


PLEDGES = declare(
    Ledger(
        code="pledges",
        title=_("Pledges"),
        right="pledges.view_pledges",
        model=Pledge,
        rows=queries.pledges_for,
        order="-id",
        states=States(queries.states, tuple((s.value, s.label) for s in PledgeStatus), first="all"),
        filters=(
            Among(
                "round",
                _("round"),
                "round",
                rows=lambda actor: queries.rounds(actor.community_id),
                text="title",
                place="year",
            ),
            Among("organisation", _("Party organisation"), "organisation", rows=queries.organisations),
            Days("day", _("published on"), "published_on"),
        ),
        search=_matching,
        search_words=_("Words of an item, or the organisation"),
        columns=(
            Column("pledger", _("whose"), lambda row: row.pledger, 10),
            Column("status", _("status"), lambda row: row.get_status_display(), 6),
            Column("items", _("what is pledged"), _items, 26),
            Column("organisation", _("Party organisation"), lambda row: row.organisation.name, 10),
            Column("round", _("round"), lambda row: str(row.round), 8, on_page=False),
            Column("code", _("code"), lambda row: show_code(row.code), 6, on_page=False),
            Column("published_on", _("published on"), lambda row: row.published_on, 6),
            Column("closed_on", _("closed on"), lambda row: row.closed_on, 6, on_page=False),
        ),
        page=("pledges:pledge_detail", "pk"),
        note=_("Newest first."),
        actions=(
            Button(_("Write down a pledge"), "pledges:write_down", "plus", "pledges.enter"),
            Button(_("The board on paper"), "pledges:board_pdf", "print", "pledges.view_pledges"),
        ),
        empty=(
            _("No pledge here"),
            _("Open a round, then write pledges down or let members write their own."),
        ),
        icon="flag",
    )
)
