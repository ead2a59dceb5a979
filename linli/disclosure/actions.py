"""Everything that changes what is told to everybody."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.disclosure.models import Announcement, AnnouncementPlace
from linli.places.models import Building, Community


@transaction.atomic
def publish(
    community: Community,
    *,
    title: str,
    text: str,
    since: dt.date,
    until: dt.date,
    signed: str,
    telephone: str = "",
    places: Iterable[Building] = (),
    by: Actor,
    announcement_id: UUID | None = None,
) -> Announcement:
    """发布公告: everybody can read it from now on; on the home page it stands from its first to its last day."""
    if until < since:
        raise DomainError(_("The last day comes before the first."), field="until")
    announcement = Announcement(
        id=announcement_id or keys.uuid7(),
        community=community,
        code=keys.new_code(),
        title=title,
        text=text,
        valid_from=since,
        valid_to=until,
        signed=signed,
        telephone=telephone,
        published_at=clock.now(),
    )
    announcement.full_clean()
    announcement.save(force_insert=True)
    AnnouncementPlace.objects.bulk_create(
        AnnouncementPlace(community=community, announcement=announcement, building=building)
        for building in places
    )
    audit.record(announcement, "disclosure.publish", by=by)
    return announcement


@transaction.atomic
def take_down(announcement: Announcement, *, by: Actor) -> None:
    """撤下公告: it leaves the home page; its page says that it was taken down."""
    standing = Announcement.objects.of(announcement.community_id).filter(
        pk=announcement.pk, taken_down_at__isnull=True
    )
    if not standing.update(taken_down_at=clock.now()):
        raise DomainError(_("It has been taken down already."))
    audit.record(announcement, "disclosure.take_down", by=by)
