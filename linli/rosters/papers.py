"""值班表 on paper: a week or a month of a roster, to hang up or to hand out."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import clock
from linli.core.rights import Actor
from linli.papers.printing.actions import Wanted
from linli.papers.printing.documents import Document, declare
from linli.papers.typeset import Meta, Paper, bind
from linli.rosters.models import Roster, Shift
from linli.rosters.watch import day_of, day_words, scheduled
from linli.venues.words import clock_words

PLAN = declare(
    Document(
        "rosters.plan",
        gettext_lazy("Duty plan"),
        Path(__file__).parent / "typst" / "plan.typ",
        "rosters.view",
    )
)


@translation.override(settings.LANGUAGE_CODE)
def plan(roster: Roster, shifts: Iterable[Shift], first: dt.date, last: dt.date, *, by: Actor) -> Wanted:
    """The plan from a day to a last day; names stand on it, for it is for who works here."""
    phone = (roster.venue.phone if roster.venue else "") or roster.community.telephone
    period = f"{date_format(first, 'DATE_FORMAT')} — {date_format(last, 'MONTH_DAY_FORMAT')}"
    values = {
        "heading": roster.name,
        "period": period,
        "place": " · ".join(
            filter(None, [roster.where, _("Telephone %(number)s") % {"number": phone} if phone else ""])
        ),
        "header": [_("Day"), _("Time"), _("On duty"), _("What for, and where")],
        "rows": _rows(scheduled(shifts)),
        "none": _("No shift is planned."),
        "foot": _("If you cannot come, please say so in time: on the page of your shifts, or ring the desk."),
    }
    meta = Meta(title=f"{roster.name} {period}", issuer=roster.community.name, number=_("Duty plan"), printed_by=by.name)  # fmt: skip
    return Wanted(values, meta, roster.name, f"{roster.name} {first}—{last}"[:140])


def pdf(wanted: Wanted) -> bytes:
    """The plan as PDF at once."""
    return bind([Paper(PLAN.template, wanted.values, wanted.meta)])


def _rows(shifts: list[Shift]) -> list[list[str]]:
    """The day stands once, before its first shift."""
    found, before = [], None
    for shift in shifts:
        day = day_of(shift)
        found.append([day_words(day) if day != before else "", *_cells(shift)])
        before = day
    return found


def _cells(shift: Shift) -> list[Any]:
    until = clock_words(shift.ends_at)
    if shift.ends_at.astimezone(clock.BEIJING).date() > day_of(shift) and until != "0:00":
        until = _("%(time)s on the next day") % {"time": until}
    what = "" if shift.purpose == Shift.Purpose.DUTY else str(shift.get_purpose_display())
    return [
        f"{clock_words(shift.starts_at)}—{until}",
        shift.user.name if shift.user else "",
        " · ".join(filter(None, [what, shift.place])),
    ]
