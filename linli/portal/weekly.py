"""一周一页: what was asked in a compound last week, what was done, what is late, and what is on next week; for the notice
board. No names, no doors: of a matter the words for the wall, else its kind and building.
"""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.rights import Actor
from linli.disclosure.models import Announcement
from linli.orders.models import Order
from linli.orders.wall import orders_on_the_wall
from linli.orders.workflow import OPEN, RUNNING
from linli.papers.typeset import Meta, as_pdf, pdf
from linli.places.models import Community, Compound

TEMPLATE = Path(__file__).parent / "typst" / "week.typ"
SHOWN, A_WEEK = 12, dt.timedelta(days=7)


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the week before the one in which a day lies."""
    monday = day - dt.timedelta(days=day.weekday()) - A_WEEK
    return monday, monday + dt.timedelta(days=6)


def _moments(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    midnight = dt.time()
    return (
        dt.datetime.combine(first, midnight, clock.BEIJING),
        dt.datetime.combine(last + dt.timedelta(days=1), midnight, clock.BEIJING),
    )


def _line(order: Order, compound: Compound | None) -> str:
    """One matter in public words; on the page of a compound its name need not be said again."""
    place = (order.building.name if compound else str(order.building)) if order.building else ""
    return order.wall_text or " · ".join(part for part in (order.category.name, place) if part)


def _told(rows: Any, compound: Compound | None) -> dict[str, Any]:
    """How many, and the first of them in words."""
    found = list(rows[: SHOWN + 1])
    more = rows.count() if len(found) > SHOWN else len(found)
    return {
        "count": more,
        "lines": [_line(order, compound) for order in found[:SHOWN]],
        "more": max(more - SHOWN, 0),
    }


def values_of(community: Community, compound: Compound | None, day: dt.date) -> dict[str, Any]:
    """What stands on the page, counted from the records."""
    first, last = week_of(day)
    begin, end = _moments(first, last)
    rows = orders_on_the_wall(community).filter(Q(building__compound=compound) if compound else Q())
    asked = rows.filter(submitted_at__gte=begin, submitted_at__lt=end).order_by("submitted_at", "id")
    done = rows.filter(resolved_at__gte=begin, resolved_at__lt=end).order_by("resolved_at", "id")
    late = rows.filter(status__in=RUNNING, due_at__lt=clock.now()).order_by("due_at", "id")
    coming = rows.filter(status__in=OPEN, due_at__gte=clock.now(), due_at__lt=clock.now() + A_WEEK)
    return {
        "heading": _("This week in %(place)s") % {"place": compound or community.name},
        "span": f"{date_format(first, 'DATE_FORMAT')} — {date_format(last, 'MONTH_DAY_FORMAT')}",
        "parts": [
            {"title": _("Asked last week"), **_told(asked, compound)},
            {"title": _("Done last week"), **_told(done, compound)},
            {"title": _("Late; somebody is on it"), **_told(late, compound)},
            {"title": _("Promised for the coming week"), **_told(coming.order_by("due_at", "id"), compound)},
        ],
        "news_label": _("What is on"),
        "news": [f"{row.title}" for row in _news(community, day)],
        "none": _("None."),
        "more": _("and more"),
        "ask": _("Tell us what is to be done: scan, or ring %(number)s.") % {"number": community.telephone}
        if community.telephone
        else _("Tell us what is to be done: scan."),
    }  # fmt: skip


def _news(community: Community, day: dt.date) -> Any:
    """Announcements that are up in the coming week."""
    rows = Announcement.objects.of(community).filter(
        valid_from__lte=day + A_WEEK, valid_to__gte=day, taken_down_at__isnull=True, replaced_at__isnull=True
    )
    return rows.order_by("valid_from", "id")[:SHOWN]


@translation.override(settings.LANGUAGE_CODE)
def week_pdf(community: Community, compound: Compound | None, *, ask: str, by: Actor) -> HttpResponse:
    """The page as PDF (A4); `ask` is where residents tell what is to be done."""
    values = values_of(community, compound, clock.today())
    meta = Meta(
        title=values["heading"], issuer=community.name, number=values["span"], printed_by=by.name,
        qr=ask, qr_line=_("Tell us"),
    )  # fmt: skip
    return as_pdf(pdf(TEMPLATE, values, meta=meta), "week")
