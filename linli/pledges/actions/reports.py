"""书记述职评议: the report is written down, and what those present thought of it."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.errors import DomainError
from linli.core.records import amend, write_down
from linli.core.rights import Actor
from linli.organisations.models import PartyOrganisation
from linli.pledges.models import DutyReport
from linli.residents.models import Person


def report(
    organisation: PartyOrganisation, *, secretary: Person, year: int, done: str, lacking: str, next_steps: str,
    by: Actor, report_id: UUID | None = None,
) -> DutyReport:  # fmt: skip
    """写述职报告: in three sections."""
    row = DutyReport(
        id=report_id or keys.uuid7(), community=organisation.community, organisation=organisation,
        secretary=secretary, year=year, done=done, lacking=lacking, next_steps=next_steps,
    )  # fmt: skip
    return write_down(row, "pledges.report", by=by)


def appraise(
    row: DutyReport, *, held_on: dt.date, attended: int, good: int, fair: int, middling: int, poor: int,
    questions: str = "", opinion: str = "", by: Actor, seen: str,
) -> None:  # fmt: skip
    """评议: how many were there, and how many marked what; never more marks than people."""
    marks = good + fair + middling + poor
    if held_on > clock.today():
        raise DomainError(_("This day has not come yet."), field="held_on")
    if marks > attended:
        raise DomainError(
            _("%(marks)d marks of %(attended)d people: more than were there."), field="attended", marks=marks,
            attended=attended,
        )  # fmt: skip
    amend(
        row, "pledges.appraise", by=by, seen=seen, held_on=held_on, attended=attended, good=good, fair=fair,
        middling=middling, poor=poor, questions=questions, opinion=opinion,
    )  # fmt: skip
