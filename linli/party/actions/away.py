"""Members who are away for long, the contacts with them, and members of elsewhere who report here."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.party.models import FloatingContact, FloatingMember, InServiceReporting, PartyMember
from linli.residents.models import Person


def _refuse_future(day: dt.date, field: str) -> None:
    if day > clock.today():
        raise DomainError(_("This day has not come yet; write it down when it has."), field=field)


@transaction.atomic
def note_leaving(
    member: PartyMember,
    *,
    out_on: dt.date,
    whereabouts: str = "",
    fixed_place: bool = False,
    by: Actor,
    absence_id: UUID | None = None,
) -> FloatingMember:
    """外出登记: the member said so before leaving; where is a word, a province or a city."""
    if FloatingMember.objects.of(member.community_id).filter(member=member, back_on__isnull=True).exists():
        raise DomainError(_("The member is written down as away already."), field="out_on")
    absence = FloatingMember(
        id=absence_id or keys.uuid7(), community_id=member.community_id, member=member, out_on=out_on,
        whereabouts=whereabouts, fixed_place=fixed_place,
    )  # fmt: skip
    return write_down(absence, "party.note_leaving", by=by)


@transaction.atomic
def note_return(absence: FloatingMember, *, back_on: dt.date, by: Actor) -> None:
    """返回登记. Raises Overtaken where somebody has written it down."""
    _refuse_future(back_on, "back_on")
    if back_on < absence.out_on:
        raise DomainError(
            _("The member left on %(day)s and cannot be back before."), field="back_on", day=absence.out_on
        )
    rows = FloatingMember.objects.of(absence.community_id).filter(pk=absence.pk, back_on__isnull=True)
    if not rows.update(back_on=back_on):
        raise Overtaken
    absence.back_on = back_on
    audit.record(absence, "party.note_return", by=by)


@transaction.atomic
def note_contact(
    member: PartyMember, *, how: str, met_on: dt.date, by: Actor, contact_id: UUID | None = None
) -> FloatingContact:
    """联系: on a day one spoke with the member, or the member studied online; the same twice is once."""
    _refuse_future(met_on, "met_on")
    rows = FloatingContact.objects.of(member.community_id).filter(member=member, met_on=met_on, how=how)
    if known := rows.first():
        return known
    contact = FloatingContact(
        id=contact_id or keys.uuid7(), community_id=member.community_id, member=member, met_on=met_on, how=how
    )
    return write_down(contact, "party.note_contact", by=by)


@transaction.atomic
def report_in(
    person: Person,
    *,
    unit: str,
    reported_on: dt.date,
    offers: str = "",
    by: Actor,
    reporting_id: UUID | None = None,
) -> InServiceReporting:
    """双报到: a member of a unit elsewhere reports here; the relation of membership stays there."""
    _refuse_future(reported_on, "reported_on")
    rows = InServiceReporting.objects.of(person.community_id).filter(person=person, ended_on__isnull=True)
    if rows.exists():
        raise DomainError(_("This person has reported here already."), field="name")
    reporting = InServiceReporting(
        id=reporting_id or keys.uuid7(), community_id=person.community_id, person=person, unit=unit,
        reported_on=reported_on, offers=offers,
    )  # fmt: skip
    return write_down(reporting, "party.report_in", by=by)


@transaction.atomic
def end_reporting(reporting: InServiceReporting, *, on: dt.date, by: Actor) -> None:
    """The last day of an in-service reporting. Raises Overtaken."""
    if on < reporting.reported_on:
        raise DomainError(
            _("It began on %(day)s; it cannot end before."), field="on", day=reporting.reported_on
        )
    rows = InServiceReporting.objects.of(reporting.community_id).filter(
        pk=reporting.pk, ended_on__isnull=True
    )
    if not rows.update(ended_on=on):
        raise Overtaken
    audit.record(reporting, "party.end_reporting", by=by)
