"""个人信息 in the hall: who came for what, what was taken and handed out, for whom the seal was put on a paper."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import clock
from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)
from linli.hall.models import (
    HallAppointment,
    PaperReceipt,
    SealUse,
    ServiceItem,
    ServiceMaterial,
    Transaction,
)
from linli.hall.workflow import AppointmentStatus
from linli.places.models import Community

WHO: dict[str, Any] = {"contact_name": b"", "contact_phone": b"", "on_behalf_of": b"", "collected_by": b""}


def erase_contacts(community: Community, before: dt.datetime) -> int:
    """Erase who came for a transaction that ended before a moment, and to whom its papers went; how many transactions."""
    ended = Transaction.objects.of(community).filter(ended_at__lt=before)
    PaperReceipt.objects.of(community).filter(transaction__in=ended.values("pk")).update(returned_to=b"")
    return ended.exclude(person__isnull=True, **WHO).update(person=None, **WHO)


def erase_appointments(community: Community, before: dt.datetime) -> int:
    """Erase who had an appointment that lies before a moment; how many."""
    past = HallAppointment.objects.of(community).filter(starts_at__lt=before)
    held = past.exclude(contact_name=b"", contact_phone=b"")
    return held.update(contact_name=b"", contact_phone=b"", building=None, at_home=False)


AFTER = Kept(gettext_lazy("after the transaction ended"), "hall.contacts.days", erase_contacts)

declare(
    Transaction, "contact_name", "contact_phone", "on_behalf_of", "person", "collected_by",
    purpose=gettext_lazy("to do what somebody came to the hall for, and to hand out its result"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER, kept=AFTER,
)  # fmt: skip
declare(
    Transaction, "result", "entered_by",
    what=gettext_lazy("the result in words, and who of the desk wrote it down"),
    purpose=gettext_lazy("to tell what came of it"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    PaperReceipt, "returned_to",
    purpose=gettext_lazy("to know to whom a paper went back"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER,
    kept=Kept(gettext_lazy("as long as the name of who came for the transaction")),
)  # fmt: skip
declare(
    SealUse, "for_whom", "stamped_by", "approved_by",
    purpose=gettext_lazy("to answer for each paper that bears the community's seal"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    HallAppointment, "contact_name", "contact_phone", "building",
    purpose=gettext_lazy("to expect the person, or to come to the home"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER,
    kept=Kept(gettext_lazy("after the day of the appointment"), "hall.appointments.days", erase_appointments),
)  # fmt: skip
impersonal(ServiceItem, "name", "telephone", "words", why="describes a service and rings an office")
impersonal(ServiceMaterial, "name", why="names a kind of paper")


def _same(row: Any, person: Any) -> bool:
    """Whether who came is the person: by telephone, or by name where one of them has no telephone."""
    if row.contact_phone and person.phone:
        return bool(row.contact_phone == person.phone)
    return bool(row.contact_name == person.name)


def _transactions(person: Any) -> list[Transaction]:
    """The transactions of a person: linked, or with the same contact. Contacts are sealed, so each is opened and compared."""
    rows = Transaction.objects.of(person.community_id).select_related("item").order_by("begun_at", "id")
    held = rows.exclude(person__isnull=True, **WHO)
    return [row for row in held.iterator() if row.person_id == person.pk or _same(row, person)]


def _appointments(person: Any) -> list[HallAppointment]:
    rows = HallAppointment.objects.of(person.community_id).exclude(contact_name=b"", contact_phone=b"")
    return [row for row in rows.select_related("item").order_by("starts_at").iterator() if _same(row, person)]


def _show(person: Any) -> list[list[Fact]]:
    names = (
        "number", "item", "contact_name", "contact_phone", "on_behalf_of", "channel", "status", "begun_at", "result",
        "collected_by",
    )  # fmt: skip
    came = [facts(row, *names) for row in _transactions(person)]
    return came + [
        facts(row, "item", "starts_at", "contact_name", "contact_phone") for row in _appointments(person)
    ]


def _stays(person: Any) -> str:
    numbers = [row.number for row in _transactions(person) if row.ended_at is None]
    if not numbers:
        return ""
    return _("A transaction of the hall is not ended yet: %(numbers)s.") % {"numbers": "、".join(numbers)}


def _erase(person: Any) -> None:
    keys = [row.pk for row in _transactions(person) if row.ended_at]
    Transaction.objects.of(person.community_id).filter(pk__in=keys).update(person=None, **WHO)
    PaperReceipt.objects.of(person.community_id).filter(transaction__in=keys).update(returned_to=b"")
    booked = [row.pk for row in _appointments(person) if row.contact_phone == person.phone != ""]
    past = HallAppointment.objects.of(person.community_id).filter(pk__in=booked)
    past.exclude(status=AppointmentStatus.BOOKED, starts_at__gt=clock.now()).update(
        contact_name=b"", contact_phone=b"", building=None, at_home=False
    )


hold(OfPerson("hall", gettext_lazy("the service hall"), show=_show, stays=_stays, erase=_erase))
