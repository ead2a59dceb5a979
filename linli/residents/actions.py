"""Everything that changes what is kept about residents."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys, records
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.places.models import Community, Dwelling
from linli.residents.identity import read
from linli.residents.models import Person, Residence
from linli.residents.queries import person_of, state_of_residences

REASON_LENGTH = 4


def _agree(number: str, born_on: dt.date | None) -> dt.date | None:
    """The day of birth of the number; what is said besides must not differ."""
    if not number:
        return born_on
    born = read(number, today=clock.today()).born
    if born_on not in {None, born}:
        raise DomainError(
            _("The identity number says %(day)s; please look which is right."), field="born_on", day=born
        )
    return born


def _refuse_twin(community_id: UUID, number: str, but: UUID | None = None) -> None:
    standing = person_of(community_id, number)
    if standing and standing.pk != but:
        raise DomainError(_("A person of this number is in the books already."), field="identity_number")


@transaction.atomic
def enter(
    community: Community,
    *,
    name: str,
    phone: str = "",
    identity_number: str = "",
    born_on: dt.date | None = None,
    dwelling: Dwelling | None = None,
    kind: str = Residence.Kind.ACTUAL,
    since: dt.date | None = None,
    by: Actor,
    person_id: UUID | None = None,
) -> Person:
    """登记居民: a person whom the community has a reason to know by name, and perhaps where the person lives."""
    _refuse_twin(community.pk, identity_number)
    person = Person(
        id=person_id or keys.uuid7(),
        community=community,
        name=name,
        phone=phone,
        identity_number=identity_number,
        born_on=_agree(identity_number, born_on),
    )
    write_down(person, "residents.enter", by=by)
    if dwelling:
        _live(person, dwelling, kind, since or clock.today())
    return person


def _live(person: Person, dwelling: Dwelling, kind: str, since: dt.date) -> Residence:
    residence = Residence(
        community_id=person.community_id, person=person, dwelling=dwelling, kind=kind, valid_from=since
    )
    residence.full_clean()
    residence.save(force_insert=True)
    return residence


@transaction.atomic
def amend(
    person: Person,
    *,
    name: str,
    phone: str | None,
    identity_number: str | None,
    born_on: dt.date | None,
    by: Actor,
    seen: str,
) -> None:
    """更正居民: name, telephone, identity number, day of birth; None leaves a number as it is. Raises Overtaken."""
    number = person.identity_number if identity_number is None else identity_number
    _refuse_twin(person.community_id, number, but=person.pk)
    records.amend(
        person,
        "residents.amend",
        by=by,
        seen=seen,
        name=name,
        phone=person.phone if phone is None else phone,
        identity_number=number,
        born_on=_agree(number, born_on),
    )


@transaction.atomic
def move(person: Person, *, kind: str, to: Dwelling | None, since: dt.date, by: Actor, seen: str) -> None:
    """搬家: from `since` on the person lives (or is registered, or rents) at `to`, or nowhere here; the former residence
    of that kind ends the day before, so that two of a kind never overlap. Raises Overtaken.
    """
    Person.objects.of(person.community_id).select_for_update().get(pk=person.pk)
    residences = list(Residence.objects.of(person.community_id).filter(person=person))
    if state_of_residences(residences) != seen:
        raise Overtaken
    if since > clock.today():
        raise DomainError(_("This day has not come yet; write it down when it has."), field="since")
    former = [row for row in residences if row.kind == kind]
    held = [row for row in former if row.valid_to is None or row.valid_to >= since]
    if late := [row for row in held if row.valid_from >= since]:
        _replace(late, to, since)
    else:
        _leave(held, to, since)
    if to and not late:
        _live(person, to, kind, since)
    audit.record(person, "residents.move", by=by, note=kind)


def _replace(late: list[Residence], to: Dwelling | None, since: dt.date) -> None:
    """A residence that began the same day was written down wrong: it gets the right dwelling. Nothing else may begin
    on that day or later.
    """
    wrong = late[0]
    if len(late) > 1 or wrong.valid_from != since or wrong.valid_to is not None or to is None:
        raise DomainError(
            _("The books say that a residence of this kind begins on %(day)s; choose a later day."),
            field="since",
            day=max(row.valid_from for row in late),
        )
    _refuse_same(wrong, to)
    wrong.dwelling, wrong.household = to, None
    wrong.full_clean()
    wrong.save(update_fields=["dwelling", "household"])


def _leave(held: list[Residence], to: Dwelling | None, since: dt.date) -> None:
    """End what reaches `since` on the day before."""
    if not held and to is None:
        raise DomainError(_("The books know no residence of this kind that could end."), field="kind")
    for row in held:
        if to:
            _refuse_same(row, to)
        row.valid_to = since - dt.timedelta(days=1)
        row.full_clean()
        row.save(update_fields=["valid_to"])


def _refuse_same(row: Residence, to: Dwelling) -> None:
    if row.dwelling_id == to.pk and row.valid_to is None:
        raise DomainError(_("The books say so already."), field="room")


@transaction.atomic
def reveal(person: Person, *, reason: str, by: Actor) -> None:
    """看全号: the whole telephone and identity number are shown to somebody, for a reason. Only the reason is recorded."""
    if len(reason) < REASON_LENGTH:
        raise DomainError(_("Please say why, in four characters or more."), field="words")
    audit.record(person, "residents.reveal", by=by, note=reason)
