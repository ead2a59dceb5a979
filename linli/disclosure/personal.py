"""个人信息 in what everybody reads: only names of people who agreed (N-1), and the community's own telephone."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.personal import (
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
from linli.disclosure.models import Announcement, Call

declare(
    Announcement, "title", "text", "end_text",
    purpose=_("to tell everybody; names of residents only where they agreed"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED,
    kept=Kept(_("as the record of what was published; it is taken down when its days are over")),
)  # fmt: skip
impersonal(Announcement, "telephone", why="rings the community")


def forget_calls(community: Any, before: dt.datetime) -> int:
    """Erase who was rung about announcements that were over before a moment; how many calls."""
    day = before.astimezone(clock.BEIJING).date()
    over = Q(announcement__ended_at__lt=before) | Q(announcement__taken_down_at__lt=before)
    rows = Call.objects.of(community).filter(over | Q(announcement__valid_to__lt=day))
    return rows.delete()[0]


declare(
    Call, "person", "rung_at", "rung_by_name",
    what=_("that you were rung, when, and by whom"),
    purpose=_("that whoever asked to be rung first is rung, and nobody twice"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT,
    kept=Kept(_("after the announcement is over"), "disclosure.calls.days", forget_calls),
)  # fmt: skip


def _calls_of(person: Any) -> Any:
    return Call.objects.of(person.community_id).filter(person_id=person.pk)


def _show(person: Any) -> list[list[Fact]]:
    rows = _calls_of(person).select_related("announcement").order_by("rung_at", "id")
    return [[*facts(row.announcement, "title"), *facts(row, "rung_at", "rung_by_name")] for row in rows]


def _erase(person: Any) -> None:
    _calls_of(person).delete()


hold(OfPerson("disclosure", _("calls in an outage"), show=_show, erase=_erase))
