"""个人信息 in orders: who asks, how to ring back, and what was written."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import clock
from linli.core.audit import kind_of
from linli.core.files.models import Attachment
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
from linli.orders import timeline
from linli.orders.models import CallRequest, Category, HotIssue, Order, ResidentGroup, Suggestion
from linli.places.models import Community


def erase_contacts(community: Community, before: dt.datetime) -> int:
    """Erase name and telephone of who asked, where the matter ended before a moment; how many orders."""
    ended = Order.objects.of(community).filter(ended_at__lt=before)
    held = ended.exclude(contact_name=b"", contact_phone=b"", on_behalf_of=b"")
    return held.update(contact_name=b"", contact_phone=b"", on_behalf_of=b"")


def erase_calls(community: Community, before: dt.datetime) -> int:
    """Erase telephones that still wait for a call after so long; how many (nobody rang them in time)."""
    waiting = CallRequest.objects.of(community).filter(ended_at__isnull=True, asked_at__lt=before)
    return waiting.update(ended_at=clock.now(), phone=b"", phone_index="")


def erase_pictures(community: Community, before: dt.datetime) -> int:
    """Take the photos away from matters that ended before a moment; the sweep at night erases them. How many."""
    ended = Order.objects.of(community).filter(ended_at__lt=before)
    shown = Attachment.objects.of(community).filter(subject_kind=kind_of(Order))
    count, _rows = shown.filter(subject_id__in=ended.values("pk")).delete()
    return count


declare(
    Order, "contact_name", "contact_phone", "on_behalf_of",
    purpose=gettext_lazy("to ring back about this one matter"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER,
    kept=Kept(gettext_lazy("after the matter ended"), "orders.contact.days", erase_contacts),
)  # fmt: skip
declare(
    Order, "subject", "text", "place", "answer", "wall_text",
    purpose=gettext_lazy("to do what was asked, and to tell what was done"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    Suggestion, "words",
    purpose=gettext_lazy("to say why a kind was suggested"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    HotIssue, "subject",
    purpose=gettext_lazy("to see what many asked for"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    Attachment, "file",
    purpose=gettext_lazy("photos of what was asked and of what was done, and of signed papers"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED,
    kept=Kept(
        gettext_lazy("after the matter ended; photos of sign-in sheets stay with the sheet"),
        "orders.pictures.days",
        erase_pictures,
    ),
)  # fmt: skip
declare(
    CallRequest, "phone", "phone_index",
    purpose=gettext_lazy("to ring who asked to be rung"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER,
    kept=Kept(
        gettext_lazy("after it was left, and never longer than the call"), "orders.call.days", erase_calls
    ),
)  # fmt: skip
impersonal(Category, "name", "told", why="names a kind of matter")
impersonal(ResidentGroup, "name", why="names a group of a building, not its people")


def _same(order: Order, person: Any) -> bool:
    """Whether the contact of an order is the person: by telephone, or by name where one of them has no telephone."""
    if order.contact_phone and person.phone:
        return order.contact_phone == person.phone
    return order.contact_name == person.name


def _asked_by(person: Any, *, ended: bool) -> list[Order]:
    """The orders whose contact is the person. Contacts are sealed, so each is opened and compared."""
    rows = Order.objects.of(person.community_id).filter(ended_at__isnull=not ended)
    held = rows.exclude(contact_name=b"", contact_phone=b"").only(
        "community", "number", "contact_name", "contact_phone"
    )
    return [order for order in held.order_by("number").iterator() if _same(order, person)]


def _stays(person: Any) -> str:
    numbers = "、".join(order.number for order in _asked_by(person, ended=False))
    return (
        _("A matter with this name or telephone is not ended yet: %(numbers)s.") % {"numbers": numbers}
        if numbers
        else ""
    )


def _erase(person: Any) -> None:
    keys = [order.pk for order in _asked_by(person, ended=True) if order.contact_phone == person.phone != ""]
    Order.objects.of(person.community_id).filter(pk__in=keys).update(
        contact_name=b"", contact_phone=b"", on_behalf_of=b""
    )


hold(OfPerson("orders", stays=_stays, erase=_erase))


def matter(order: Order) -> dict[str, Any]:
    """What is held of the requester in one matter, for the requester: nothing of who else is in it but who took it."""
    asked = facts(
        order,
        "number",
        "subject",
        "text",
        "contact_name",
        "contact_phone",
        "on_behalf_of",
        "authority",
        "channel",
        "status",
        "submitted_at",
        "answer",
    )
    where = Fact("where", _("Where"), order.where)
    past = [event for event in timeline.for_resident(order) if event.get("when")]
    return {
        "facts": [fact._asdict() for fact in (*asked, where)],
        "happened": [
            {name: str(event[name]) for name in ("when", "title", "text")} for event in reversed(past)
        ],
    }
