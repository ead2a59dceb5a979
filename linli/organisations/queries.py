"""Questions about organisations and appointments. Nothing here writes."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from linli.core import clock
from linli.core.panels import Panel
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import beyond
from linli.core.tenancy import CommunityModel
from linli.organisations.models import Appointment, Organisation, ServiceContract
from linli.places.models import Building, Compound
from linli.residents.models import Person
from linli.residents.queries import living

PLACES = ("grid", "building__compound", "entrance__building__compound")


def place_of(appointment: Appointment) -> str:
    """Where a post is held, in words."""
    return str(appointment.grid or appointment.building or appointment.entrance or appointment.lane)


def access_row(actor: Actor, model: type[CommunityModel], pk: UUID, verb: str) -> Any:
    """The only way at the desk to one organisation, contract or appointment: 404 if unseen, 403 if not theirs."""
    related: dict[type, tuple[str, ...]] = {
        Appointment: ("person", *PLACES),
        ServiceContract: ("organisation", "compound"),
    }
    rows = model.objects.of(actor.community_id)
    return access(rows.select_related(*related.get(model, ())), actor, f"organisations.{verb}", pk=pk)


def organisations(actor: Actor) -> list[tuple[Organisation, list[ServiceContract]]]:
    """The organisations that an actor sees with their contracts, the newest first. Two queries."""
    held: dict[UUID, list[ServiceContract]] = {}
    contracts = ServiceContract.objects.of(actor.community_id).select_related("compound")
    for contract in contracts.order_by("-valid_from", "-id"):
        held.setdefault(contract.organisation_id, []).append(contract)
    rows = visible_to(Organisation.objects.of(actor.community_id), actor, "organisations.view")
    return [(row, held.get(row.pk, [])) for row in rows]


def served_by(place: Building | Compound, on: dt.date) -> str:
    """Why a compound cannot end: a company still serves it after that day; "" where none does."""
    if not isinstance(place, Compound):
        return ""
    contracts = ServiceContract.objects.of(place.community_id).filter(beyond(on), compound=place)
    contract = contracts.select_related("organisation").first()
    if contract is None:
        return ""
    told = gettext("%(name)s still serves it on that day; write down the last day of the contract first.")
    return told % {"name": contract.organisation.name}


def people_called(community_id: UUID, name: str) -> list[Person]:
    """Those in the books who have exactly this name."""
    return list(living(community_id).filter(name=name).order_by("pk")) if name else []


def _posts(actor: Actor, person: Person) -> dict[str, Any]:
    """The posts that a person holds or held, the newest first."""
    rows = visible_to(Appointment.objects.of(actor.community_id), actor, "organisations.view")
    held = list(rows.filter(person=person).select_related(*PLACES).order_by("-valid_from", "-id"))
    today = clock.today()
    return {
        "appointments": [(row, place_of(row), row.valid_to and row.valid_to < today) for row in held],
    }


POSTS_OF_A_PERSON = Panel("organisations/posts.html", "organisations.view", _posts)
