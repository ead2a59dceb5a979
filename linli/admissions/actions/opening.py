"""A file is opened with the application, and ended by people where it does not lead to a full member."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.admissions import queries, steps
from linli.admissions.actions.stepping import NOTHING_SHOWN, Evidence, refuse_future, write
from linli.admissions.models import Admission
from linli.admissions.numbers import numbers
from linli.admissions.refusals import stop
from linli.core import clock, keys
from linli.core.codes import start_coded
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move
from linli.organisations.models import Level, PartyOrganisation
from linli.party.development import judge_age
from linli.residents.models import Person


@transaction.atomic
def open_file(
    person: Person, *, branch: PartyOrganisation, done_on: dt.date, born_on: dt.date | None = None,
    shown: Evidence = NOTHING_SHOWN, by: Actor, admission_id: UUID | None = None,
) -> Admission:  # fmt: skip
    """建档: the application came on a day. `born_on` is judged where the books do not know it, and is not kept here."""
    refuse_future(done_on)
    if branch.level != Level.BRANCH:
        raise DomainError(_("A file lies at a branch; %(name)s is none."), field="branch", name=branch.name)
    _check_person(person)
    born = person.born_on or born_on
    if born is None:
        raise DomainError(_("The date of birth, please: the age is judged by it."), field="born_on")
    at = person.community.code
    told = numbers(at, done_on)
    verdict = judge_age(born, done_on, least=told.least_age, leap_birthday=told.leap_birthday)
    stop([verdict], at, field="done_on")
    row = Admission(id=admission_id or keys.uuid7(), community=person.community, person=person, branch=branch)
    start_coded(row, by=by)
    write(row, steps.APPLY, done_on, shown)
    return row


def _check_person(person: Person) -> None:
    if queries.membership_of(person):
        raise DomainError(_("This person is a Party member already."), field="name")
    if queries.running_of(person).exists():
        raise DomainError(_("A file of this person is open already."), field="name")


@transaction.atomic
def end(row: Admission, *, ending: str, reason: str, by: Actor, version: int) -> None:
    """结束档案: what people decided, with the reason. A membership on probation is ended in the register, by people as well."""
    if not reason:
        raise DomainError(_("A few words, please."), field="reason")
    move(
        row, "end", by=by, version=version, note=ending, ending=ending, ending_words=reason,
        ended_on=clock.today(),
    )  # fmt: skip
