"""Questions about users and their postings."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from linli.accounts.models import Posting, User
from linli.accounts.roles import STAFF, Role
from linli.core import clock
from linli.core.rights import Actor, Office
from linli.places.models import Community


def in_force(day: dt.date) -> Q:
    """Postings that hold on `day`."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def postings_of(user: User) -> QuerySet[Posting]:
    """The postings that `user` holds today, with their communities."""
    return (
        user.postings.filter(in_force(clock.today())).select_related("community").order_by("valid_from", "id")
    )


def actor_in(user: Any, community: Community) -> Actor:
    """Who `user` is in `community`; a disabled user is nobody."""
    offices = tuple(
        Office(posting.role, str(posting), posting.pk, posting.place_id)
        for posting in postings_of(user).filter(community=community)
        if user.is_active
    )
    return Actor(community.pk, user.name, user.pk, offices)


def home_of(user: User) -> str:
    """The first page of a user: the desk for staff, the serving page for members; "" for one without a posting."""
    for posting in postings_of(user):
        if posting.community and posting.role in STAFF:
            return f"/desk/{posting.community.slug}/"
        if posting.community and posting.role == Role.MEMBER:
            return f"/serve/{posting.community.slug}/"
    return ""


def takers(community: Community) -> QuerySet[User]:
    """Those who may take an order in `community` today: staff, members, volunteers."""
    held = Posting.objects.filter(in_force(clock.today()), community=community)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name")
