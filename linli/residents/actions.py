"""Everything that changes what is kept about residents."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from linli.accounts.models import User
from linli.core import audit, clock, keys, personal, records
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.spans import beyond
from linli.core.workflow import Overtaken
from linli.places.models import Community, Dwelling
from linli.residents.identity import read
from linli.residents.models import Consent, Person, Reach, Residence
from linli.residents.purposes import Purpose
from linli.residents.queries import (
    guardian_age,
    needs_guardian,
    person_of,
    reach_of,
    standing,
    state_of_residences,
)

REASON_LENGTH = 4
NAME_ERASED = _("(name erased)")


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
def link_login(person: Person, *, user: User | None, by: Actor, seen: str) -> None:
    """对上账号: whose login is the person's own, or none any more. What is one's own is then read with it. Raises Overtaken."""
    if user is not None:  # of two who give the same account at once, the second sees what the first did
        User.objects.select_for_update().get(pk=user.pk)
    twins = Person.objects.of(person.community_id).filter(user=user, user__isnull=False).exclude(pk=person.pk)
    if user is not None and twins.exists():
        raise DomainError(_("This account is somebody else's already."), field="user")
    records.amend(person, "residents.link_login", by=by, seen=seen, user=user)


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
    user: User | None = None,
    by: Actor,
    person_id: UUID | None = None,
) -> Person:
    """登记居民: a person whom the community has a reason to know by name, perhaps where the person lives, and whose login
    is the person's own (`user`).
    """
    _refuse_twin(community.pk, identity_number)
    person = Person(
        id=person_id or keys.uuid7(),
        community=community,
        user=user,
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
    _hold(person)
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


def _hold(person: Person) -> Person:
    """The row of a person, locked, as it stands now. Raises Overtaken where the person was erased meanwhile."""
    held = standing(person.community_id).select_for_update().filter(pk=person.pk).first()
    if held is None:
        raise Overtaken
    return held


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


@transaction.atomic
def end_residence(residence: Residence, *, on: dt.date, by: Actor) -> None:
    """搬走: `on` is the last day of one residence. Raises Overtaken where it has ended by then or was corrected meanwhile."""
    rows = Residence.objects.of(residence.community_id).filter(
        pk=residence.pk, dwelling=residence.dwelling_id
    )
    if not rows.filter(beyond(on), valid_from__lte=on).update(valid_to=on):
        raise Overtaken
    audit.record(residence.person, "residents.move", by=by, note=residence.kind)


def _refuse_same(row: Residence, to: Dwelling) -> None:
    if row.dwelling_id == to.pk and row.valid_to is None:
        raise DomainError(_("The books say so already."), field="room")


@transaction.atomic
def reveal(person: Person, *, reason: str, by: Actor) -> None:
    """看全号: the whole telephone and identity number are shown to somebody, for a reason. Only the reason is recorded."""
    _refuse_without_reason(reason)
    audit.record(person, "residents.reveal", by=by, note=reason)


def _refuse_without_reason(reason: str) -> None:
    if len(reason) < REASON_LENGTH:
        raise DomainError(_("Please say why, in four characters or more."), field="words")


@transaction.atomic
def set_reach(person: Person, *, by: Actor, seen: str, **wishes: Any) -> None:
    """怎么联系我 (N-18): write down or correct how a person wants to be reached; `seen` is the state of what stood there,
    "" where nothing did. Raises Overtaken.
    """
    _hold(person)
    reach = reach_of(person)
    if reach:
        records.amend(reach, "residents.set_reach", by=by, seen=seen, **wishes)
        return
    if seen:
        raise Overtaken
    write_down(Reach(community_id=person.community_id, person=person, **wishes), "residents.set_reach", by=by)


@transaction.atomic
def consent(person: Person, *, purpose: Purpose, channel: str, guardian: str = "", by: Actor) -> None:
    """同意: the person, or for a child the guardian, agrees to a purpose in its present words. Agreeing again to words
    that stand changes nothing; where a consent expires, its time begins anew.
    """
    held = _hold(person)
    if held.died_on:
        raise Overtaken
    if needs_guardian(held) and not guardian:
        raise DomainError(
            _("Below %(age)d years a parent or guardian agrees; please write down who."),
            field="guardian",
            age=guardian_age(held.community),
        )
    rows = _standing_consents(held, purpose)
    same = rows.filter(version=purpose.version)
    if same.filter(given_at__gte=_midnight()).exists() if purpose.months_code else same.exists():
        return
    rows.update(withdrawn_at=clock.now())  # what was agreed to in older words, or a while ago
    given = Consent(
        community_id=held.community_id,
        person=held,
        purpose=purpose.code,
        version=purpose.version,
        channel=channel,
        guardian=guardian,
        given_at=clock.now(),
    )
    given.full_clean()
    given.save(force_insert=True)
    audit.record(held, "residents.consent", by=by, note=f"{purpose.code} {purpose.version} {channel}")


def _midnight() -> dt.datetime:
    """When today began."""
    return dt.datetime.combine(clock.today(), dt.time(), clock.BEIJING)


@transaction.atomic
def withdraw_consent(person: Person, *, purpose: Purpose, channel: str, by: Actor) -> None:
    """撤回同意: from now on the person no longer agrees, whichever words were agreed to; no reason is asked. Withdrawing
    what does not stand changes nothing.
    """
    held = _hold(person)
    if _standing_consents(held, purpose).update(withdrawn_at=clock.now()):
        audit.record(held, "residents.withdraw_consent", by=by, note=f"{purpose.code} {channel}")


def _standing_consents(person: Person, purpose: Purpose) -> Any:
    rows = Consent.objects.of(person.community_id).filter(person=person, purpose=purpose.code)
    return rows.filter(withdrawn_at__isnull=True)


@transaction.atomic
def export_own(person: Person, *, reason: str, by: Actor) -> None:
    """给本人一份 (PIPL 45): everything that is kept is handed to the person; recorded is how it was made sure who asks."""
    _refuse_without_reason(reason)
    audit.record(person, "residents.export_own", by=by, note=reason)


@transaction.atomic
def erase(person: Person, *, reason: str, by: Actor) -> None:
    """删除个人信息 (PIPL 47): name, numbers, day of birth, wishes and consents go for good. The row stays without a name
    for what counts people: where somebody lived, and who held a post. Refused while there is a reason to know the person.
    """
    _refuse_without_reason(reason)
    held = _hold(person)
    if reasons := personal.reasons_to_stay(held):
        raise DomainError(" ".join(reasons))
    personal.erase_of(held)
    Reach.objects.of(held.community_id).filter(person=held).delete()
    Consent.objects.of(held.community_id).filter(person=held).delete()
    Residence.objects.of(held.community_id).filter(person=held).update(household=None)
    with override(settings.LANGUAGE_CODE):
        held.name = str(NAME_ERASED)
    held.phone = held.identity_number = ""
    held.born_on = held.died_on = held.user = None
    held.erased_at = clock.now()
    held.save()
    audit.erase_text(audit.history(held.community_id, held))
    audit.record(held, "residents.erase", by=by, note=reason)
