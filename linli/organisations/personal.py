"""个人信息 of who holds a post."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.personal import (
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
from linli.organisations.models import Appointment, Organisation
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


def _show(person: Any) -> list[list[Fact]]:
    rows = Appointment.objects.of(person.community_id).filter(person_id=person.pk).select_related(*PLACES)
    return [
        [
            *facts(row, "post"),
            Fact("place", _("where"), place_of(row)),
            *facts(row, "valid_from", "valid_to", "public_phone"),
        ]
        for row in rows.order_by("valid_from", "id")
    ]


def _stays(person: Any) -> str:
    if not Appointment.objects.of(person.community_id).filter(not_over(), person_id=person.pk).exists():
        return ""
    return _("The person holds a post; end the appointment first.")


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
