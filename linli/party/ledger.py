"""党员名册: the register of today, page and file. Identity numbers are no column; nobody outside of the Party organisation has it (M-7)."""

from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Among, Days, States
from linli.party import queries
from linli.party.models import BranchMembership


def _standing(row: BranchMembership) -> str:
    return say("full member") if row.member.is_full(clock.today()) else say("probationary member")


MEMBERS = declare(
    Ledger(
        code="party_members",
        title=_("Party members"),
        right="party.view_records",
        model=BranchMembership,
        rows=queries.rolls_for,
        order="member__person__name",
        states=States(
            queries.roll_states,
            (("full", _("Full members")), ("probationary", _("On probation")), ("floating", _("Floating"))),
            first="all",
        ),
        filters=(
            Among(
                "branch", _("Party branch"), "branch", rows=lambda actor: queries.branches(actor.community_id)
            ),
            Among("group", _("Party group"), "group", rows=lambda actor: queries.groups(actor.community_id)),
            Days("joined", _("joined the Party on"), "member__joined_on"),
        ),
        search=lambda word: Q(member__person__name__icontains=word),
        search_words=_("Name"),
        columns=(
            Column("name", _("Name"), lambda row: row.member.person.name, 6),
            Column("standing", _("standing"), _standing, 5),
            Column("joined_on", _("joined the Party on"), lambda row: row.member.joined_on, 6),
            Column("full_on", _("full member since"), lambda row: row.member.full_on, 6),
            Column("branch", _("Party branch"), lambda row: row.branch.name, 12),
            Column("group", _("Party group"), lambda row: row.group.name if row.group else "", 12),
            Column("phone", _("telephone"), lambda row: row.member.person.phone, 8, on_page=False),
        ),
        page=("party:member", "member_id"),
        note=_("By name. Only the Party organisation sees this list."),
        actions=(
            Button(_("Write down a Party member"), "party:enter", "plus", "party.enter"),
            Button(_("Take in a workbook"), "papers:upload", "upload", "party.take_in"),
            Button(_("By building"), "party:buildings", "houses", "party.view_records"),
        ),
        empty=(
            _("No Party member here"),
            _("Write the members down, or take in the register as a workbook."),
        ),
        icon="flag",
    )
)
