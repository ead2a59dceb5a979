"""实事: begun, done with evidence, confirmed by somebody else."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import clock, keys
from linli.core.audit import kind_of
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, start
from linli.places.models import Community
from linli.wishes import queries
from linli.wishes.models import PracticalDeed, Satisfaction


def begin(
    community: Community,
    *,
    title: str,
    what: str,
    due_on: dt.date,
    by: Actor,
    owner: User | None = None,
    organisation: str = "",
    category: str = "",
    pressing: bool = False,
    origin: Any = None,
    deed_id: UUID | None = None,
) -> PracticalDeed:
    """立项: a practical deed gets an owner and a day. Made from an order (`origin`) it is the same matter; a second one of
    the same origin is refused.
    """
    _somebody(community, owner, organisation)
    now = clock.now()
    if due_on < now.date():
        raise DomainError(_("This day has passed."), field="due_on")
    try:
        with transaction.atomic():
            deed = PracticalDeed(
                id=deed_id or keys.uuid7(), community=community,
                number=f"D{now.year}-{next_number(community.pk, 'deeds', now.year):04d}",
                title=title, what=what, category=category, owner=owner, organisation=organisation,
                due_on=due_on, pressing=pressing, begun_at=now,
                origin_kind=kind_of(origin) if origin else "", origin_id=origin.pk if origin else None,
            )  # fmt: skip
            start(deed, by=by)
    except IntegrityError as twice:
        if origin is None:
            raise
        raise DomainError(_("It is a practical deed already.")) from twice
    return deed


def _somebody(community: Community, owner: User | None, organisation: str) -> None:
    """One person who works or helps here today, or one organisation."""
    if (owner is None) == (not organisation):
        raise DomainError(_("Choose one person or name one organisation."), field="owner")
    if owner and not queries.owners(community).filter(pk=owner.pk).exists():
        raise DomainError(_("They do not work or help here now."), field="owner")


def hand_on(
    deed: PracticalDeed,
    *,
    by: Actor,
    version: int,
    owner: User | None = None,
    organisation: str = "",
    note: str = "",
) -> None:
    """转交: somebody else does it from now on."""
    _somebody(deed.community, owner, organisation)
    to = organisation or str(owner)
    words = f"{to}: {note}" if note else to
    move(deed, "hand_on", by=by, version=version, note=words, owner=owner, organisation=organisation)


def finish(deed: PracticalDeed, *, evidence: str, by: Actor, version: int) -> None:
    """办好: what was done; somebody else confirms it."""
    move(
        deed, "finish", by=by, version=version, told=evidence,
        evidence=evidence, done_at=clock.now(), done_by_id=by.user_id,
    )  # fmt: skip


def confirm(deed: PracticalDeed, *, satisfied: str, by: Actor, version: int, note: str = "") -> None:
    """确认: somebody who did not do it asked the residents and looked. Where they say no it is not done: `resume`."""
    if {deed.owner_id, deed.done_by_id} & set(by.hands):
        raise DomainError(_("Who did it does not confirm it."))
    if satisfied == Satisfaction.NO:
        raise DomainError(_("Then it is not done yet: say so, and it goes on."), field="satisfied")
    move(deed, "confirm", by=by, version=version, note=note, satisfied=satisfied, confirmed_at=clock.now())


def resume(deed: PracticalDeed, *, note: str, by: Actor, version: int) -> None:
    """没办好: it goes on, and the reason stands in its history."""
    move(deed, "resume", by=by, version=version, note=note, evidence="", done_at=None, done_by=None)


def drop(deed: PracticalDeed, *, note: str, by: Actor, version: int) -> None:
    """不再办: with a reason."""
    move(deed, "drop", by=by, version=version, note=note, dropped_at=clock.now())
