"""交办台账: every directed task, the newest first."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Choice, Days, States
from linli.meetings import queries
from linli.meetings.models import DirectedTask, Giver


def matching(word: str) -> Q:
    """Tasks whose words, office or paper contain a word."""
    return (
        Q(title__icontains=word) | Q(text__icontains=word) | Q(office__icontains=word)
        | Q(document_number__icontains=word) | Q(reply__icontains=word)
    )  # fmt: skip


TASKS = declare(
    Ledger(
        code="directed_tasks",
        title=_("All directed tasks"),
        right="meetings.view_tasks",
        model=DirectedTask,
        rows=queries.tasks_for,
        order="-given_on",
        states=States(
            queries.states,
            (
                ("overdue", _("Overdue")),
                ("today", _("Today")),
                ("week", _("This week")),
                ("later", _("Later")),
                ("awaiting", _("Waiting for the street")),
                ("ended", _("Ended")),
            ),
            first="all",
        ),
        filters=(
            Choice("giver", _("given by"), "giver", tuple(Giver.choices)),
            Days("day", _("given on"), "given_on"),
        ),
        search=matching,
        search_words=_("What, office or number of the paper"),
        columns=(
            Column("title", _("what is to be done"), lambda task: task.title, 18),
            Column("status", _("status"), lambda task: task.get_status_display(), 6),
            Column("giver", _("given by"), lambda task: task.source, 10),
            Column("document_number", _("number of the paper"), lambda task: task.document_number, 8),
            Column("given_on", _("given on"), lambda task: task.given_on, 6),
            Column("due_at", _("due at"), lambda task: task.due_at, 8),
            Column("handler", _("who does it"), lambda task: task.handler.name, 5),
            Column("text", _("more about it"), lambda task: task.text, 20, on_page=False),
            Column("reply", _("what was done"), lambda task: task.reply, 20, on_page=False),
            Column("deed", _("done by"), lambda task: task.deed_label, 12, on_page=False),
            Column("ended_at", _("finished or called off at"), lambda task: task.ended_at, 8, on_page=False),
        ),
        page=("meetings:task", "pk"),
        note=_("Newest first."),
        actions=(Button(_("Write down a directed task"), "meetings:give", "plus", "meetings.give"),),
        empty=(
            _("No directed task here"),
            _("Write one down when the street or the secretary asks for something."),
        ),
    )
)
