"""Questions about users and their postings."""

from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from linli.accounts.models import Delegation, Factor, HandOver, Invitation, Posting, User
from linli.accounts.posted import name_of_place
from linli.accounts.roles import STAFF, Role
from linli.core import clock, spans
from linli.core.rights import Actor, Office, access
from linli.places.models import Community, Division

PAST_SHOWN = 100
TITLE_LENGTH = 80  # of an office in the audit


def not_over() -> Q:
    """Postings that hold now or will hold later."""
    return spans.not_over() & (Q(ended_at__isnull=True) | Q(ended_at__gt=clock.now()))


def in_force() -> Q:
    """Postings that hold now."""
    return Q(valid_from__lte=clock.today()) & not_over()


def postings_of(user: User) -> QuerySet[Posting]:
    """The postings that `user` holds today, with their communities."""
    return (
        user.postings.filter(in_force()).select_related("community", "division").order_by("valid_from", "id")
    )


def lent_to(user: User) -> Exists:
    """The postings in which `user` acts for somebody else today."""
    lent = Delegation.objects.filter(in_force(), to=user, posting_id=OuterRef("pk"))
    return Exists(lent.filter(community_id=OuterRef("community_id")))


def division_of(user: Any, code: str, roles: frozenset[str]) -> Division | None:
    """The division of a code at which `user` is posted today in one of the roles; None for all others."""
    held = Posting.objects.filter(in_force(), user=user, division__code=code, role__in=roles)
    found = held.select_related("division").first() if user.is_active else None
    return found.division if found else None


def actor_in(user: Any, community: Community) -> Actor:
    """Who `user` is in `community`, with the offices of those for whom the user acts; a disabled user is nobody, and
    nobody acts for one.
    """
    here = Q(community=community) & (Q(user=user) | Q(lent_to(user)))
    above = Q(division=community.division_id, user=user)
    held = Posting.objects.filter(in_force(), here | above)
    offices = tuple(
        _office(posting, user)
        for posting in held.select_related("user").order_by("valid_from", "id")
        if user.is_active and posting.user.is_active
    )
    if all(office.lent_by for office in offices):
        offices = ()  # who has left the community acts for nobody there
    return Actor(community.pk, user.name, user.pk, tuple(sorted(offices, key=lambda o: bool(o.lent_by))))


def _office(posting: Posting, user: User) -> Office:
    lent_by = "" if posting.user_id == user.pk else posting.user.name
    label = _("%(post)s, for %(name)s") % {"post": posting, "name": lent_by} if lent_by else str(posting)
    return Office(
        posting.role,
        label[:TITLE_LENGTH],
        posting.pk,
        posting.place_id,
        lent_by,
        posting.user_id if lent_by else None,
    )


def home_of(user: User) -> str:
    """The first page of a user: the desk for staff, the serving page for members; "" for one without a posting."""
    for posting in postings_of(user):
        if posting.community and posting.role in (*STAFF, Role.PROPERTY):
            return f"/desk/{posting.community.slug}/"
        if posting.community and posting.role == Role.PARTY_WORKER:
            return f"/desk/{posting.community.slug}/party/"
        if posting.community and posting.role == Role.MEMBER:
            return f"/serve/{posting.community.slug}/"
        if posting.division and posting.role == Role.TOWNSHIP:
            return f"/desk/area/{posting.division.code}/"
    return ""


def takers(community: Community) -> QuerySet[User]:
    """Those who may take an order in `community` today: staff, members, volunteers."""
    held = Posting.objects.filter(in_force(), community=community)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name")


def postings_at(community_id: UUID) -> QuerySet[Posting]:
    """All postings at a community with their users; `.grid` is the name of the place inside it, `.link_until` the moment until
    which an invitation of this community is good, `.has_factor` whether the login asks for a second factor,
    `.hand_over_code` the hand-over by which it ended.
    """
    links = Invitation.objects.filter(
        community_id=community_id,
        user=OuterRef("user_id"),
        used_at__isnull=True,
        taken_back_at__isnull=True,
        expires_at__gt=clock.now(),
    )
    handed = HandOver.objects.of(community_id).filter(posting=OuterRef("pk"))
    return (
        Posting.objects.filter(community_id=community_id)
        .select_related("user", "community")
        .annotate(
            grid=name_of_place(community_id),
            link_until=Subquery(links.values("expires_at")[:1]),
            hand_over_code=Subquery(handed.values("code")[:1]),
            has_factor=Exists(Factor.objects.filter(user=OuterRef("user_id"))),
        )
    )


def present_postings(community: Community) -> QuerySet[Posting]:
    """Who holds which posting today, or will hold it."""
    return postings_at(community.pk).filter(not_over()).order_by("valid_from", "id")


def past_postings(community: Community) -> QuerySet[Posting]:
    """Who held a posting before, the latest first."""
    return postings_at(community.pk).exclude(not_over()).order_by("-valid_to", "-id")[:PAST_SHOWN]


def access_posting(actor: Actor, posting_id: UUID, verb: str = "view") -> Posting:
    """The only way at the desk to one posting."""
    return access(postings_at(actor.community_id), actor, f"accounts.{verb}", pk=posting_id)


def works_elsewhere(user: User, community: Community) -> bool:
    """Whether the user has, or had, a posting outside `community`: then no single secretary decides over the login."""
    return user.postings.exclude(community=community).exists()


def keepers(community: Community) -> QuerySet[Posting]:
    """The postings of secretaries who can log in today."""
    held = Posting.objects.filter(in_force(), community=community, role=Role.SECRETARY, place_id__isnull=True)
    return held.filter(user__is_active=True).exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)


def oneself(user: User) -> Actor | None:
    """A user who acts on the own login, seen from the first community that posted them; None where none ever did."""
    first = user.postings.filter(community__isnull=False).order_by("valid_from", "id").first()
    return Actor(first.community_id, user.name, user.pk) if first and first.community_id else None
