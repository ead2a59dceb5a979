"""个人信息 in rosters: who is on duty, why somebody asks to be replaced, what is left for the next."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from linli.core.personal import STANDING, Basis, Kept, Sensitivity, Subject, declare, impersonal
from linli.places.models import Community
from linli.rosters.models import Roster, Shift, ShiftNote


def erase_words(community: Community, before: dt.datetime) -> int:
    """Erase notes written before a moment, and why somebody asked to be replaced in a shift that ended before it; how
    many records.
    """
    asked = Shift.objects.of(community).filter(ends_at__lt=before).exclude(swap_reason=b"")
    notes = ShiftNote.objects.of(community).filter(written_at__lt=before)
    return asked.update(swap_reason=b"") + notes.delete()[0]


declare(
    Shift, "user", "former",
    what=_("who is on duty, and who had the shift before"),
    purpose=_("that somebody is there, and that everybody concerned is told of a change"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    Shift, "swap_reason",
    purpose=_("that the desk can find somebody else; colleagues do not read it"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.SENSITIVE, subject=Subject.STAFF,
    kept=Kept(_("until somebody else has the shift, and at the longest after it"), "rosters.note.days", erase_words),
)  # fmt: skip
declare(
    ShiftNote, "text", "written_by", "noted_by",
    what=_("what one shift leaves for the next, who wrote it and who took note"),
    purpose=_("that the next on duty knows what goes on"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED,
    kept=Kept(_("after it was written"), "rosters.note.days", erase_words),
)  # fmt: skip
impersonal(Roster, "name", why="names a roster")
