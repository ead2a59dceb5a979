"""What all steps share: judged on their day against the file, written once; and the steps that ask for nothing special."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.admissions import queries, steps
from linli.admissions.judging import judge_step
from linli.admissions.models import Admission, AdmissionStep
from linli.admissions.numbers import numbers
from linli.admissions.refusals import stop
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move
from linli.meetings.models import Meeting
from linli.party.development import judge_training

# The steps that have a verb of their own.
VERB_OF = {
    steps.ACTIVIST: "name_activist",
    steps.TARGET: "name_target",
    steps.CONTACTS: "name_helpers",
    steps.SPONSORS: "name_helpers",
    steps.ASSEMBLY: "vote",
    steps.ADMITTED: "approve_admission",
    steps.CONVERSION: "vote",
    steps.CONVERTED: "approve_conversion",
}


def verb_of(number: int) -> str:
    """The verb by which a step is written down."""
    return VERB_OF.get(number, "take_step")


class Evidence(NamedTuple):
    """By what a step shows itself: the number of the paper, a note where it lies, a meeting of the branch; the training."""

    document_number: str = ""
    note: str = ""
    meeting: Meeting | None = None
    training_days: int | None = None
    training_hours: Decimal | None = None


NOTHING_SHOWN = Evidence()


def refuse_future(day: dt.date, field: str = "done_on") -> None:
    """Raise DomainError where a day has not come yet."""
    if day > clock.today():
        raise DomainError(_("This day has not come yet; write it down when it has."), field=field)


def check(row: Admission, number: int, done_on: dt.date, field: str = "done_on") -> None:
    """Raise DomainError where R-06 stops the step on that day."""
    refuse_future(done_on, field)
    at = row.community.code
    verdicts = judge_step(steps.BY_NUMBER[number], done_on, queries.file_of(row), numbers(at, done_on))
    stop(verdicts, at, field=field)


def write(
    row: Admission, number: int, done_on: dt.date, shown: Evidence = NOTHING_SHOWN, **more: Any
) -> AdmissionStep:
    """The step itself, once it was judged; within the transaction of its act. Raises ValidationError."""
    if shown.meeting and shown.meeting.organisation_id != row.branch_id:
        raise DomainError(_("This is a meeting of another organisation."), field="meeting")
    if shown.meeting and (held := shown.meeting.starts_at.astimezone(clock.BEIJING).date()) != done_on:
        raise DomainError(_("This meeting was held on %(day)s."), field="meeting", day=held)
    made = AdmissionStep(
        community=row.community, admission=row, number=number, done_on=done_on, **shown._asdict(), **more
    )
    made.full_clean(exclude=["community", "admission", "meeting"])
    made.save(force_insert=True)
    return made


@transaction.atomic
def take_step(
    row: Admission, *, number: int, done_on: dt.date, shown: Evidence = NOTHING_SHOWN, by: Actor, version: int
) -> None:
    """记一步: one that has no verb of its own. Raises DomainError where the order, or R-06, does not let it."""
    if verb_of(number) != "take_step":
        raise DomainError(_("This step is written down on its own page."), field="done_on")
    move(row, "take_step", by=by, version=version, note=str(number))
    check(row, number, done_on)
    if number == steps.TRAINED:
        _check_training(row, done_on, shown)
    write(row, number, done_on, shown)


def _check_training(row: Admission, day: dt.date, shown: Evidence) -> None:
    """集中培训 (C-07): so many days or so many hours."""
    at = row.community.code
    told = numbers(at, day)
    verdict = judge_training(
        shown.training_days or 0, shown.training_hours or Decimal(), least_days=told.training_days,
        least_hours=told.training_hours,
    )  # fmt: skip
    stop([verdict], at, field="training_days")


def _named(
    verb: str, row: Admission, number: int, *, done_on: dt.date, shown: Evidence, by: Actor, version: int
) -> None:
    move(row, verb, by=by, version=version, note=str(number))
    check(row, number, done_on)
    write(row, number, done_on, shown)


@transaction.atomic
def name_activist(
    row: Admission, *, done_on: dt.date, shown: Evidence = NOTHING_SHOWN, by: Actor, version: int
) -> None:
    """确定入党积极分子: the committee of the branch decided it."""
    _named("name_activist", row, steps.ACTIVIST, done_on=done_on, shown=shown, by=by, version=version)


@transaction.atomic
def name_target(
    row: Admission, *, done_on: dt.date, shown: Evidence = NOTHING_SHOWN, by: Actor, version: int
) -> None:
    """确定发展对象: at the earliest a year after becoming an activist."""
    _named("name_target", row, steps.TARGET, done_on=done_on, shown=shown, by=by, version=version)
