"""更正一步: what was written down wrong. All that is done is judged again with it, so that no correction goes round R-06."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.admissions import queries, steps
from linli.admissions.actions.stepping import refuse_future
from linli.admissions.judging import File, judge_step
from linli.admissions.models import Admission, AdmissionStep
from linli.admissions.numbers import numbers
from linli.admissions.refusals import stop
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move
from linli.party.development import judge_age

# Their days stand elsewhere as well: with the helpers, the votes, the membership.
FIXED = (steps.CONTACTS, steps.SPONSORS, steps.ASSEMBLY, steps.ADMITTED, steps.CONVERSION, steps.CONVERTED)


@transaction.atomic
def correct_step(
    row: Admission, *, number: int, done_on: dt.date, document_number: str = "", note: str = "", by: Actor, version: int
) -> None:  # fmt: skip
    """更正: the day, the number of the paper, the note. Raises DomainError where any step that is done would then be against R-06."""
    move(row, "correct_step", by=by, version=version, note=str(number))
    entry = AdmissionStep.objects.of(row.community_id).filter(admission=row, number=number).first()
    if entry is None:
        raise DomainError(_("This step is not written down yet."), field="done_on")
    if done_on != entry.done_on:
        _check_day(row, entry, done_on)
    entry.done_on, entry.document_number, entry.note = done_on, document_number, note
    entry.full_clean(exclude=["community", "admission", "meeting"])
    entry.save(update_fields=["done_on", "document_number", "note"])


def _check_day(row: Admission, entry: AdmissionStep, day: dt.date) -> None:
    refuse_future(day)
    if entry.number in FIXED or entry.meeting_id:
        raise DomainError(
            _("The day of this step stands elsewhere too and is not changed here; paper and note are."), field="done_on"
        )  # fmt: skip
    file = queries.file_of(row)
    at, done = row.community.code, {**file.done, entry.number: day}
    for number, on in sorted(done.items()):
        told = numbers(at, on)
        stop(judge_step(steps.BY_NUMBER[number], on, _without(file, done, number), told), at, field="done_on")
    if entry.number == steps.APPLY and row.person.born_on:
        told = numbers(at, day)
        verdict = judge_age(row.person.born_on, day, least=told.least_age, leap_birthday=told.leap_birthday)
        stop([verdict], at, field="done_on")


def _without(file: File, done: dict[int, dt.date], number: int) -> File:
    return replace(file, done={one: on for one, on in done.items() if one != number})
