"""Everything that changes what is told to everybody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.errors import DomainError, Stale
from linli.core.rights import Actor
from linli.disclosure.models import Announcement, AnnouncementPlace, Call
from linli.disclosure.outages import EVENTS, Kind
from linli.places.models import Building, Community, Entrance
from linli.residents.models import Person

# An outage without a word about its end leaves the home page by itself after these days.
OPEN_END = dt.timedelta(days=2)


class OverAlready(Stale):
    """Somebody else has updated it, ended it or taken it down since the page was opened."""

    message = _("Somebody has updated this or said that it is over. Please look at the newest state.")


class RungAlready(Stale):
    """Somebody else has rung this person."""

    message = _("%(name)s has rung there already.")


def publish(
    community: Community,
    *,
    title: str,
    text: str,
    signed: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    kind: str = Kind.NOTICE,
    begins_at: dt.datetime | None = None,
    expected_end: dt.datetime | None = None,
    telephone: str = "",
    places: Iterable[Building | Entrance] = (),
    by: Actor,
    announcement_id: UUID | None = None,
) -> Announcement:
    """发布公告: everybody can read it from now on; on the home page it stands from its first to its last day. Of an outage
    (`kind` among EVENTS) the days follow from its moments.
    """
    told = {
        "id": announcement_id or keys.uuid7(), "community": community, "kind": kind,
        "title": title, "text": text, "signed": signed, "telephone": telephone,
        "begins_at": begins_at, "expected_end": expected_end, **_days(kind, since, until, begins_at, expected_end),
    }  # fmt: skip
    return _write(told, places, "disclosure.publish", by=by)


def _days(
    kind: str,
    since: dt.date | None,
    until: dt.date | None,
    begins_at: dt.datetime | None,
    expected_end: dt.datetime | None,
) -> dict[str, dt.date]:
    """The first and the last day on the home page."""
    if kind in EVENTS:
        if begins_at is None:
            raise DomainError(_("When does it begin?"), field="begins_at")
        if expected_end and expected_end <= begins_at:
            raise DomainError(_("The expected end comes before the beginning."), field="expected_end")
        last = max(expected_end or begins_at, clock.now()).astimezone(clock.BEIJING).date()
        return {"valid_from": clock.today(), "valid_to": last + OPEN_END}
    if since is None or until is None:
        raise DomainError(_("A notice needs its first and its last day."), field="until")
    if until < since:
        raise DomainError(_("The last day comes before the first."), field="until")
    return {"valid_from": since, "valid_to": until}


@transaction.atomic
def _write(
    told: dict[str, Any], places: Iterable[Building | Entrance], action: str, *, by: Actor
) -> Announcement:
    announcement = Announcement(code=keys.new_code(), published_at=clock.now(), **told)
    announcement.full_clean()
    announcement.save(force_insert=True)
    AnnouncementPlace.objects.bulk_create(_place(announcement, place) for place in places)
    audit.record(announcement, action, by=by)
    return announcement


def _place(announcement: Announcement, place: Building | Entrance) -> AnnouncementPlace:
    entrance = place if isinstance(place, Entrance) else None
    building_id = entrance.building_id if entrance else place.pk
    return AnnouncementPlace(
        community_id=announcement.community_id,
        announcement=announcement,
        building_id=building_id,
        entrance=entrance,
    )


@transaction.atomic
def replace(
    announcement: Announcement,
    *,
    title: str,
    text: str,
    signed: str,
    begins_at: dt.datetime,
    expected_end: dt.datetime | None = None,
    telephone: str = "",
    places: Iterable[Building | Entrance] = (),
    by: Actor,
    announcement_id: UUID | None = None,
) -> Announcement:
    """更新公告: the newer state of an outage takes the place of the older one everywhere; nobody reads two. Raises OverAlready."""
    kind = announcement.kind
    _leave(announcement, replaced_at=clock.now())
    told = {
        "id": announcement_id or keys.uuid7(), "community": announcement.community, "kind": kind,
        "title": title, "text": text, "signed": signed, "telephone": telephone,
        "begins_at": begins_at, "expected_end": expected_end, "first_id": announcement.first_id or announcement.pk,
        **_days(kind, None, None, begins_at, expected_end),
    }  # fmt: skip
    return _write(told, places, "disclosure.replace", by=by)


@transaction.atomic
def end(announcement: Announcement, *, text: str, by: Actor) -> None:
    """结束: it is over, and `text` says so; on the home page for some hours more (disclosure.over.hours). Raises OverAlready."""
    if announcement.kind not in EVENTS:
        raise DomainError(_("A notice ends with its last day, or is taken down."))
    _leave(announcement, ended_at=clock.now(), end_text=text)
    audit.record(announcement, "disclosure.end", by=by)


def _leave(announcement: Announcement, **changes: Any) -> None:
    """One of two who change the same at once wins; the other is told."""
    standing = Announcement.objects.of(announcement.community_id).filter(
        pk=announcement.pk, taken_down_at__isnull=True, replaced_at__isnull=True, ended_at__isnull=True
    )
    if announcement.kind not in EVENTS or not standing.update(**changes):
        raise OverAlready


@transaction.atomic
def take_down(announcement: Announcement, *, by: Actor) -> None:
    """撤下公告: it leaves the home page; its page says that it was taken down."""
    standing = Announcement.objects.of(announcement.community_id).filter(
        pk=announcement.pk, taken_down_at__isnull=True
    )
    if not standing.update(taken_down_at=clock.now()):
        raise DomainError(_("It has been taken down already."))
    audit.record(announcement, "disclosure.take_down", by=by)


@transaction.atomic
def ring(announcement: Announcement, person: Person, *, by: Actor) -> Call:
    """打过了: somebody of the call list was rung, once for each announcement. Raises RungAlready, OverAlready."""
    if not announcement.stands:
        raise OverAlready
    call, new = Call.objects.get_or_create(
        community_id=announcement.community_id,
        announcement=announcement,
        person=person,
        defaults={"rung_at": clock.now(), "rung_by_name": by.name},
    )
    if not new:
        raise RungAlready(name=call.rung_by_name)
    audit.record(announcement, "disclosure.ring", by=by)
    return call
