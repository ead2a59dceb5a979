"""交办事项月表 on paper: what was given in a month or still open from before, and how many each office gave."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.calendars.months import add_months
from linli.core import clock
from linli.core.rights import Actor
from linli.meetings import queries
from linli.meetings.models import DirectedTask, Giver
from linli.meetings.telling import moment
from linli.papers.typeset import Meta, pdf
from linli.places.models import Community

TEMPLATE = Path(__file__).parent / "typst" / "month.typ"


@translation.override(settings.LANGUAGE_CODE)
def month_pdf(community: Community, by: Actor, year: int, month: int) -> bytes:
    """The table of a month as PDF, as far as `by` sees it."""
    values, meta = month_table(community, by, year, month)
    return pdf(TEMPLATE, values, meta=meta)


def month_table(community: Community, by: Actor, year: int, month: int) -> tuple[dict[str, Any], Meta]:
    """What stands on it, and around it."""
    first = dt.date(year, month, 1)
    last = add_months(first, 1) - dt.timedelta(days=1)
    title = _("Directed tasks, %(month)s") % {"month": date_format(first, "YEAR_MONTH_FORMAT")}
    values = {
        "heading": title,
        "sentence": _("Given in this month, or still open from before. Printed on %(day)s.")
        % {"day": date_format(clock.today(), "DATE_FORMAT")},
        "header": [_("Given"), _("What, and from whom"), _("Due"), _("Who does it"), _("How it stands")],
        "rows": [_row(task) for task in queries.months_tasks(by, first, last)],
        "none": _("There was none."),
        "offices_heading": _("Who gave how many in this month"),
        "offices_header": [_("Given by"), _("Office"), pgettext("how many", "Number")],
        "offices": [
            [str(Giver(row["giver"]).label), row["office"] or "—", str(row["number"])]
            for row in queries.by_office(by, first, last)
        ],
    }
    return values, Meta(title=title, issuer=community.name, number=f"{year}-{month:02d}", printed_by=by.name)


def _row(task: DirectedTask) -> list[str]:
    what = "\n".join(filter(None, [task.title, " ".join(filter(None, [task.source, task.document_number]))]))
    stands = "\n".join(filter(None, [str(task.get_status_display()), task.reply, task.deed_label]))
    return [
        date_format(task.given_on, "MONTH_DAY_FORMAT"),
        what,
        moment(task.due_at),
        task.handler.name,
        stands,
    ]
