"""发展党员台账: the newest file first, and in no order of anybody's numbers (M-4). Only the Party organisation has it (M-7)."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.admissions import queries, steps, words
from linli.admissions.models import Admission
from linli.admissions.workflow import AdmissionStatus
from linli.core.keys import show_code
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Among, States


def _last(row: Any) -> str:
    """The step that was done last, with its day."""
    return f"{row.last_number}. {words.STEPS[row.last_number]} ({row.last_on})" if row.last_number else ""


def _next(row: Any) -> str:
    """The first step that is open."""
    done = queries.done_numbers(row)
    found = steps.open_steps(dict.fromkeys(done, row.last_on))
    if row.status == AdmissionStatus.ENDED or not found:
        return ""
    return f"{found[0].number}. {words.STEPS[found[0].number]}"


FILES = declare(
    Ledger(
        code="admissions",
        title=_("Development files"),
        right="admissions.view_files",
        model=Admission,
        rows=queries.listed_for,
        order="-id",
        states=States(queries.states, tuple((s.value, s.label) for s in AdmissionStatus), first="all"),
        filters=(Among("branch", _("Party branch"), "branch", rows=queries.plan_branches),),
        search=lambda word: Q(person__name__icontains=word),
        search_words=_("Name"),
        columns=(
            Column("name", _("Name"), lambda row: row.person.name, 6),
            Column("status", _("status"), lambda row: row.get_status_display(), 6),
            Column("last", _("last step"), _last, 16),
            Column("next", _("next step"), _next, 16),
            Column("branch", _("Party branch"), lambda row: row.branch.name, 12),
            Column("code", _("code"), lambda row: show_code(row.code), 6, on_page=False),
            Column("ended_on", _("ended on"), lambda row: row.ended_on, 6, on_page=False),
        ),
        page=("admissions:file_detail", "pk"),
        note=_("Newest first. Only the Party organisation sees this list."),
        actions=(
            Button(_("Open a development file"), "admissions:open_file", "plus", "admissions.open_file"),
            Button(_("What is due"), "admissions:due", "bell", "admissions.view_files"),
        ),
        empty=(_("No development file here"), _("Open one when somebody hands in an application.")),
        icon="flag",
    )
)
