"""个人信息 in wishes: who wishes, how to reach them, and what they agreed to show."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.personal import (
    STANDING,
    Basis,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)
from linli.places.models import Community
from linli.wishes.models import MicroWish, PracticalDeed, WishClaim

CONTACT = {"wisher_name": b"", "wisher_phone": b"", "place": b"", "person": None}


def erase_contacts(community: Community, before: dt.datetime) -> int:
    """Erase who wished and where, where the wish ended before a moment; how many wishes."""
    ended = MicroWish.objects.of(community).filter(ended_at__lt=before)
    held = ended.exclude(wisher_name=b"", wisher_phone=b"", place=b"", person=None)
    return held.update(**CONTACT)


declare(
    MicroWish, "wisher_name", "wisher_phone", "place", "person",
    purpose=gettext_lazy("to fulfil this one wish, and to ask whether it is fulfilled"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER,
    kept=Kept(gettext_lazy("after the wish ended"), "wishes.contact.days", erase_contacts),
)  # fmt: skip
declare(
    MicroWish, "title", "text", "fulfilment", "decline_reason", "go_instead", "on_behalf_of_authority",
    purpose=gettext_lazy("to do what was wished, and to tell what was done"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    MicroWish, "thanks", "story",
    purpose=gettext_lazy("to pass on a word of thanks, and to show it only if the wisher agrees"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER, kept=STANDING,
)  # fmt: skip
declare(
    MicroWish, "entered_by", "fulfilled_by",
    what=gettext_lazy("who wrote it down, and who said that it is fulfilled"),
    purpose=gettext_lazy("to let nobody confirm their own work"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    WishClaim, "user",
    purpose=gettext_lazy("to know who fulfils a wish"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
impersonal(WishClaim, "organisation", why="names an organisation")
declare(
    PracticalDeed, "title", "what", "evidence",
    purpose=gettext_lazy("to do what residents need, and to tell what was done"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    PracticalDeed, "owner", "done_by",
    purpose=gettext_lazy("to know who does a practical deed, and that another confirms it"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip


def _same(wish: MicroWish, person: Any) -> bool:
    """Whether the wisher is the person: by the books, by telephone, or by name where one of them has no telephone."""
    if wish.person_id == person.pk:
        return True
    if wish.wisher_phone and person.phone:
        return wish.wisher_phone == person.phone
    return bool(wish.wisher_name) and wish.wisher_name == person.name


def wished_by(person: Any, *, ended: bool | None = None) -> list[MicroWish]:
    """The wishes of a person. Contacts are sealed, so each is opened and compared."""
    rows = MicroWish.objects.of(person.community_id).exclude(wisher_name=b"", wisher_phone=b"", person=None)
    if ended is not None:
        rows = rows.filter(ended_at__isnull=not ended)
    return [wish for wish in rows.order_by("number").iterator() if _same(wish, person)]


def _show(person: Any) -> list[Any]:
    told = ("number", "text", "kind", "status", "collected_at", "fulfilment", "thanks", "story")
    return [facts(wish, *told) for wish in wished_by(person)]


def _stays(person: Any) -> str:
    numbers = "、".join(wish.number for wish in wished_by(person, ended=False))
    return _("A wish of this person is not ended yet: %(numbers)s.") % {"numbers": numbers} if numbers else ""


def _erase(person: Any) -> None:
    keys = [wish.pk for wish in wished_by(person, ended=True)]
    rows = MicroWish.objects.of(person.community_id).filter(pk__in=keys)
    rows.update(**CONTACT, thanks="", story="", story_consent_at=None)


hold(OfPerson("wishes", gettext_lazy("Wishes"), show=_show, stays=_stays, erase=_erase))
