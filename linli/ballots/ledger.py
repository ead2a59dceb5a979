"""选举台账: the elections of the Party organisation, the newest first."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.ballots import queries
from linli.ballots.models import PartyElection
from linli.ballots.workflow import ElectionStatus
from linli.core.keys import show_code
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Among, Days, States

ELECTIONS = declare(
    Ledger(
        code="elections",
        title=_("Elections"),
        right="ballots.view_elections",
        model=PartyElection,
        rows=queries.elections_for,
        order="-id",
        states=States(queries.states, tuple((s.value, s.label) for s in ElectionStatus), first="all"),
        filters=(
            Among("organisation", _("Party organisation"), "organisation", rows=queries.organisations),
            Days("day", _("day of the meeting"), "meeting_on"),
        ),
        search=lambda word: Q(organisation__name__icontains=word),
        search_words=_("Name of the organisation"),
        columns=(
            Column("organisation", _("Party organisation"), lambda row: row.organisation.name, 14),
            Column("status", _("status"), lambda row: row.get_status_display(), 8),
            Column("meeting_on", _("day of the meeting"), lambda row: row.meeting_on, 8),
            Column("what", _("what is elected"), lambda row: row.get_what_display(), 10),
            Column("why", _("why"), lambda row: row.get_why_display(), 12, on_page=False),
            Column("seats", _("number of seats"), lambda row: row.seats, 5),
            Column("code", _("code"), lambda row: show_code(row.code), 6, on_page=False),
        ),
        page=("ballots:election", "pk"),
        note=_("Newest first."),
        actions=(Button(_("Plan an election"), "ballots:plan", "plus", "ballots.plan"),),
        empty=(_("No election here"), _("Plan one some months before a term ends.")),
        icon="check-circle",
    )
)
