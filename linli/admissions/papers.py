"""发展党员时间表 on paper: the 25 steps with day and paper, helpers, and places for signatures."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.admissions import steps, words
from linli.admissions.models import Admission, AdmissionStep, Role
from linli.admissions.queries import Story
from linli.core.keys import show_code
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf

TIMELINE = Path(__file__).parent / "typst" / "timeline.typ"


@translation.override(settings.LANGUAGE_CODE)
def timeline_pdf(row: Admission, story: Story, *, by: Actor) -> bytes:
    """All 25 steps, also those to come; helpers of today; nobody's vote."""
    title = _("Time line of a development file")
    values: dict[str, Any] = {
        "heading": title,
        "facts": [
            [_("Name"), row.person.name],
            [_("Party branch"), row.branch.name],
            [_("status"), str(row.get_status_display())],
            *([str(role.label), _names(story, role)] for role in Role),
        ],
        "header": ["", _("Step"), _("Done on"), _("Paper and note")],
        "rows": [_line(step, story.entries.get(step.number)) for step in steps.STEPS],
        "sign": [_("Secretary of the branch"), _("Who keeps the file"), _("Day")],
    }
    meta = Meta(title=title, issuer=row.community.name, number=show_code(row.code), printed_by=by.name)
    return pdf(TIMELINE, values, meta=meta)


def _names(story: Story, role: str) -> str:
    names = [one.member.person.name for one in story.helpers if one.role == role and one.valid_to is None]
    return _(", ").join(names) or "—"


def _line(step: steps.Step, entry: AdmissionStep | None) -> list[str]:
    day = date_format(entry.done_on, "DATE_FORMAT") if entry else ""
    shown = [entry.document_number, entry.note] if entry else []
    return [str(step.number), str(words.STEPS[step.number]), day, " ".join(filter(None, shown))]
