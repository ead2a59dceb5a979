"""What somebody holds as one who helps: places in teams and a profile. They need no successor and end if asked (交接)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import audit, clock
from linli.core.holdings import Holding, declare
from linli.core.rights import Actor
from linli.core.spans import not_over
from linli.volunteers.models import Profile, TeamMember


def memberships(posting: Any) -> QuerySet[TeamMember]:
    """The teams of which the holder of a posting is a member today."""
    rows = TeamMember.objects.of(posting.community_id).filter(
        user=posting.user_id, valid_from__lt=clock.today()
    )
    return rows.filter(not_over()).select_related("team", "user").order_by("team__name", "id")


def leave(member: TeamMember, posting: Any, *, taker: Any, by: Actor, note: str) -> None:
    """退队: yesterday was the last day, for a member takes orders of the team to the end of the last day."""
    member.valid_to = clock.today() - dt.timedelta(days=1)
    member.save(update_fields=["valid_to"])
    audit.record(member, "volunteers.leave", by=by, note=note)


def profiles(posting: Any) -> QuerySet[Profile]:
    """What the holder of a posting offers to do."""
    return Profile.objects.of(posting.community_id).filter(user=posting.user_id)


def forget(profile: Profile, posting: Any, *, taker: Any, by: Actor, note: str) -> None:
    """Who leaves offers nothing any more."""
    audit.record(profile, "volunteers.profile", by=by, note=note)
    profile.delete()


declare(
    Holding(
        "volunteers.teams",
        gettext_lazy("Places in teams"),
        gettext_lazy("end"),
        memberships,
        leave,
        words=lambda row: str(row.team),
        asked=True,
    )
)
declare(
    Holding(
        "volunteers.profile",
        gettext_lazy("Skills and times to help"),
        gettext_lazy("are deleted"),
        profiles,
        forget,
        words=lambda row: _("as they were written down by the person"),
        asked=True,
    )
)
