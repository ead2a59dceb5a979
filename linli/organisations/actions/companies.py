"""Everything that changes companies, their contracts, and appointments."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Posting
from linli.accounts.roles import Role
from linli.core import audit, keys, records
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.spans import beyond, not_over
from linli.organisations.actions.ending import end
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
    """登记组织; of two that stand, none has the name of the other."""
    if Organisation.objects.of(community).filter(name=name, valid_to__isnull=True).exists():
        raise DomainError(_("There is an organisation of this name already."), field="name")
    organisation = Organisation(
        id=organisation_id or keys.uuid7(),
        community=community,
        kind=kind,
        name=name,
        phone=phone,
        valid_from=since,
    )
    return write_down(organisation, "organisations.register", by=by)


def _reaching(since: dt.date, until: dt.date | None) -> Q:
    """Rows in force on some day from `since` to `until` (for good if None)."""
    reaching = not_over(since)
    return reaching & Q(valid_from__lte=until) if until else reaching


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
    """登记物业服务合同: from `since` the company serves the compound; no other one in that time."""
    if until and until < since:
        raise DomainError(_("The last day is before the first."), field="until")
    others = ServiceContract.objects.of(organisation.community_id).filter(compound=compound)
    other = others.filter(_reaching(since, until)).select_related("organisation").first()
    if other:
        raise DomainError(
            _("In this time %(name)s serves %(place)s (%(days)s). Write down its last day first."),
            field="compound",
            name=other.organisation.name,
            place=compound.name,
            days=f"{other.valid_from} — {other.valid_to or ''}".strip(),
        )
    _end_company_posts(compound, since - dt.timedelta(days=1), by)  # of a company before it
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
    public_phone: str = "",
    by: Actor,
    appointment_id: UUID | None = None,
) -> Appointment:
    """任命: a person takes a post at a grid, a building, an entrance, or a lane given in words; the same post at the
    same place once at a time.
    """
    place = {Grid: "grid", Building: "building", Entrance: "entrance", str: "lane"}[type(at)]
    held = Appointment.objects.of(person.community_id).filter(person=person, post=post, **{place: at})
    if held.filter(_reaching(since, None)).exists():
        raise DomainError(_("This person holds this post there already."), field=place)
    appointment = Appointment(
        id=appointment_id or keys.uuid7(),
        community_id=person.community_id,
        person=person,
        post=Post(post),
        valid_from=since,
        public_phone=public_phone,
        **{place: at},
    )
    return write_down(appointment, "organisations.appoint", by=by)


@transaction.atomic
def publish_phone(appointment: Appointment, *, phone: str, by: Actor, seen: str) -> None:
    """公开电话: the number that everybody whom the post serves may know; empty takes it back. Raises Overtaken."""
    records.amend(appointment, "organisations.publish_phone", by=by, seen=seen, public_phone=phone)


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, on: dt.date, by: Actor, note: str = "", seen: str | None = None
) -> None:
    """卸任: the last day of an appointment; it ends, it is never deleted. With `seen` (its `state_of`) raises Overtaken."""
    end(appointment, "organisations.end_appointment", on=on, by=by, note=note, seen=seen)


@transaction.atomic
def end_contract(contract: ServiceContract, *, on: dt.date, by: Actor, seen: str) -> None:
    """合同到期: the last day on which a company serves a compound; its people at the desk see nothing there after it.
    Raises Overtaken.
    """
    end(contract, "organisations.end_contract", on=on, by=by, note="", seen=seen)
    _end_company_posts(contract.compound, on, by)


def _end_company_posts(compound: Compound, last: dt.date, by: Actor) -> None:
    held = Posting.objects.filter(
        beyond(last),
        community=compound.community_id,
        role=Role.PROPERTY,
        place_id=compound.pk,
        valid_from__lte=last,
    )
    for posting in held:
        posting.valid_to = last
        posting.save(update_fields=["valid_to"])
        audit.record(posting, "accounts.end_posting", by=by, after=last.isoformat())
