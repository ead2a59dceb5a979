"""Everything that changes the organisations of the Party: founded, changed, dissolved; terms, seats, approvals."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.calendars.months import add_months
from linli.core import keys, records
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.spans import beyond, not_over
from linli.organisations.actions.ending import end
from linli.organisations.models import (
    Approval,
    CommitteeMember,
    CommitteeTerm,
    Form,
    PartyOrganisation,
)
from linli.organisations.models.party import DEPTH, Level
from linli.places.models import Building, Community, Compound
from linli.residents.models import Person
from linli.rulebook import book

ONE_DAY = dt.timedelta(days=1)
MONTHS_OF_A_YEAR = 12


@transaction.atomic
def found(
    community: Community,
    *,
    level: str,
    name: str,
    since: dt.date,
    parent: PartyOrganisation | None = None,
    form: str = Form.ORDINARY,
    compound: Compound | None = None,
    building: Building | None = None,
    superior: str = "",
    units: int | None = None,
    by: Actor,
    organisation_id: UUID | None = None,
) -> PartyOrganisation:
    """成立党组织: one that stands under an organisation of a higher level, or is the topmost of the community."""
    standing = PartyOrganisation.objects.of(community).filter(not_over(since))
    if standing.filter(name=name).exists():
        raise DomainError(_("There is a Party organisation of this name already."), field="name")
    organisation = PartyOrganisation(
        id=organisation_id or keys.uuid7(),
        community=community,
        level=level,
        form=form,
        name=name,
        parent=parent,
        superior=superior,
        compound=compound,
        building=building,
        units=units,
        valid_from=since,
    )
    _check_parent(organisation, since)
    return write_down(organisation, "organisations.found", by=by)


def _check_parent(organisation: PartyOrganisation, on: dt.date) -> None:
    """A parent stands above its child, and stands on that day."""
    parent = organisation.parent
    if parent is None:
        return
    if DEPTH[Level(parent.level)] >= DEPTH[Level(organisation.level)]:
        raise DomainError(
            _("%(parent)s is a %(level)s; nothing of this level stands under it."),
            field="parent",
            parent=parent.name,
            level=parent.get_level_display(),
        )
    if parent.valid_from > on or (parent.valid_to and parent.valid_to < on):
        raise DomainError(_("%(parent)s does not stand on that day."), field="parent", parent=parent.name)


@transaction.atomic
def change(organisation: PartyOrganisation, *, by: Actor, seen: str, **changes: Any) -> None:
    """更名、调整: another name, parent, place or superior; how it was before stands in the audit. Raises Overtaken."""
    new_parent = changes.get("parent", organisation.parent)
    if new_parent is not None and _stands_under(new_parent, organisation):
        raise DomainError(_("It cannot stand under itself."), field="parent")
    before = organisation.parent
    organisation.parent = new_parent
    _check_parent(
        organisation, max(organisation.valid_from, new_parent.valid_from if new_parent else dt.date.min)
    )
    organisation.parent = before
    records.amend(organisation, "organisations.change", by=by, seen=seen, **changes)


def _stands_under(one: PartyOrganisation | None, other: PartyOrganisation) -> bool:
    """Whether an organisation is `other`, or stands under it; there are five levels at most."""
    while one is not None:
        if one.pk == other.pk:
            return True
        one = one.parent
    return False


@transaction.atomic
def dissolve(organisation: PartyOrganisation, *, on: dt.date, by: Actor, note: str = "", seen: str) -> None:
    """撤销: its last day; what stands under it goes elsewhere first, and its seats end with it. Raises Overtaken."""
    below = PartyOrganisation.objects.of(organisation.community_id).filter(beyond(on), parent=organisation)
    if child := below.first():
        raise DomainError(
            _("%(name)s stands under it; dissolve or move it first."), field="on", name=child.name
        )
    end(organisation, "organisations.dissolve", on=on, by=by, note=note, seen=seen)
    seats = CommitteeMember.objects.of(organisation.community_id).filter(
        beyond(on), organisation=organisation
    )
    seats.update(valid_to=on)
    terms = CommitteeTerm.objects.of(organisation.community_id).filter(organisation=organisation)
    terms.filter(ended_on__isnull=True).update(ended_on=on)


@transaction.atomic
def file_approval(
    organisation: PartyOrganisation,
    *,
    matter: str,
    office: str,
    document_number: str,
    approved_on: dt.date,
    text: str = "",
    by: Actor,
    approval_id: UUID | None = None,
) -> Approval:
    """批复入档: what the superior approved, by which paper."""
    approval = Approval(
        id=approval_id or keys.uuid7(),
        community_id=organisation.community_id,
        organisation=organisation,
        matter=matter,
        office=office,
        document_number=document_number,
        approved_on=approved_on,
        text=text,
    )
    return write_down(approval, "organisations.file_approval", by=by)


def term_of(organisation: PartyOrganisation, begins_on: dt.date) -> dt.date:
    """任期 (R-01): the last day of a term that begins on a day; five years in a community."""
    years = int(book.value("party.branch.term", on=begins_on, at=organisation.community.code))
    return add_months(begins_on, MONTHS_OF_A_YEAR * years) - ONE_DAY


@transaction.atomic
def begin_term(
    organisation: PartyOrganisation,
    *,
    begins_on: dt.date,
    ends_on: dt.date | None = None,
    by: Actor,
    term_id: UUID | None = None,
) -> CommitteeTerm:
    """新一届: the term of a newly elected committee; the one before it and its seats end on the day before."""
    terms = CommitteeTerm.objects.of(organisation.community_id).filter(organisation=organisation)
    if last := terms.filter(ended_on__isnull=True).select_for_update().first():
        if last.begins_on >= begins_on:
            raise DomainError(
                _("The present term began on %(day)s; a new one begins later."),
                field="begins_on",
                day=last.begins_on,
            )
        last.ended_on = begins_on - ONE_DAY
        last.save(update_fields=["ended_on"])
    seats = CommitteeMember.objects.of(organisation.community_id).filter(
        not_over(begins_on), organisation=organisation, valid_from__lt=begins_on
    )
    seats.update(valid_to=begins_on - ONE_DAY)
    term = CommitteeTerm(
        id=term_id or keys.uuid7(),
        community_id=organisation.community_id,
        organisation=organisation,
        begins_on=begins_on,
        ends_on=ends_on or term_of(organisation, begins_on),
    )
    return write_down(term, "organisations.begin_term", by=by)


@transaction.atomic
def seat(
    organisation: PartyOrganisation,
    person: Person,
    *,
    post: str,
    since: dt.date,
    unit: str = "",
    by: Actor,
    member_id: UUID | None = None,
) -> CommitteeMember:
    """任职: a person takes a post of the Party. One person has one seat, an organisation one secretary."""
    held = CommitteeMember.objects.of(organisation.community_id).filter(
        not_over(since), organisation=organisation
    )
    if held.filter(person=person).exists():
        raise DomainError(_("This person has a seat there already."), field="person")
    if post == "secretary" and held.filter(post=post).exists():
        raise DomainError(_("There is a secretary already; end that post first."), field="post")
    member = CommitteeMember(
        id=member_id or keys.uuid7(),
        community_id=organisation.community_id,
        organisation=organisation,
        person=person,
        post=post,
        unit=unit,
        valid_from=since,
    )
    return write_down(member, "organisations.seat", by=by)


@transaction.atomic
def unseat(member: CommitteeMember, *, on: dt.date, by: Actor, note: str = "", seen: str) -> None:
    """免职: the last day of a post. Raises Overtaken."""
    end(member, "organisations.unseat", on=on, by=by, note=note, seen=seen)
