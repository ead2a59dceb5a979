"""Questions about residents and the dwellings they live in. Nothing here writes."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import ngettext

from linli.accounts.models import User
from linli.accounts.queries import takers
from linli.core import clock
from linli.core.records import state_of
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import beyond, in_force, not_over
from linli.places.models import Building, Community, Compound, Dwelling
from linli.residents.expiry import given_since
from linli.residents.models import (
    Consent,
    LifeEvent,
    Person,
    Proxy,
    Reach,
    Residence,
    identity_index,
    phone_index,
)
from linli.residents.purposes import Purpose
from linli.rulebook import book

LIVING = (Residence.Kind.ACTUAL, Residence.Kind.TENANT)


def standing(community: Any) -> QuerySet[Person]:
    """The people of the books; who was erased is not among them."""
    return Person.objects.of(community).filter(erased_at__isnull=True)


def logins_for(person: Person) -> QuerySet[User]:
    """The accounts that may be this person's own: of who works or helps here, and nobody else's yet; and the one that is
    the person's already, also after its last posting has ended.
    """
    others = Person.objects.of(person.community_id).filter(user__isnull=False).exclude(pk=person.pk)
    free = Q(pk__in=takers(person.community).order_by()) & ~Q(pk__in=others.values("user"))
    return User.objects.filter(free | Q(pk=person.user_id)).order_by("name")


def living(community: Any) -> QuerySet[Person]:
    """The people of the books who live: whom one asks, tells and lists."""
    return standing(community).filter(died_on__isnull=True)


def people(actor: Actor) -> QuerySet[Person]:
    """The residents an actor sees, each with `home`: the dwelling in words, where somebody lives before where
    somebody is registered. Those who died are among them; a list leaves them out."""
    homes = (
        Residence.objects.of(actor.community_id)
        .filter(in_force(), person=OuterRef("pk"))
        .order_by("kind", "id")
        .values(home=Concat(
            Coalesce("dwelling__building__compound__name", Value("")), Value(" "), "dwelling__building__name",
            Value(" "), Coalesce("dwelling__entrance__name", Value("")), Value(" "), "dwelling__room",
        ))
    )  # fmt: skip
    rows = standing(actor.community_id).annotate(home=Subquery(homes[:1]))
    return visible_to(rows, actor, "residents.view")


def access_person(actor: Actor, pk: UUID, verb: str = "view") -> Person:
    """The only way at the desk to one person: 404 if unseen, 403 if the verb is not theirs."""
    rows = standing(actor.community_id).select_related("community")
    return access(rows, actor, f"residents.{verb}", pk=pk)


def shown(actor: Actor) -> QuerySet[Person]:
    """The people as their page shows them, with `proxies_standing`: how many act for the person."""
    named = Proxy.objects.of(actor.community_id).filter(
        person=OuterRef("pk"), ended_at__isnull=True, valid_to__gte=clock.today()
    )
    counted = named.order_by().values("person").annotate(n=Count("pk")).values("n")
    return (
        standing(actor.community_id)
        .select_related("community")
        .annotate(proxies_standing=Coalesce(Subquery(counted), 0), events_written=events_written(actor))
    )


def events_written(actor: Actor) -> Any:
    """How many life events stand of a person, as an expression beside the person."""
    rows = LifeEvent.objects.of(actor.community_id).filter(person=OuterRef("pk"), taken_back_at__isnull=True)
    return Coalesce(Subquery(rows.order_by().values("person").annotate(n=Count("pk")).values("n")), 0)


def access_event(actor: Actor, person: UUID, pk: UUID, verb: str) -> LifeEvent:
    """The only way at the desk to one life event: 404 if unseen, 403 if the verb is not theirs."""
    rows = LifeEvent.objects.of(actor.community_id).filter(person__erased_at__isnull=True)
    related = rows.select_related("person__community", "person__user", "community")
    return access(related, actor, f"residents.{verb}", pk=pk, person_id=person)


def person_of(community_id: UUID, number: str) -> Person | None:
    """The person of an identity number in its normal form."""
    index = identity_index(number)
    return Person.objects.of(community_id).filter(identity_index=index).first() if index else None


def people_of_phone(community_id: UUID, phone: str) -> list[Person]:
    """Those whose telephone this is, the living and the dead."""
    index = phone_index(phone)
    return list(standing(community_id).filter(phone_index=index).order_by("pk")) if index else []


def reach_of_phone(community_id: UUID, phone: str) -> Reach | None:
    """How the person of a telephone number wants to be reached (N-18); None where nothing was said, and where two
    people share the number.
    """
    return reach_among(people_of_phone(community_id, phone))


def reach_among(people: list[Person]) -> Reach | None:
    """How those who share a telephone want to be reached: said by one of the living, and by no other of them."""
    alive = [person for person in people if not person.died_on]
    if not alive:
        return None
    rows = list(Reach.objects.of(alive[0].community_id).filter(person__in=alive).select_related("person")[:2])
    return rows[0] if len(rows) == 1 else None


def holds(purpose: Purpose, community: Community) -> Q:
    """The consents to a purpose that count today: neither withdrawn nor expired, to its words as they stand, of people
    who live.
    """
    since = given_since(purpose, community)
    said = Q(purpose=purpose.code, version=purpose.version, withdrawn_at__isnull=True)
    return said & Q(person__died_on__isnull=True) & (Q(given_at__gte=since) if since else Q())


def agreed(purpose: Purpose, community: Community) -> Exists:
    """The people who agree to a purpose today; a condition on rows of `Person` of the community."""
    given = Consent.objects.of(community).filter(holds(purpose, community))
    return Exists(given.filter(person_id=OuterRef("pk")))


def has_consented(person: Person, purpose: Purpose) -> bool:
    """Whether a person agrees to a purpose as its words stand today; ask before each use, never once for all."""
    return (
        Person.objects.of(person.community_id)
        .filter(agreed(purpose, person.community), pk=person.pk)
        .exists()
    )


def consents(person: Person, purpose: Purpose | None = None) -> list[Consent]:
    """What a person agreed to and withdrew, of one purpose or of all: the newest first."""
    rows = Consent.objects.of(person.community_id).filter(person=person)
    if purpose:
        rows = rows.filter(purpose=purpose.code)
    return list(rows.order_by("-given_at", "-id"))


def guardian_age(community: Community) -> int:
    """The age below which a parent or guardian agrees for a person (PIPL 31), in years."""
    return int(book.value("residents.consent.guardian_age", on=clock.today(), at=community.code))


def needs_guardian(person: Person) -> bool:
    """Whether a parent or guardian agrees for the person, as far as the day of birth is known."""
    age = guardian_age(person.community)
    return person.born_on is not None and age_on(clock.today(), person.born_on) < age


def age_on(day: dt.date, born: dt.date) -> int:
    """Full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def reach_of(person: Person) -> Reach | None:
    """How a person wants to be reached; None where nothing was said."""
    return Reach.objects.of(person.community_id).filter(person=person).first()


