"""Questions about calendar feeds: whose an address is, and what its calendar shows."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from linli.core import clock
from linli.core.rights import Actor, access
from linli.core.spans import in_force
from linli.meetings.models import CalendarFeed, Meeting
from linli.organisations.models import PartyOrganisation

# What lies longer back is looked up on the pages.
BACK, MOST = dt.timedelta(days=90), 300


def feed_by_digest(community: Any, digest: str) -> CalendarFeed | None:
    """The feed of an address: not one that was ended, and not one of who may not log in any more."""
    rows = CalendarFeed.objects.of(community).filter(digest=digest, ended_at__isnull=True)
    row = rows.select_related("user", "organisation").first()
    return None if row is None or (row.user and not row.user.is_active) else row


def meetings_of_feed(feed: CalendarFeed) -> QuerySet[Meeting]:
    """What the calendar shows: of a person the meetings with an invitation, of an organisation its own."""
    rows = Meeting.objects.of(feed.community_id).filter(starts_at__gte=clock.now() - BACK)
    if feed.organisation_id:
        rows = rows.filter(organisation=feed.organisation_id)
    else:
        rows = rows.filter(attendances__person__user=feed.user_id)
    return rows.select_related("organisation", "work_group").order_by("starts_at", "id")[:MOST]


def access_for_feed(actor: Actor, pk: UUID) -> PartyOrganisation:
    """The organisation whose calendar the actor may subscribe to."""
    rows = PartyOrganisation.objects.of(actor.community_id).filter(in_force())
    return access(rows, actor, "meetings.subscribe", see="subscribe", among=("subscribe",), pk=pk)
