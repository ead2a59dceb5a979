"""个人信息 in messages: whom something was told, and in which words. It goes some days after it was told; the rows stay,
so that an event is never told twice.
"""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.personal import Basis, Kept, OfPerson, Sensitivity, Subject, declare, hold
from linli.notifications.models import Delivery, Message, Robot

WORDS = {Message: ("text",), Delivery: ("text", "spoken", "value", "name", "note")}


def erase_told(community: Any, before: dt.datetime) -> int:
    """Erase the words and addresses of what came to rest before a moment; how many."""
    return sum(
        model.objects.of(community)
        .filter(ended_at__lt=before, erased_at__isnull=True)
        .update(erased_at=clock.now(), **dict.fromkeys(words, b""))
        for model, words in WORDS.items()
    )


KEPT = Kept(_("after it was told or need not be told any more"), "notifications.text.days", erase_told)

declare(
    Delivery, "value", "name", "note", "text", "spoken",
    purpose=_("to tell who asked how the matter stands, as the person wishes"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.REQUESTER, kept=KEPT,
)  # fmt: skip
declare(
    Message, "text",
    purpose=_("to tell staff and members what waits for them"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=KEPT,
)  # fmt: skip
declare(
    Robot, "url", "secret",
    purpose=_("to reach the staff group; a key, not a person"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(_("until the robot is disconnected")),
)  # fmt: skip


def _erase(person: Any) -> None:
    """What was told to the person's telephone. Addresses are sealed, so each is opened and compared."""
    rows = Delivery.objects.of(person.community_id).filter(ended_at__isnull=False, erased_at__isnull=True)
    keys = [row.pk for row in rows.iterator() if row.value == person.phone != ""]
    rows.filter(pk__in=keys).update(erased_at=clock.now(), **dict.fromkeys(WORDS[Delivery], b""))


hold(OfPerson("notifications", erase=_erase))