def residences_of(person: Person) -> list[Residence]:
    """Where a person is registered, lives and lived: the newest first."""
    rows = Residence.objects.of(person.community_id).filter(person=person)
    places = ("dwelling__building__compound", "dwelling__entrance__building__compound")
    return list(rows.select_related(*places).order_by("-valid_from", "-id"))


def state_of_residences(residences: list[Residence]) -> str:
    """What somebody saw of all residences of a person, for who corrects them (see core.records.state_of)."""
    return " ".join(sorted(state_of(row)[:12] for row in residences))


def living_at(place: Building | Compound, on: dt.date) -> str:
    """Why a building cannot end: people who are registered or live there after that day; "" where nobody is."""
    if not isinstance(place, Building):
        return ""
    rows = Residence.objects.of(place.community_id).filter(beyond(on), dwelling__building=place)
    count = rows.values("person").distinct().count()
    told = ngettext(
        "%(count)d person is still written down here; write down the move first.",
        "%(count)d people are still written down here; write down their moves first.",
        count,
    )
    return told % {"count": count} if count else ""


def _lived_in(day: dt.date) -> Exists:
    """Somebody lives in the dwelling on a day; to be registered there is not to live there."""
    residences = Residence.objects.filter(in_force(day), kind__in=LIVING)
    return Exists(residences.filter(community_id=OuterRef("community_id"), dwelling_id=OuterRef("pk")))


def dwellings(actor: Actor) -> QuerySet[Dwelling]:
    """The dwellings an actor sees, each with `lived_in`."""
    rows = Dwelling.objects.of(actor.community_id).select_related("building__compound", "entrance__building")
    return visible_to(rows.annotate(lived_in=_lived_in(clock.today())), actor, "places.view")


def dwelling_states() -> dict[str, Q]:
    """Lived in, or standing empty."""
    lived_in = Q(_lived_in(clock.today()))
    return {"lived_in": lived_in, "empty": ~lived_in}


@dataclass(frozen=True)
class Occupancy:
    """入住率: of how many dwellings how many are lived in, and by how many people."""

    name: str
    dwellings: int
    lived_in: int
    residents: int

    @property
    def rate(self) -> Fraction | None:
        """The share that is lived in; None where no dwelling is known."""
        return Fraction(self.lived_in, self.dwellings) if self.dwellings else None

    @property
    def density(self) -> Fraction | None:
        """居住密度: residents for each dwelling that is lived in."""
        return Fraction(self.residents, self.lived_in) if self.lived_in else None


def occupancy(community: Community, day: dt.date, *, by: str) -> list[Occupancy]:
    """Occupancy of each compound or grid (`by` is "compound" or "grid") on a day, in the order of their names.
    Three queries, whatever the number of dwellings.
    """
    place = f"building__{by}__name"
    held = Dwelling.objects.of(community).filter(not_over(day))
    counts: dict[str, Any] = dict(held.values_list(place).annotate(Count("pk")).order_by(place))
    lived = dict(held.filter(_lived_in(day)).values_list(place).annotate(Count("pk")).order_by(place))
    living = Residence.objects.of(community).filter(in_force(day), kind__in=LIVING)
    people = dict(
        living.values_list(f"dwelling__{place}")
        .annotate(Count("person", distinct=True))
        .order_by(f"dwelling__{place}")
    )
    return [
        Occupancy(name or "", count, lived.get(name, 0), people.get(name, 0))
        for name, count in counts.items()
    ]
