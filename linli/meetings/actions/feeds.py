"""订阅日历: a secret address is made, handed out once, and ended by its owner or by the next one."""

import secrets
from typing import Any
from uuid import UUID

from django.db import transaction

from linli.accounts.models import User
from linli.core import audit, clock, crypto, keys
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.meetings.models import CalendarFeed
from linli.organisations.models import PartyOrganisation


def digest_of(secret: str) -> str:
    """What is kept of an address."""
    return crypto.blind_index(secret, "meetings.feed")


def open_feeds(
    community: Any, *, user_id: UUID | None = None, organisation: PartyOrganisation | None = None
) -> Any:
    """The feed that a person or an organisation has now."""
    rows = CalendarFeed.objects.of(community).filter(ended_at__isnull=True)
    return rows.filter(organisation=organisation) if organisation else rows.filter(user=user_id)


@transaction.atomic
def subscribe(
    community: Any, *, user: User | None = None, organisation: PartyOrganisation | None = None, by: Actor,
    feed_id: UUID | None = None,
) -> str:  # fmt: skip
    """订阅日历: the secret part of the address, returned once and kept nowhere. The address before it opens nothing any more."""
    secret = secrets.token_urlsafe(24)
    now = clock.now()
    open_feeds(community, user_id=user.pk if user else None, organisation=organisation).update(ended_at=now)
    row = CalendarFeed(
        id=feed_id or keys.uuid7(), community=community, user=user, organisation=organisation, digest=digest_of(secret),
        opened_at=now,
    )  # fmt: skip
    write_down(row, "meetings.subscribe", by=by)
    return secret


@transaction.atomic
def unsubscribe(row: CalendarFeed, *, by: Actor) -> None:
    """停止订阅: the address opens nothing any more."""
    rows = CalendarFeed.objects.of(row.community_id).filter(pk=row.pk, ended_at__isnull=True)
    if rows.update(ended_at=clock.now()):
        audit.record(row, "meetings.unsubscribe", by=by)
