"""民情日志 on paper: one day, its lines and the worker's sentence."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.papers.typeset import Meta, pdf
from linli.places.models import Community
from linli.worklogs.lines import Line

TEMPLATE = Path(__file__).parent / "typst" / "log.typ"


def day_in_words(day: dt.date) -> str:
    """2026年11月22日 星期日."""
    return f"{date_format(day, 'DATE_FORMAT')} {date_format(day, 'l')}"


def as_text(day: dt.date, lines: list[Line], sentence: str) -> str:
    """The day as text to be copied."""
    head = f"{_('Work log')} {day_in_words(day)}"
    return "\n".join(
        [head, *(f"{line.time} {line.words}" for line in lines), *([sentence] if sentence else [])]
    )


@translation.override(settings.LANGUAGE_CODE)
def log_pdf(
    community: Community, *, name: str, day: dt.date, lines: list[Line], sentence: str, by: str
) -> bytes:
    """The sheet as PDF; `name` is whose day it is, `by` who prints it."""
    values, meta = log_sheet(community, name=name, day=day, lines=lines, sentence=sentence, by=by)
    return pdf(TEMPLATE, values, meta=meta)


def log_sheet(
    community: Community, *, name: str, day: dt.date, lines: list[Line], sentence: str, by: str
) -> tuple[dict[str, Any], Meta]:
    """What stands on it, and around it."""
    title = _("Work log")
    values = {
        "heading": title,
        "facts": [[_("Day"), day_in_words(day)], [_("Name"), name]],
        "header": [_("Time"), _("What was done")],
        "rows": [list(line) for line in lines],
        "none": _("The records say nothing of this day."),
        "sentence_heading": _("Besides"),
        "sentence": sentence,
    }
    return values, Meta(title=title, issuer=community.name, number=day.isoformat(), printed_by=by)
