"""Everything that changes organisations, contracts and appointments."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from linli.core import audit, keys
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.organisations.models import Appointment, Organisation, Post, ServiceContract
from linli.places.models import Building, Community, Compound, Entrance, Grid
from linli.residents.models import Person


@transaction.atomic
def register(
    community: Community,
    *,
    kind: str,
    name: str,
    since: dt.date,
    phone: str = "",
    by: Actor,
    organisation_id: UUID | None = None,
) -> Organisation:
    """登记组织."""
    organisation = Organisation(
        id=organisation_id or keys.uuid7(),
        community=community,
        kind=kind,
        name=name,
        phone=phone,
        valid_from=since,
    )
    return write_down(organisation, "organisations.register", by=by)


@transaction.atomic
def contract(
    organisation: Organisation,
    *,
    compound: Compound,
    since: dt.date,
    until: dt.date | None = None,
    by: Actor,
    contract_id: UUID | None = None,
) -> ServiceContract:
    """登记物业服务合同: from `since` the company serves the compound."""
    agreed = ServiceContract(
        id=contract_id or keys.uuid7(),
        community_id=organisation.community_id,
        organisation=organisation,
        compound=compound,
        valid_from=since,
        valid_to=until,
    )
    return write_down(agreed, "organisations.contract", by=by)


@transaction.atomic
def appoint(
    person: Person,
    post: str,
    *,
    at: Grid | Building | Entrance | str,
    since: dt.date,
    by: Actor,
    appointment_id: UUID | None = None,
) -> Appointment:
    """任命: a person takes a post at a grid, a building, an entrance, or a lane given in words."""
    place = {Grid: "grid", Building: "building", Entrance: "entrance", str: "lane"}[type(at)]
    appointment = Appointment(
        id=appointment_id or keys.uuid7(),
        community_id=person.community_id,
        person=person,
        post=Post(post),
        valid_from=since,
        **{place: at},
    )
    return write_down(appointment, "organisations.appoint", by=by)


@transaction.atomic
def end_appointment(appointment: Appointment, *, on: dt.date, by: Actor, note: str = "") -> None:
    """卸任: the last day of an appointment; it ends, it is never deleted."""
    appointment.valid_to = on
    appointment.full_clean()
    appointment.save(update_fields=["valid_to"])
    audit.record(appointment, "organisations.end_appointment", by=by, note=note)
