"""诉求工单台账: the ledger of orders. No column and no filter tells who asked (M-6); none orders by who worked."""

from django.utils.translation import gettext_lazy as _

from linli.ledgers.declaration import Button, Column, Ledger, Lines, declare
from linli.ledgers.filters import Among, Days, States
from linli.orders import lines, queries
from linli.orders.models import Category, Order
from linli.orders.search import finding
from linli.orders.terms import time_taken
from linli.places.models import Compound

ORDERS = declare(
    Ledger(
        code="orders",
        title=_("Orders"),
        right="orders.desk",
        model=Order,
        rows=lambda actor: queries.orders_for(actor, "orders.desk"),
        order="-submitted_at",
        # In the order of an order's life.
        states=States(
            queries.states,
            (
                ("open", _("Open")),
                ("overdue", _("Late")),
                ("submitted", _("New")),
                ("admitted", _("To be handed out")),
                ("in_hand", _("In hand")),
                ("paused", _("Resident is asked something")),
                ("raised", _("Carried up")),
                ("resolved", _("Resident is asked")),
                ("confirmed", _("May be closed")),
                ("ended", _("Ended")),
            ),
        ),
        filters=(
            Among(
                "category",
                _("category"),
                "category",
                rows=lambda actor: Category.objects.of(actor.community_id).filter(parent__isnull=False),
                place="order",
            ),
            Among(
                "compound",
                _("compound"),
                "building__compound",
                rows=lambda actor: Compound.objects.of(actor.community_id),
            ),
            Days("day", _("date"), "submitted_at"),
        ),
        finds=finding,
        search_words=_("Number, matter or place; two characters will do"),
        columns=(
            Column("number", _("number"), lambda order: order.number, 5),
            Column("status", _("status"), lambda order: order.get_status_display(), 5),
            Column("category", _("category"), lambda order: order.category.name, 6),
            Column("subject", _("What"), lambda order: order.subject, 14),
            Column("text", _("what happened"), lambda order: order.text, 24),
            Column("place", _("place"), lambda order: order.where, 10),
            Column("channel", _("channel"), lambda order: order.get_channel_display(), 5),
            Column("submitted_at", _("submitted at"), lambda order: order.submitted_at, 8),
            Column("due_at", _("due at"), lambda order: order.due_at, 8),
            Column("taken_by", _("taken by"), lambda order: str(order.accepted_by or ""), 5),
            Column("resolved_at", _("resolved at"), lambda order: order.resolved_at, 8),
            Column("answer", _("answer to the requester"), lambda order: order.answer, 18),
            Column("time_taken", _("time taken"), time_taken, 6),
        ),
        lines=Lines((_("Time left"), _("What"), _("Who"), _("Status")), lines.read, lines.draw),
        note=_("Newest first. Late ones carry the word."),
        actions=(Button(_("Take in a workbook"), "papers:upload", "upload", "papers.upload"),),
        empty=(_("No order here"), _("New ones appear as soon as a resident sends them.")),
    )
)
