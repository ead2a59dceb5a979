"""台账 of the hall: transactions, the register of the seal, the catalogue. Nobody is searched by name."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import keys
from linli.hall import queries
from linli.hall.models import Channel, ItemKind, SealUse, ServiceItem, Transaction
from linli.hall.models.catalogue import Handling
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Among, Choice, Days, States

ITEM = Among(
    "item",
    _("service item"),
    "item",
    rows=lambda actor: ServiceItem.objects.of(actor.community_id),
    place="order",
)


def _stands(row: Transaction) -> str:
    missing = "、".join(row.missing)
    return f"{row.get_status_display()}（{missing}）" if missing else row.get_status_display()


TRANSACTIONS = declare(
    Ledger(
        code="hall_transactions",
        title=_("Transactions of the hall"),
        right="hall.view",
        model=Transaction,
        rows=queries.transactions_for,
        order="-begun_at",
        states=States(
            queries.transaction_states,
            (
                ("open", _("Open")),
                ("late", _("Late")),
                ("missing", _("Papers are missing")),
                ("referred", pgettext_lazy("transactions", "With the office")),
                ("to_collect", _("To be collected")),
                ("ended", _("Ended")),
            ),
        ),
        filters=(
            ITEM,
            Choice("channel", _("channel"), "channel", tuple(Channel.choices)),
            Days("day", _("date"), "begun_at"),
        ),
        search=lambda word: (
            Q(number__icontains=word)
            | Q(item__name__icontains=word)
            | Q(code__iexact=keys.read_code(word) or word)
        ),
        search_words=_("Number, code or service"),
        columns=(
            Column("number", _("number"), lambda row: row.number, 7),
            Column("item", _("service item"), lambda row: row.item.name, 14),
            Column("status", _("status"), _stands, 10),
            Column("name", _("name of who came"), lambda row: row.contact_name, 5, personal="hall.view"),
            Column("channel", _("channel"), lambda row: row.get_channel_display(), 5),
            Column("begun_at", _("written down at"), lambda row: row.begun_at, 8),
            Column("due_at", _("due at"), lambda row: row.due_at, 8),
            Column("referred_to", _("handed on to"), lambda row: row.referred_to, 10, on_page=False),
            Column("result", _("result"), lambda row: row.result, 20, on_page=False),
            Column("ended_at", _("ended at"), lambda row: row.ended_at, 8, on_page=False),
        ),
        page=("hall:transaction", "number"),
        note=_("Newest first."),
        actions=(Button(_("Write down a transaction"), "hall:begin", "plus", "hall.begin"),),
        empty=(_("No transaction here"), _("Write one down when somebody comes to the counter.")),
    )
)

SEALS = declare(
    Ledger(
        code="hall_seals",
        title=_("Register of the seal"),
        right="hall.view_seals",
        model=SealUse,
        rows=queries.seals_for,
        order="-stamped_on",
        filters=(ITEM, Days("day", _("stamped on"), "stamped_on")),
        search=lambda word: (
            Q(number__icontains=word) | Q(paper__icontains=word) | Q(legal_basis__icontains=word)
        ),
        search_words=_("Number, paper or basis"),
        columns=(
            Column("number", _("number"), lambda row: row.number, 7),
            Column("stamped_on", _("stamped on"), lambda row: row.stamped_on, 7),
            Column("item", _("service item"), lambda row: row.item.name, 12),
            Column("paper", _("which paper was stamped"), lambda row: row.paper, 10),
            Column("legal_basis", _("legal basis"), lambda row: row.legal_basis, 16),
            Column("for_whom", _("for whom"), lambda row: row.for_whom, 5, personal="hall.view_seals"),
            Column("copies", _("copies stamped"), lambda row: row.copies, 4),
            Column("stamped_by", _("who stamped"), lambda row: row.stamped_by.name, 5),
            Column("approved_by", _("who approved"), lambda row: row.approved_by.name, 5),
            Column("transaction", _("transaction"), lambda row: str(row.transaction or ""), 7, on_page=False),
            Column("kept_where", _("where the copy lies"), lambda row: row.kept_where, 8, on_page=False),
        ),
        note=_("Newest first. What is written here is not changed any more."),
        actions=(
            Button(_("Write down a use of the seal"), "hall:stamp", "plus", "hall.stamp"),
            Button(_("This month on paper"), "hall:seal_month", "print", "hall.view_seals"),
        ),
        empty=(_("The seal was not used yet"), _("Each use is written down before it is stamped.")),
    )
)


def _limit(item: ServiceItem) -> Any:
    return item.limit_workdays


ITEMS = declare(
    Ledger(
        code="hall_items",
        title=_("Services"),
        right="hall.view_items",
        model=ServiceItem,
        rows=queries.items_for,
        order="order",
        states=States(
            queries.item_states,
            (("offered", _("Offered")), ("unchecked", _("Still to be checked here")), ("ended", _("Ended"))),
        ),
        filters=(
            Choice("kind", _("kind"), "kind", tuple(ItemKind.choices)),
            Choice("handling", _("what the community does"), "handling", tuple(Handling.choices)),
        ),
        search=lambda word: Q(name__icontains=word) | Q(office__icontains=word) | Q(words__icontains=word),
        search_words=_("Name, office or words"),
        columns=(
            Column("name", pgettext_lazy("of a service", "name"), lambda item: item.name, 14),
            Column("kind", _("kind"), lambda item: item.get_kind_display(), 7),
            Column("office", _("office that decides"), lambda item: item.office, 14),
            Column("limit", _("working days"), _limit, 4),
            Column("legal_basis", _("legal basis"), lambda item: item.legal_basis, 14, on_page=False),
            Column("valid_to", _("valid to"), lambda item: item.valid_to, 7, on_page=False),
        ),
        page=("hall:amend_item", "pk"),
        actions=(Button(_("Add a service"), "hall:add_item", "plus", "hall.add_item"),),
        empty=(_("No service here"), _("Add what residents come for.")),
    )
)
