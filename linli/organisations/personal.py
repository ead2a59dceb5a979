"""个人信息 of who holds a post."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
    Kept,
    OfPerson,
    Proposal,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)
from linli.core.spans import beyond, not_over
from linli.organisations.actions import end_appointment
from linli.organisations.models import (
    Appointment,
    Approval,
    CommitteeMember,
    GroupMember,
    Organisation,
    PartyOrganisation,
    Programme,
    Strand,
    StrandLabel,
    WorkGroup,
)
from linli.organisations.queries import PLACES, place_of

declare(
    Appointment, "person", "post", "valid_from", "valid_to",
    what=gettext_lazy("name, post, first and last day"),
    purpose=gettext_lazy("whom residents can turn to, and who held a post when"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(gettext_lazy("for good, as the record of who held a post; without the name once the person is erased")),
)  # fmt: skip
declare(
    Appointment, "public_phone",
    purpose=gettext_lazy("that residents can ring who holds a post"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(gettext_lazy("shown while the post is held; erased with the person")),
)  # fmt: skip
impersonal(Organisation, "name", "phone", why="names a company, and rings its office")
impersonal(PartyOrganisation, "name", why="names an organisation of the Party")
impersonal(WorkGroup, "name", why="names a group, not who is in it")
impersonal(Programme, "name", "text", why="names a programme and says what it stands for")
impersonal(Strand, "name", why="names a part of a programme")
impersonal(Approval, "text", why="what a superior office approved, by the number of its paper")
declare(
    CommitteeMember, "person", "post", "unit", "valid_from", "valid_to",
    what=gettext_lazy("post of the Party, first and last day"),
    purpose=gettext_lazy("who answers for a Party organisation, and who held a post when"),
    basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.STAFF,
    kept=Kept(gettext_lazy("for good, as the record of who held a post; without the name once the person is erased")),
)  # fmt: skip
declare(
    GroupMember, "person", "part", "valid_from", "valid_to",
    what=gettext_lazy("member of which work group, as what"),
    purpose=gettext_lazy("who works in a group for a time"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(gettext_lazy("for good, as the record of who held a post; without the name once the person is erased")),
)  # fmt: skip
declare(
    StrandLabel, "line",
    purpose=gettext_lazy("to see what was done under a programme"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip


def _show(person: Any) -> list[list[Fact]]:
    rows = Appointment.objects.of(person.community_id).filter(person_id=person.pk).select_related(*PLACES)
    posts = [
        [
            *facts(row, "post"),
            Fact("place", _("where"), place_of(row)),
            *facts(row, "valid_from", "valid_to", "public_phone"),
        ]
        for row in rows.order_by("valid_from", "id")
    ]
    seats = CommitteeMember.objects.of(person.community_id).filter(person_id=person.pk)
    groups = GroupMember.objects.of(person.community_id).filter(person_id=person.pk)
    return [
        *posts,
        *(
            [
                *facts(row, "post"),
                Fact("place", _("where"), str(row.organisation)),
                *facts(row, "valid_from", "valid_to"),
            ]
            for row in seats.select_related("organisation").order_by("valid_from", "id")
        ),
        *(
            [
                *facts(row, "part"),
                Fact("place", _("where"), str(row.group)),
                *facts(row, "valid_from", "valid_to"),
            ]
            for row in groups.select_related("group").order_by("valid_from", "id")
        ),
    ]


def _stays(person: Any) -> str:
    if Appointment.objects.of(person.community_id).filter(not_over(), person_id=person.pk).exists():
        return _("The person holds a post; end the appointment first.")
    if CommitteeMember.objects.of(person.community_id).filter(not_over(), person_id=person.pk).exists():
        return _("The person holds a post of the Party; end it first.")
    return ""


def _touched(person: Any, kind: str, day: dt.date) -> list[Proposal]:
    """The posts of who died or moved away."""
    if kind not in {"death", "moved_out"}:
        return []
    rows = Appointment.objects.of(person.community_id).filter(beyond(day), person_id=person.pk)
    return [_end(row, max(day, row.valid_from)) for row in rows.select_related(*PLACES).order_by("id")]


def _end(row: Appointment, last: dt.date) -> Proposal:
    label = f"{row.get_post_display()}{_(': ')}{place_of(row)}"
    what = _("The appointment ends; the last day is %(day)s.") % {"day": date_format(last, "DATE_FORMAT")}
    do: Any = lambda by: end_appointment(row, on=last, by=by)  # noqa: E731
    return Proposal(f"appointment:{row.pk}", label, what, "organisations.end_appointment", do)


def _erase(person: Any) -> None:
    Appointment.objects.of(person.community_id).filter(person_id=person.pk).update(public_phone="")


hold(
    OfPerson("organisations", gettext_lazy("posts"), show=_show, stays=_stays, touched=_touched, erase=_erase)
)
