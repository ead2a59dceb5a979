"""Questions about announcements. Nothing here writes."""

import datetime as dt

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.disclosure.models import Announcement, AnnouncementPlace
from linli.disclosure.outages import EVENTS
from linli.places.models import Building, Community, Entrance
from linli.places.queries import buildings, standing
from linli.rulebook import book

SHOWN_AT_HOME = 5
SHOWN = 100

Place = Building | Entrance


def announcements_for(actor: Actor) -> QuerySet[Announcement]:
    """Announcements at the desk, the newest first; of an outage its newest state."""
    rows = visible_to(Announcement.objects.of(actor.community_id), actor, "disclosure.view")
    return rows.filter(replaced_at__isnull=True).order_by("-published_at", "-id")[:SHOWN]


def access_announcement(actor: Actor, code: str, verb: str = "view") -> Announcement:
    """The only way at the desk to one announcement."""
    rows = Announcement.objects.of(actor.community_id).select_related("community")
    return access(rows, actor, f"disclosure.{verb}", code=code)


def hours_after(community: Community) -> dt.timedelta:
    """How long an outage stays on the home page after its end, or after an expected end about which nobody spoke."""
    hours = book.value("disclosure.over.hours", on=clock.today(), at=community.code)
    return dt.timedelta(hours=int(hours))


def current(community: Community) -> QuerySet[Announcement]:
    """What is up today: begun, not over, not taken down, not replaced; outages first, what is over for some hours more.
    It leaves by itself.
    """
    today, late = clock.today(), clock.now() - hours_after(community)
    lasting = Q(ended_at__isnull=True) & (Q(expected_end__isnull=True) | Q(expected_end__gte=late))
    rows = Announcement.objects.of(community).filter(
        lasting | Q(ended_at__gte=late),
        valid_from__lte=today,
        valid_to__gte=today,
        taken_down_at__isnull=True,
        replaced_at__isnull=True,
    )
    going_on = Case(
        When(kind__in=EVENTS, ended_at__isnull=True, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return rows.annotate(going_on=going_on).order_by("-going_on", "-published_at", "-id")


def states_of(announcement: Announcement) -> list[Announcement]:
    """Every state of one matter that was published, the newest first; the announcement itself is among them."""
    first = announcement.first_id or announcement.pk
    rows = Announcement.objects.of(announcement.community_id).filter(Q(pk=first) | Q(first_id=first))
    return list(rows.order_by("-published_at", "-id"))


def places_of(announcement: Announcement) -> list[Place]:
    """The buildings and entrances it is for, as one walks; none means everywhere."""
    rows = AnnouncementPlace.objects.of(announcement.community_id).filter(announcement=announcement)
    named = rows.select_related("building__compound", "entrance__building__compound").order_by(
        "building__compound__name", "building__order", "building__name", "entrance__name"
    )
    return [row.place for row in named]


def doors_of(announcement: Announcement, places: list[Place]) -> list[Place]:
    """Where it hangs: at the buildings it is for, or all that stand today; of an outage at each of their entrances."""
    here: list[Place] = places or list(buildings(announcement.community).filter(standing()))
    if not announcement.is_event:
        return here
    held: dict[object, list[Entrance]] = {}
    rows = Entrance.objects.of(announcement.community_id).filter(
        building__in=[place.pk for place in here if isinstance(place, Building)]
    )
    for entrance in rows.select_related("building__compound"):
        held.setdefault(entrance.building_id, []).append(entrance)
    return [door for place in here for door in held.get(place.pk, [place])]
