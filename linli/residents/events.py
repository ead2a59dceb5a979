"""人生大事 (N-4): one entry, and everything it touches is proposed to be settled, one by one.

At a death, and without asking: nobody is called, written to or listed any more, and nobody acts for the person.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys, personal
from linli.core.errors import DomainError
from linli.core.personal import Proposal
from linli.core.records import write_down
from linli.core.rights import REGISTER, Actor
from linli.core.workflow import Overtaken
from linli.notifications import actions as notifications
from linli.places.models import Dwelling
from linli.residents import actions, proxies
from linli.residents.models import LifeEvent, Person, Proxy
from linli.residents.queries import living, people_of_phone
from linli.residents.ways import home_of

Kind = LifeEvent.Kind
# What these kinds did was a real act at once; it is corrected on the page of the person, not taken back.
ACTS = (Kind.MOVED_IN, Kind.TELEPHONE)


def events_of(person: Person) -> list[LifeEvent]:
    """What was written down of a person, the newest first."""
    rows = LifeEvent.objects.of(person.community_id).filter(person=person)
    return list(rows.order_by("-written_at", "-id"))


def touched(event: LifeEvent) -> list[Proposal]:
    """What is still to be settled: asked of the records now, without what was left as it is."""
    if event.taken_back_at:
        return []
    found = personal.touched_by(event.person, event.kind, event.happened_on)
    return [proposal for proposal in found if proposal.key not in event.left]


@transaction.atomic
def enter_event(
    person: Person, *, kind: str, on: dt.date, by: Actor, event_id: UUID | None = None
) -> LifeEvent:
    """登记人生大事. A death counts at once, everywhere. Raises Overtaken where the person died or was erased meanwhile."""
    held = _hold(person)
    if on > clock.today():
        raise DomainError(_("This day has not come yet."), field="on")
    event = LifeEvent(
        id=event_id or keys.uuid7(),
        community_id=held.community_id,
        person=held,
        kind=kind,
        happened_on=on,
        written_at=clock.now(),
    )
    if kind == Kind.DEATH:
        event.ended = [str(pk) for pk in _die(held, on, by=by)]
    write_down(event, "residents.enter_event", by=by, after=kind)
    return event


def _hold(person: Person) -> Person:
    rows = living(person.community_id).select_for_update(of=("self",)).select_related("community", "user")
    held = rows.filter(pk=person.pk).first()
    if held is None:
        raise Overtaken
    return held


def _die(person: Person, on: dt.date, *, by: Actor) -> list[UUID]:
    """What a death does by itself; the proxies that it ended."""
    if person.born_on and on < person.born_on:
        raise DomainError(_("The books say born on %(day)s."), field="on", day=person.born_on)
    alone = len([one for one in people_of_phone(person.community_id, person.phone) if not one.died_on]) <= 1
    notifications.silence(
        person.community_id, phone=person.phone, name=person.name, home=home_of(person), alone=alone, by=by
    )
    ended = proxies.end_all(person, by=by)
    person.died_on = on
    person.save(update_fields=["died_on"])
    return ended


@transaction.atomic
def enter_move(
    person: Person,
    *,
    kind: str,
    to: Dwelling,
    since: dt.date,
    by: Actor,
    seen: str,
    event_id: UUID | None = None,
) -> LifeEvent:
    """搬入: the move itself, and what it touches."""
    actions.move(person, kind=kind, to=to, since=since, by=by, seen=seen)
    return enter_event(person, kind=Kind.MOVED_IN, on=since, by=by, event_id=event_id)


@transaction.atomic
def enter_telephone(
    person: Person, *, phone: str, on: dt.date, by: Actor, seen: str, event_id: UUID | None = None
) -> LifeEvent:
    """换电话: the new number in the books. Raises Overtaken."""
    if phone == person.phone:
        raise DomainError(_("The books say so already."), field="phone")
    facts: dict[str, Any] = {"name": person.name, "identity_number": None, "born_on": person.born_on}
    actions.amend(person, phone=phone, by=by, seen=seen, **facts)
    return enter_event(person, kind=Kind.TELEPHONE, on=on, by=by, event_id=event_id)


def _proposal(event: LifeEvent, key: str) -> Proposal:
    """What is proposed under a key now. Raises Overtaken where it is settled."""
    held = LifeEvent.objects.of(event.community_id).select_for_update().get(pk=event.pk)
    event.left, event.confirmed, event.taken_back_at = held.left, held.confirmed, held.taken_back_at
    found = next((proposal for proposal in touched(event) if proposal.key == key), None)
    if found is None:
        raise Overtaken
    return found


@transaction.atomic
def settle_event(event: LifeEvent, *, key: str, by: Actor) -> None:
    """确认一项: the act of the app it belongs to, by who holds its right. Raises Overtaken where it is settled already."""
    proposal = _proposal(event, key)
    if not may_settle(proposal, by):
        raise DomainError(_("Somebody else has the right to do this."))
    proposal.do(by)
    event.confirmed = [*event.confirmed, key]
    event.save(update_fields=["confirmed"])
    audit.record(event, "residents.settle_event", by=by, note=key)


def may_settle(proposal: Proposal, by: Actor) -> bool:
    """Whether somebody holds the right that a proposal takes."""
    return REGISTER[proposal.right].held_by(by)


@transaction.atomic
def leave_as_it_is(event: LifeEvent, *, key: str, by: Actor) -> None:
    """保持不变: remembered, so that nobody is asked again. Raises Overtaken where it is settled already."""
    _proposal(event, key)
    event.left = [*event.left, key]
    event.save(update_fields=["left"])
    audit.record(event, "residents.settle_event", by=by, note=f"left {key}")


def may_be_taken_back(event: LifeEvent) -> bool:
    """Whether an entry can be taken back: on the day it was written down, as long as nothing was confirmed."""
    written = event.written_at.astimezone(clock.BEIJING).date()
    fresh = not event.taken_back_at and not event.confirmed and event.kind not in ACTS
    return fresh and written == clock.today()


@transaction.atomic
def take_back_event(event: LifeEvent, *, by: Actor) -> None:
    """撤回登记: written down by mistake. Who was said to be dead lives, and the proxies act again; what was waiting to be
    told stays untold. Raises Overtaken where it cannot be taken back any more.
    """
    held = (
        LifeEvent.objects.of(event.community_id).select_for_update().select_related("person").get(pk=event.pk)
    )
    if not may_be_taken_back(held):
        raise Overtaken
    held.taken_back_at = clock.now()
    held.save(update_fields=["taken_back_at"])
    if held.kind == Kind.DEATH:
        Person.objects.of(held.community_id).filter(pk=held.person_id).update(died_on=None)
        Proxy.objects.of(held.community_id).filter(pk__in=[UUID(pk) for pk in held.ended]).update(
            ended_at=None
        )
    audit.record(held, "residents.take_back_event", by=by)


def erase_events(community: Any, before: dt.datetime) -> int:
    """Erase what was written down before a moment; how many. The day of a death stays with the person."""
    return LifeEvent.objects.of(community).filter(written_at__lt=before).delete()[0]
