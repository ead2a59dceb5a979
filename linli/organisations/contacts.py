"""联络卡: who looks after a building, as everybody may know it. Nothing here writes.

A holder's number stands here only if it was given for the post, the name only with the consent to stand in public;
else the post is named with the community's telephone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.core.spans import in_force
from linli.organisations.models import Appointment, Organisation, Post, ServiceContract
from linli.places.models import Building, Community
from linli.residents.models import Person
from linli.residents.purposes import PUBLIC_NAME
from linli.residents.queries import agreed

POSTS = (Post.GRID_WORKER, Post.BUILDING_LEADER)


@dataclass(frozen=True)
class Contact:
    """Whom to ring: the post in words, the name if it may be told, the telephone."""

    post: Any
    name: str
    phone: str


@dataclass(frozen=True)
class Card:
    """A building with those who look after it."""

    building: Building
    worker: Contact
    leader: Contact
    company: Organisation | None


def cards(community: Community, buildings: Iterable[Building]) -> list[Card]:
    """The card of each building, in the order given. Three queries, whatever the number of buildings."""
    held = _in_office(community)
    served = {
        row.compound_id: row.organisation
        for row in ServiceContract.objects.of(community)
        .filter(in_force(), organisation__kind=Organisation.Kind.PROPERTY_COMPANY)
        .select_related("organisation")
    }
    return [
        Card(
            building,
            _contact(Post.GRID_WORKER, held.get((Post.GRID_WORKER, building.grid_id)), community),
            _contact(Post.BUILDING_LEADER, held.get((Post.BUILDING_LEADER, building.pk)), community),
            served.get(building.compound_id) if building.compound_id else None,
        )
        for building in buildings
    ]


def _in_office(community: Community) -> dict[tuple[str, UUID | None], Contact]:
    """Who may be rung, by post and place; of several in one post the one who has held it longest."""
    rows = (
        Appointment.objects.of(community)
        .filter(in_force(), post__in=POSTS)
        .exclude(public_phone="")
        .select_related("person")
        .order_by("-valid_from", "-id")
    )
    named = set(
        Person.objects.of(community)
        .filter(agreed(PUBLIC_NAME, community), appointments__post__in=POSTS)
        .values_list("pk", flat=True)
    )
    return {
        (row.post, row.grid_id or row.building_id): Contact(
            Post(row.post).label, row.person.name if row.person_id in named else "", row.public_phone
        )
        for row in rows
    }


def _contact(post: Post, held: Contact | None, community: Community) -> Contact:
    return held or Contact(post.label, "", community.telephone)
