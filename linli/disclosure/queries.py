"""Questions about announcements. Nothing here writes."""

from django.db.models import Q, QuerySet

from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.disclosure.models import Announcement, AnnouncementPlace
from linli.places.models import Building, Community
from linli.places.queries import buildings

SHOWN_AT_HOME = 5
SHOWN = 100


def announcements_for(actor: Actor) -> QuerySet[Announcement]:
    """Announcements at the desk, the newest first."""
    rows = visible_to(Announcement.objects.of(actor.community_id), actor, "disclosure.view")
    return rows.order_by("-published_at", "-id")[:SHOWN]


def access_announcement(actor: Actor, code: str, verb: str = "view") -> Announcement:
    """The only way at the desk to one announcement."""
    rows = Announcement.objects.of(actor.community_id).select_related("community")
    return access(rows, actor, f"disclosure.{verb}", code=code)


def current(community: Community) -> QuerySet[Announcement]:
    """What is up today: begun, not over, not taken down. It leaves by itself."""
    today = clock.today()
    rows = Announcement.objects.of(community).filter(
        valid_from__lte=today, valid_to__gte=today, taken_down_at__isnull=True
    )
    return rows.order_by("-published_at", "-id")


def places_of(announcement: Announcement) -> list[Building]:
    """The buildings it is for, as one walks; none means everywhere."""
    named = AnnouncementPlace.objects.of(announcement.community_id).filter(announcement=announcement)
    return list(buildings(announcement.community).filter(pk__in=named.values("building_id")))


def doors_of(announcement: Announcement, places: list[Building]) -> list[Building]:
    """The buildings at whose doors it hangs: those it is for, or all that stand today."""
    if places:
        return places
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    return list(buildings(announcement.community).filter(standing))
